import { resourcesFolder } from '#node/programs.ts';
import { parseSpreadsheet } from '../../core/spreadsheets/parse.ts';
import { TheoryMarks } from '../../core/theory/import/theoryMarks.ts';
import type { NamedFile } from './uploads.ts';

/** What a mark file says, for the people of the play who come or stay away by it, and who read its papers. */
export async function readMarkFile({ name, bytes }: NamedFile): Promise<TheoryMarks> {
  const read = await parseSpreadsheet({
    kind: 'theoryMarks',
    schema: TheoryMarks,
    bytes,
    fileName: name,
    resourcesDir: resourcesFolder(),
  });
  if (!read.ok) throw new Error(`the mark file was refused: ${read.refusal.code}`);
  return read.value;
}
