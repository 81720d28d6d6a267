import type { BatchId, EnrolmentId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { madeUpPeople } from './people.ts';
import type { Person } from './player.ts';
import { rosterLines } from './preparing.ts';
import type { Script } from './script.ts';

/** Registers made-up people of one occupation from a made-up roster file. */
export async function registerPeople(
  script: Script,
  registrar: Person,
  batchId: BatchId,
  line: OccupationLevel,
  count: number,
  seed: number,
  classes: readonly string[],
): Promise<EnrolmentId[]> {
  const drawn = madeUpPeople(count, seed, classes);
  const text = [
    '姓名,性别,身份证号,班级,职业,等级',
    ...drawn.map(
      (one) => `${one.name},${one.sex},${one.documentNumber},${one.className},${line.name},${line.level}`,
    ),
  ].join('\r\n');
  const stored = await script.site.files.put(Buffer.from(`\uFEFF${text}\r\n`));
  const people = rosterLines(drawn, line);
  await script.composes(registrar, 'roster.import', {
    batchId,
    file: { ...stored, name: `${line.name}报名名册.csv` },
    rows: people.length,
    people,
    leftOut: [],
  });
  return people.map((one) => one.enrolmentId);
}
