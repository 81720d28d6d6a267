import { compactText } from './fullWidth.ts';
import { splitOccupationName } from './occupation.ts';

/**
 * What a hit in the list means for an occupation. `refuse`: the whole occupation is licensed. `confirm`: it may be, so a chief
 * has to say with a reason that it may be certified. `warn`: some of its jobs need a work licence beside the certificate; never held
 * back. The heaviest goes first.
 */
export const licensedActions = ['refuse', 'confirm', 'warn'] as const;
export type LicensedAction = (typeof licensedActions)[number];

/** One row of the list of licensed occupations (准入类) and of occupations with a work licence beside them. */
export interface LicensedEntry {
  readonly class: string;
  readonly codes: readonly string[];
  readonly names: readonly string[];
  /** `refuse` only where the legal basis is sourced. */
  readonly action: LicensedAction;
  /** Legal basis, or why the action is what it is. */
  readonly basis: string;
}

export interface LicensedList {
  readonly version: string;
  readonly entries: readonly LicensedEntry[];
}

/** The heaviest entry that speaks of this occupation, by its code or by any of its names. */
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
  for (const action of licensedActions) {
    const hit = hits.find((entry) => entry.action === action);
    if (hit !== undefined) return hit;
  }
  return null;
}
