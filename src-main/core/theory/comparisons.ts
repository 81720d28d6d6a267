import type { BatchId, EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { FileComparison } from '#shared/domain/theoryComparison.ts';
import { everyLineIsDue } from '#shared/domain/theoryComparison.ts';
import { within } from '../enrolments/attendance.ts';
import type { Scope } from '../enrolments/attendance.ts';
import type { Store } from '../store/openDatabase.ts';

/** Who imported a mark file (several, when it came again with more lines), and the seed that was drawn for it. */
export function drawsOf(
  store: Store,
  fileSha256: string,
): readonly { readonly seed: string; readonly importedBy: UserId }[] {
  return store
    .hot<{ readonly seed: string; readonly importedBy: UserId }>(
      'SELECT seed, imported_by AS importedBy FROM theory_draws WHERE file_sha256 = ? ORDER BY seq',
    )
    .all(fileSha256);
}

/** The lines of a mark file that stand, and those of them that were drawn. */
export function linesOfFile(
  store: Store,
  fileSha256: string,
): readonly { readonly enrolmentId: EnrolmentId; readonly sampled: boolean }[] {
  return store
    .hot<{ readonly enrolmentId: EnrolmentId; readonly sampled: number }>(
      `SELECT m.enrolment_id AS enrolmentId, s.enrolment_id IS NOT NULL AS sampled FROM theory_marks m
        LEFT JOIN theory_samples s ON s.enrolment_id = m.enrolment_id WHERE m.file_sha256 = ?`,
    )
    .all(fileSha256)
    .map((line) => ({ ...line, sampled: line.sampled === 1 }));
}

type StoredComparison = FileComparison & { readonly fileSha256: string; readonly uncompared: number };

function comparisonsWhere(store: Store, condition: string, value: string): readonly StoredComparison[] {
  return store
    .hot<StoredComparison>(
      `SELECT m.file_sha256 AS fileSha256,
          count(c.enrolment_id) FILTER (WHERE c.score_hundredths IS NOT m.score_hundredths) AS differing,
          count(s.enrolment_id) FILTER (WHERE c.enrolment_id IS NULL AND o.withdrawn = 0) AS sampleDue,
          count(*) FILTER (WHERE c.enrolment_id IS NULL AND o.withdrawn = 0) AS uncompared
        FROM theory_marks m JOIN enrolments o ON o.enrolment_id = m.enrolment_id
        LEFT JOIN theory_samples s ON s.enrolment_id = m.enrolment_id
        LEFT JOIN theory_comparisons c ON c.enrolment_id = m.enrolment_id
        WHERE ${condition} GROUP BY 1`,
    )
    .all(value);
}

/** How far the comparison of each mark file is that somebody of the scope has a line in, by the file's hash. */
export function fileComparisons(store: Store, scope: Scope): ReadonlyMap<string, FileComparison> {
  const { condition, value } = within(scope);
  const ofScope = `m.file_sha256 IN (SELECT t.file_sha256 FROM theory_marks t
    JOIN enrolments e ON e.enrolment_id = t.enrolment_id WHERE ${condition})`;
  return new Map(comparisonsWhere(store, ofScope, value).map((file) => [file.fileSha256, file]));
}

/** The mark file that the standing mark of an enrolment came from; null when none did. */
export function fileOfLine(store: Store, enrolmentId: EnrolmentId): string | null {
  const row = store
    .hot<{ readonly fileSha256: string }>(
      'SELECT file_sha256 AS fileSha256 FROM theory_marks WHERE enrolment_id = ?',
    )
    .get(enrolmentId);
  return row?.fileSha256 ?? null;
}

/** Whether nothing of a mark file waits for a second person's look any more. */
export function isCompared(store: Store, fileSha256: string): boolean {
  const file = comparisonsWhere(store, 'm.file_sha256 = ?', fileSha256)[0];
  if (file === undefined) return false;
  return everyLineIsDue(file) ? file.uncompared === 0 : file.sampleDue === 0;
}

/** A mark file as its comparison shows it. */
export interface ComparedFile {
  readonly fileSha256: string;
  readonly fileName: string | null;
  readonly importers: readonly UserId[];
}

/** The mark files of a batch that lines were drawn of, oldest first. */
export function comparedFiles(store: Store, batchId: BatchId): readonly ComparedFile[] {
  const rows = store
    .hot<{ readonly fileSha256: string; readonly fileName: string | null; readonly importedBy: UserId }>(
      `SELECT d.file_sha256 AS fileSha256, f.file_name AS fileName, d.imported_by AS importedBy FROM theory_draws d
        JOIN theory_files f ON f.seq = d.seq WHERE d.batch_id = ? ORDER BY d.seq`,
    )
    .all(batchId);
  return [...Map.groupBy(rows, (row) => row.fileSha256)].map(([fileSha256, imports]) => ({
    fileSha256,
    fileName: imports.at(-1)?.fileName ?? null,
    importers: [...new Set(imports.map((one) => one.importedBy))],
  }));
}
