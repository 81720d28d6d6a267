import { hash } from 'node:crypto';
import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { sha256HexPattern } from '#shared/formats/patterns.ts';
import {
  noPreviousRow,
  type HeaderLine,
  parseRowHeader,
  rowHeaderText,
  type LedgerRow,
  type RowHeader,
} from '#shared/formats/rowHeader.ts';
import { pooledRandom } from './randomPool.ts';

/** A salt is 32 bytes in lower-case hex, as long as a hash. */
const saltHexPattern = sha256HexPattern;

/** What the ledger knows before a row is hashed. `data` and `personal` are texts, kept and hashed as written. */
export type RowDraft = Omit<RowHeader, 'v' | 'dataHash' | 'personalHash'> & {
  readonly data: string;
  readonly personal: string | null;
};

export type BuiltRow = { readonly row: LedgerRow; readonly header: RowHeader; readonly rowHash: string };

/** Where the bytes of a hash are put together: mostly they fit. */
let scratch = Buffer.alloc(1 << 16);
const dataPrefix = Buffer.from('kaodian-data-v1\0', 'latin1');
const personalPrefix = Buffer.from('kaodian-personal-v1\0', 'latin1');
const rowPrefix = Buffer.alloc(1);

/** Hex SHA-256("kaodian-data-v1" || 00 || salt || data). The salt is hex of 32 bytes. */
export function dataHash(saltHex: string, data: string): string {
  return hashOf(dataPrefix, saltHex, data);
}

/** Hex SHA-256("kaodian-personal-v1" || 00 || salt || personal). The salt is hex of 32 bytes. */
export function personalHash(saltHex: string, personal: string): string {
  return hashOf(personalPrefix, saltHex, personal);
}

/** Hex SHA-256(00 || header): the row's hash and its leaf in the tree. */
export function rowHash(headerText: string): string {
  return hashOf(rowPrefix, '', headerText);
}

/** Hex SHA-256(prefix || salt || text), in one call: every row of a ledger asks for three. A salt that is no hex throws. */
function hashOf(prefix: Buffer, saltHex: string, text: string): string {
  const saltLength = saltHex.length / 2;
  const before = prefix.length + saltLength;
  // No text has more bytes in UTF-8 than three times its length.
  if (before + 3 * text.length > scratch.length) scratch = Buffer.alloc(2 * (before + 3 * text.length));
  prefix.copy(scratch);
  if (saltHex !== '' && scratch.write(saltHex, prefix.length, 'hex') !== 32)
    throw new TypeError('a salt is 32 bytes in hex');
  const end = before + scratch.write(text, before, 'utf8');
  return hash('sha256', scratch.subarray(0, end), 'hex');
}

/** A salt of 32 random bytes, hex. */
export function newSalt(): string {
  return pooledRandom(32).toString('hex');
}

/** Builds a row from its draft: salts, both hashes, header text and row hash. Salts can be given (tests). */
export function buildRow(draft: RowDraft, salts: () => string = newSalt): BuiltRow {
  const { data, personal, ...rest } = draft;
  if (!data.isWellFormed() || personal?.isWellFormed() === false) {
    throw new TypeError('a lone surrogate has no UTF-8 form');
  }
  const dataSalt = salts();
  const personalSalt = personal === null ? null : salts();
  const header: RowHeader = {
    v: 1,
    ...rest,
    dataHash: dataHash(dataSalt, data),
    personalHash: personal === null || personalSalt === null ? null : personalHash(personalSalt, personal),
  };
  const headerText = rowHeaderText(header);
  return {
    row: { header: headerText, data, dataSalt, personal, personalSalt },
    header,
    rowHash: rowHash(headerText),
  };
}

/** The row as one line of `ledger.ndjson`, without its LF; of a row of another batch only the header. */
export function rowLine(row: LedgerRow | HeaderLine): string {
  const { header } = row;
  if (!('data' in row)) return JSON.stringify({ header });
  const { data, dataSalt, personal, personalSalt } = row;
  return JSON.stringify({ header, data, dataSalt, personal, personalSalt });
}

/** Reads one line of `ledger.ndjson`: a row or a header alone, with exactly the fields of one of the two. */
export function parseRowLine(line: string): FormatResult<LedgerRow | HeaderLine> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse('row-malformed', { field: 'line' });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return refuse('row-malformed', { field: 'line' });
  }
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).toSorted().join(' ');
  const { header, data, dataSalt, personal, personalSalt } = record;
  if (keys !== 'header' && keys !== 'data dataSalt header personal personalSalt')
    return refuse('row-malformed', { field: 'fields' });
  if (typeof header !== 'string') return refuse('row-malformed', { field: 'header' });
  if (keys === 'header') return sameLine({ header }, line);
  if (typeof data !== 'string' || !data.isWellFormed()) return refuse('row-malformed', { field: 'data' });
  if (typeof dataSalt !== 'string') return refuse('row-malformed', { field: 'dataSalt' });
  if (personal !== null && (typeof personal !== 'string' || !personal.isWellFormed())) {
    return refuse('row-malformed', { field: 'personal' });
  }
  if (personalSalt !== null && typeof personalSalt !== 'string') {
    return refuse('row-malformed', { field: 'personalSalt' });
  }
  return sameLine({ header, data, dataSalt, personal, personalSalt }, line);
}

/** A line must be spelled as the writer spells it, so that no second reader can find something else in it. */
function sameLine<T extends LedgerRow | HeaderLine>(row: T, line: string): FormatResult<T> {
  return rowLine(row) === line ? accept(row) : refuse('row-malformed', { field: 'line' });
}

/** What is expected of the next row; what is absent is not checked. */
export type ExpectedRow = { readonly prev?: string; readonly seq?: number; readonly ledger?: string };

/**
 * Checks a header against the row before: form, ledger, sequence and `prev`; answers it with its hash.
 * Refusals: json-*, row-malformed, row-ledger-differs, row-sequence-broken, row-chain-broken.
 */
export function verifyHeader(
  text: string,
  expected: ExpectedRow,
): FormatResult<{ readonly header: RowHeader; readonly rowHash: string }> {
  const parsed = parseRowHeader(text);
  if (!parsed.ok) return parsed;
  const header = parsed.value;
  const facts = { seq: header.seq };
  if (expected.ledger !== undefined && header.ledger !== expected.ledger) {
    return refuse('row-ledger-differs', facts);
  }
  if (expected.seq !== undefined && header.seq !== expected.seq) {
    return refuse('row-sequence-broken', { ...facts, expected: expected.seq });
  }
  if (header.seq === 0 && header.prev !== noPreviousRow) return refuse('row-chain-broken', facts);
  if (expected.prev !== undefined && header.prev !== expected.prev) return refuse('row-chain-broken', facts);
  return accept({ header, rowHash: rowHash(text) });
}

/**
 * Checks one row against its predecessor: its header, and both hashes over the stored texts. A blanked personal part (text and salt
 * null while the header has its hash) passes. Refusals: those of `verifyHeader`, row-data-altered, row-personal-altered.
 */
export function verifyRow(
  row: LedgerRow,
  expected: ExpectedRow,
): FormatResult<{ readonly header: RowHeader; readonly rowHash: string; readonly blanked: boolean }> {
  const verified = verifyHeader(row.header, expected);
  if (!verified.ok) return verified;
  const { header } = verified.value;
  if (!saltHexPattern.test(row.dataSalt) || dataHash(row.dataSalt, row.data) !== header.dataHash) {
    return refuse('row-data-altered', { seq: header.seq });
  }
  const blanked = header.personalHash !== null && row.personal === null && row.personalSalt === null;
  if (!blanked && !personalMatches(row, header)) return refuse('row-personal-altered', { seq: header.seq });
  return accept({ ...verified.value, blanked });
}

function personalMatches(row: LedgerRow, header: RowHeader): boolean {
  if (header.personalHash === null) return row.personal === null && row.personalSalt === null;
  if (row.personal === null || row.personalSalt === null || !saltHexPattern.test(row.personalSalt))
    return false;
  return personalHash(row.personalSalt, row.personal) === header.personalHash;
}
