import type { OccupationLevel } from '#shared/contract/values.ts';
import type { ResultRow } from '#shared/contract/views/results.ts';

export interface OccupationGroup {
  readonly key: string;
  readonly occupationLevel: OccupationLevel;
  readonly rows: readonly ResultRow[];
  readonly total: number;
  readonly passed: number;
  readonly failed: number;
  readonly open: number;
}

/** Rows by edition, code and level, higher levels first, each with its outcomes counted. */
export function byOccupation(rows: readonly ResultRow[]): readonly OccupationGroup[] {
  const groups = Map.groupBy(
    rows,
    ({ occupationLevel: { edition, code, level } }) => `${code} ${level} ${edition}`,
  );
  return [...groups]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([key, members]) => {
      const [first] = members;
      const count = (outcome: ResultRow['outcome']) =>
        members.filter((row) => row.outcome === outcome).length;
      return first
        ? [
            {
              key,
              occupationLevel: first.occupationLevel,
              rows: members,
              total: members.length,
              passed: count('passed'),
              failed: count('failed'),
              open: count('open'),
            },
          ]
        : [];
    });
}
