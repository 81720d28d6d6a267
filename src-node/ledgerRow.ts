import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { sha256HexPattern } from '#shared/formats/patterns.ts';
import {
  noPreviousRow,
  parseRowHeader,
  rowHeaderText,
  type LedgerRow,
  type RowHeader,
  type RowPlaceholder,
} from '#shared/formats/rowHeader.ts';
import { sha256Hex } from './hashes.ts';
import { pooledRandom } from './randomPool.ts';

const zero = Uint8Array.of(0);
/** A salt is 32 bytes in lower-case hex, as long as a hash. */
const saltHexPattern = sha256HexPattern;

/** What the ledger knows before a row is hashed. `data` and `personal` are texts, kept and hashed as written. */
export type RowDraft = Omit<RowHeader, 'v' | 'dataHash' | 'personalHash'> & {
  readonly data: string;
  readonly personal: string | null;
};

export type BuiltRow = { readonly row: LedgerRow; readonly header: RowHeader; readonly rowHash: string };

/** Hex SHA-256("kaodian-data-v1" || 00 || salt || data). The salt is hex of 32 bytes. */
export function dataHash(saltHex: string, data: string): string {
  return sha256Hex('kaodian-data-v1', zero, saltBytes(saltHex), data);
}

/** Hex SHA-256("kaodian-personal-v1" || 00 || salt || personal). The salt is hex of 32 bytes. */
export function personalHash(saltHex: string, personal: string): string {
  return sha256Hex('kaodian-personal-v1', zero, saltBytes(saltHex), personal);
}

/** Hex SHA-256(00 || header): the row's hash and its leaf in the tree. */
export function rowHash(headerText: string): string {
  return sha256Hex(zero, headerText);
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

/** The row as one line of `ledger.ndjson`, without its LF. */
export function rowLine(row: LedgerRow | RowPlaceholder): string {
  if (!('header' in row)) return JSON.stringify({ seq: row.seq, rowHash: row.rowHash });
  const { header, data, dataSalt, personal, personalSalt } = row;
  return JSON.stringify({ header, data, dataSalt, personal, personalSalt });
}

/** Reads one line of `ledger.ndjson`: a row or a placeholder, with exactly the fields of one of the two. */
export function parseRowLine(line: string): FormatResult<LedgerRow | RowPlaceholder> {
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
  if (keys === 'rowHash seq') {
    const { seq, rowHash: hash } = record;
    if (typeof seq !== 'number' || !Number.isSafeInteger(seq) || seq < 0) {
      return refuse('row-malformed', { field: 'seq' });
    }
    if (typeof hash !== 'string' || !sha256HexPattern.test(hash)) {
      return refuse('row-malformed', { field: 'rowHash' });
    }
    return sameLine({ seq, rowHash: hash }, line);
  }
  if (keys !== 'data dataSalt header personal personalSalt')
    return refuse('row-malformed', { field: 'fields' });
  const { header, data, dataSalt, personal, personalSalt } = record;
  if (typeof header !== 'string') return refuse('row-malformed', { field: 'header' });
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
function sameLine<T extends LedgerRow | RowPlaceholder>(row: T, line: string): FormatResult<T> {
  return rowLine(row) === line ? accept(row) : refuse('row-malformed', { field: 'line' });
}

/** What is expected of the next row; what is absent is not checked. */
export type ExpectedRow = { readonly prev?: string; readonly seq?: number; readonly ledger?: string };

/**
 * Checks one row against its predecessor: header form, sequence, `prev`, and both hashes over the stored
 * texts. A blanked personal part (text and salt null while the header has its hash) passes.
 * Refusals: json-*, row-malformed, row-ledger-differs, row-sequence-broken, row-chain-broken,
 * row-data-altered, row-personal-altered.
 */
export function verifyRow(
  row: LedgerRow,
  expected: ExpectedRow,
): FormatResult<{ readonly header: RowHeader; readonly rowHash: string; readonly blanked: boolean }> {
  const parsed = parseRowHeader(row.header);
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
  if (!saltHexPattern.test(row.dataSalt) || dataHash(row.dataSalt, row.data) !== header.dataHash) {
    return refuse('row-data-altered', facts);
  }
  const blanked = header.personalHash !== null && row.personal === null && row.personalSalt === null;
  if (!blanked && !personalMatches(row, header)) return refuse('row-personal-altered', facts);
  return accept({ header, rowHash: rowHash(row.header), blanked });
}

function personalMatches(row: LedgerRow, header: RowHeader): boolean {
  if (header.personalHash === null) return row.personal === null && row.personalSalt === null;
  if (row.personal === null || row.personalSalt === null || !saltHexPattern.test(row.personalSalt))
    return false;
  return personalHash(row.personalSalt, row.personal) === header.personalHash;
}

function saltBytes(saltHex: string): Buffer {
  if (!saltHexPattern.test(saltHex)) throw new TypeError('a salt is 32 bytes in hex');
  return Buffer.from(saltHex, 'hex');
}
