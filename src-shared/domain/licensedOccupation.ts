import { compactText } from './fullWidth.ts';
import { splitOccupationName } from './occupation.ts';

/** What a hit in the list means for an occupation. */
export type LicensedAction = 'refuse' | 'warn';

/** One row of the list of licensed occupations (准入类): these must not be certified here. */
export interface LicensedEntry {
  readonly class: string;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** `refuse` only where the legal basis is sourced; `warn` until a chief confirms. */
  readonly action: LicensedAction;
  readonly basis: string;
}

export interface LicensedList {
  readonly version: string;
  readonly entries: readonly LicensedEntry[];
}

/** The entry that forbids (or warns of) this occupation, by its code or by any of its names; a refusal goes before a warning. */
export function findLicensed(
  list: LicensedList,
  code: string | null,
  name: string | null,
): LicensedEntry | null {
  const words = name === null ? null : splitOccupationName(name);
  const names =
    words === null
      ? []
      : [compactText(name ?? ''), words.outer, words.inner ?? ''].filter((one) => one !== '');
  const hits = list.entries.filter(
    (entry) =>
      (code !== null && entry.codes.includes(code)) ||
      entry.names.some((one) => names.includes(compactText(one))),
  );
  return hits.find((entry) => entry.action === 'refuse') ?? hits[0] ?? null;
}
