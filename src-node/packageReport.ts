import type { FormatRefusal, FormatResult } from '#shared/formats/formatRefusal.ts';

/** What is checked of a package, in this order. */
export const packageChecks = [
  'outer-signature',
  'outer-signer',
  'file-name',
  'decryption',
  'archive',
  'bag',
  'inner-signature',
  'files',
  'agreement',
  'ledger',
  'checkpoint',
  'tree-root',
  'sealing',
  'derived',
  'workbook',
  'recipient',
] as const;
export type PackageCheckName = (typeof packageChecks)[number];

/** Why a check was not made. */
export type NotCheckedReason =
  /** No identity was given: only the outside can be judged. */
  | 'no-identity'
  /** An earlier check failed, on which this one stands. */
  | 'earlier-failed'
  /** The identity for reading back is not one of the recipients. */
  | 'reading-back';

export type PackageCheck =
  | { readonly name: PackageCheckName; readonly state: 'passed' }
  | { readonly name: PackageCheckName; readonly state: 'failed'; readonly refusal: FormatRefusal }
  | { readonly name: PackageCheckName; readonly state: 'notChecked'; readonly reason: NotCheckedReason };

/** Collects the outcome of every check, so that the report names all of them. */
export class CheckList {
  readonly #made = new Map<PackageCheckName, PackageCheck>();

  /** Notes a check by its result, and gives the result back. */
  note<T>(name: PackageCheckName, result: FormatResult<T>): FormatResult<T> {
    // A second finding never hides a failure that was noted before.
    if (this.#made.get(name)?.state !== 'failed') {
      this.#made.set(
        name,
        result.ok ? { name, state: 'passed' } : { name, state: 'failed', refusal: result.refusal },
      );
    }
    return result;
  }

  /** Notes that a check was left out, and why. */
  skip(name: PackageCheckName, reason: NotCheckedReason): void {
    this.#made.set(name, { name, state: 'notChecked', reason });
  }

  /** All checks in order; those never reached say so. */
  all(reason: NotCheckedReason): readonly PackageCheck[] {
    return packageChecks.map((name) => this.#made.get(name) ?? { name, state: 'notChecked', reason });
  }

  /** Why checks failed, in order. */
  refusals(): readonly FormatRefusal[] {
    return this.all('earlier-failed').flatMap((check) => (check.state === 'failed' ? [check.refusal] : []));
  }
}
