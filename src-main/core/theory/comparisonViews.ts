import type { BatchId, UserId } from '#shared/contract/ids.ts';
import type { ComparisonView } from '#shared/contract/views/examDay.ts';
import { isDue } from '#shared/domain/theoryComparison.ts';
import { personNames } from '../access/queries.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { Store } from '../store/openDatabase.ts';
import { comparedFiles, fileComparisons } from './comparisons.ts';
import { theoryLines } from './queries.ts';

/** The mark files of a batch with what waits to be read on the paper, for the person who asks. No mark is in it. */
export function comparisonViews(store: Store, batchId: BatchId, reader: UserId): readonly ComparisonView[] {
  const nameOf = personNames(store);
  const people = enrolmentLines(store, { batchId });
  const lines = theoryLines(store, { batchId });
  const comparisons = fileComparisons(store, { batchId });
  return comparedFiles(store, batchId).flatMap(({ fileSha256, fileName, importers }) => {
    const file = comparisons.get(fileSha256);
    if (file === undefined) return [];
    const own = people.flatMap((person) => {
      const imported = lines.get(person.enrolmentId)?.imported ?? null;
      return imported?.fileSha256 === fileSha256 ? [{ person, imported }] : [];
    });
    return [
      {
        fileSha256,
        fileName,
        importedBy: importers.map(nameOf),
        ownImport: importers.includes(reader),
        lines: own.length,
        sampled: own.filter(({ imported }) => imported.sampled).length,
        compared: own.filter(({ imported }) => imported.compared !== null).length,
        differing: file.differing,
        due: own
          .filter(({ imported }) => isDue(file, imported))
          .map(({ person, imported }) => ({
            enrolmentId: person.enrolmentId,
            ticketNumber: person.ticketNumber,
            name: person.name,
            className: person.className,
            row: imported.row,
          })),
      },
    ];
  });
}
