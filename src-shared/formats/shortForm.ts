import { crockford, normaliseCrockford } from './crockford.ts';
import { accept, refuse, type FormatResult } from './formatRefusal.ts';
import { institutionCodePattern } from './patterns.ts';

/** The short form of a checkpoint, for paper: `KD1 <institutionCode> <epoch> <size> <26 characters>`. */
export type ShortForm = {
  readonly institutionCode: string;
  readonly epoch: number;
  readonly size: number;
  /** First 26 Crockford base32 characters (130 bits) of SHA-256(checkpoint text). */
  readonly digest: string;
};

const digestLength = 26;

/** The short form that stands on protocols; `checkpointSha256` is the hash of the checkpoint's text (32 bytes). */
export function shortForm(
  checkpoint: { readonly institutionCode: string; readonly epoch: number; readonly size: number },
  checkpointSha256: Uint8Array,
): string {
  if (checkpointSha256.length !== 32) throw new TypeError('a SHA-256 has 32 bytes');
  const digest = crockford(checkpointSha256).slice(0, digestLength);
  return `KD1 ${checkpoint.institutionCode} ${checkpoint.epoch} ${checkpoint.size} ${digest}`;
}

/** Reads what a person typed from paper: lower case, `O` for 0, `I`/`L` for 1 and hyphens in the digest are forgiven. */
export function parseShortForm(typed: string): FormatResult<ShortForm> {
  const [mark, institution = '', epoch = '', size = '', ...rest] = typed.trim().split(/\s+/u);
  const digest = normaliseCrockford(rest.join(''));
  const institutionCode = institution.toUpperCase();
  if (
    mark?.toUpperCase() !== 'KD1' ||
    !institutionCodePattern.test(institutionCode) ||
    !/^\d{1,15}$/u.test(epoch) ||
    !/^\d{1,15}$/u.test(size) ||
    digest === null ||
    digest.length !== digestLength
  ) {
    return refuse('short-form-malformed');
  }
  return accept({ institutionCode, epoch: Number(epoch), size: Number(size), digest });
}
