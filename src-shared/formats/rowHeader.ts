import { accept, refuse, type FormatResult } from './formatRefusal.ts';
import { jcs, parseJcs, type JsonValue } from './jcs.ts';
import { deskTimePattern, isUtc, sha256HexPattern } from './patterns.ts';

/** Version of the row header's form. */
export const rowHeaderVersion = 1;

/** `prev` of the first row. */
export const noPreviousRow = '0'.repeat(64);

/** Header of a ledger row: strings, safe integers, and null where it says so. Its JCS text is what is hashed. */
export type RowHeader = {
  readonly v: 1;
  readonly ledger: string;
  readonly epoch: number;
  /** From 0, without gaps. */
  readonly seq: number;
  /** UTC with milliseconds and Z. */
  readonly at: string;
  /** The desk's local time with its offset. */
  readonly deskAt: string;
  readonly actor: string;
  readonly desk: string;
  readonly deskSeq: number;
  readonly batch: string | null;
  readonly command: string;
  readonly type: string;
  readonly version: number;
  readonly dataHash: string;
  readonly personalHash: string | null;
  readonly prev: string;
};

/** One line of `data/ledger.ndjson`. A blanked personal part is null together with its salt. */
export type LedgerRow = {
  readonly header: string;
  readonly data: string;
  /** Hex of 32 bytes. */
  readonly dataSalt: string;
  readonly personal: string | null;
  /** Hex of 32 bytes, or null. */
  readonly personalSalt: string | null;
};

/** A row of another batch in a package: its header alone, so that chain and tree are whole. */
export type HeaderLine = { readonly header: string };

const stringFields = ['ledger', 'actor', 'desk', 'command', 'type'] as const;
const integerFields = ['epoch', 'seq', 'deskSeq', 'version'] as const;
const fieldCount = 16;

/** The header's canonical text. Throws when a field has a shape that the format does not know. */
export function rowHeaderText(header: RowHeader): string {
  const fault = headerFault(header as unknown as Readonly<Record<string, JsonValue>>);
  if (fault !== null) throw new TypeError(`ledger row header: ${fault}`);
  return jcs(header, { integersOnly: true });
}

/** A text in canonical JSON that holds nothing to escape. */
const plain = String.raw`"([^"\\\u0000-\u001f]+)"`;
/** A whole number that is surely safe, in its one spelling. */
const whole = '(0|[1-9][0-9]{0,14})';
const hash = '"([0-9a-f]{64})"';
/** A header of version 1 as nearly all are written: its fields in canonical order, no text with anything to escape. */
const plainHeader = new RegExp(
  `^\\{"actor":${plain},"at":${plain},"batch":(?:null|${plain}),"command":${plain},"dataHash":${hash},"desk":${plain},` +
    `"deskAt":${plain},"deskSeq":${whole},"epoch":${whole},"ledger":${plain},"personalHash":(?:null|${hash}),"prev":${hash},` +
    `"seq":${whole},"type":${plain},"v":1,"version":${whole}\\}$`,
);

/** Reads a header that is written plainly, in one look; null for every other, which is read the long way. */
function readPlainHeader(text: string): RowHeader | null {
  const found = text.isWellFormed() ? plainHeader.exec(text) : null;
  if (found === null) return null;
  const [, actor, at, batch, command, dataHash, desk, deskAt, deskSeq, epoch, ledger, ...more] =
    found as unknown as readonly string[];
  const [personalHash, prev, seq, type, version] = more;
  if (!isUtc(at ?? '') || !deskTimePattern.test(deskAt ?? '')) return null;
  return {
    v: rowHeaderVersion,
    ledger: ledger ?? '',
    epoch: Number(epoch),
    seq: Number(seq),
    at: at ?? '',
    deskAt: deskAt ?? '',
    actor: actor ?? '',
    desk: desk ?? '',
    deskSeq: Number(deskSeq),
    batch: batch ?? null,
    command: command ?? '',
    type: type ?? '',
    version: Number(version),
    dataHash: dataHash ?? '',
    personalHash: personalHash ?? null,
    prev: prev ?? '',
  };
}

/** Reads a header text; refused unless it is canonical and has exactly the fields of version 1. */
export function parseRowHeader(text: string): FormatResult<RowHeader> {
  const read = readPlainHeader(text);
  if (read !== null) return accept(read);
  const parsed = parseJcs(text);
  if (!parsed.ok) return parsed;
  const value = parsed.value;
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return refuse('row-malformed', { field: 'header' });
  }
  const record = value as Readonly<Record<string, JsonValue>>;
  const fault = headerFault(record);
  if (fault !== null) return refuse('row-malformed', { field: fault });
  return accept(record as unknown as RowHeader);
}

/** The name of the first field that is missing, superfluous or of the wrong shape; null when all is well. */
function headerFault(record: Readonly<Record<string, JsonValue>>): string | null {
  if (Object.keys(record).length !== fieldCount) return 'fields';
  if (record['v'] !== rowHeaderVersion) return 'v';
  for (const field of stringFields) {
    const value = record[field];
    if (typeof value !== 'string' || value === '') return field;
  }
  for (const field of integerFields) {
    const value = record[field];
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) return field;
  }
  const { at, deskAt, batch, dataHash, personalHash, prev } = record;
  if (typeof at !== 'string' || !isUtc(at)) return 'at';
  if (typeof deskAt !== 'string' || !deskTimePattern.test(deskAt)) return 'deskAt';
  if (batch !== null && (typeof batch !== 'string' || batch === '')) return 'batch';
  if (typeof dataHash !== 'string' || !sha256HexPattern.test(dataHash)) return 'dataHash';
  if (personalHash !== null && (typeof personalHash !== 'string' || !sha256HexPattern.test(personalHash))) {
    return 'personalHash';
  }
  if (typeof prev !== 'string' || !sha256HexPattern.test(prev)) return 'prev';
  return null;
}
