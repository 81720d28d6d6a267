import { accept, refuse, type FormatResult } from './formatRefusal.ts';
import { jcs } from './jcs.ts';
import { institutionCodePattern, isUtc, ledgerIdPattern, sha256HexPattern } from './patterns.ts';

/** What a checkpoint says about a ledger (the form is a C2SP tlog-checkpoint with four lines of ours). */
export type Checkpoint = {
  readonly institutionCode: string;
  readonly ledgerId: string;
  /** Rows 0 … size - 1. */
  readonly size: number;
  /** Base64 of the RFC 6962 tree root over the row headers. */
  readonly root: string;
  readonly epoch: number;
  /** Hex row hash of row size - 1. */
  readonly head: string;
  /** Hex SHA-256 of `videoHeadsText`. */
  readonly video: string;
  /** UTC with milliseconds and Z. */
  readonly time: string;
};

/** Per camera: number of segments and the hex hash of the last one. */
export type VideoHeads = Readonly<Record<string, readonly [count: number, head: string]>>;

const rootPattern = /^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/u;
const numberPattern = /^(?:0|[1-9]\d{0,15})$/u;

/** The canonical text that stands behind the `video` line. */
export function videoHeadsText(heads: VideoHeads): string {
  return jcs(heads, { integersOnly: true });
}

/** The checkpoint's bytes as text: seven lines, LF at the end of each. Throws on values without a form. */
export function checkpointText(checkpoint: Checkpoint): string {
  const text = [
    `kaodian/${checkpoint.institutionCode}/${checkpoint.ledgerId}`,
    String(checkpoint.size),
    checkpoint.root,
    `epoch ${checkpoint.epoch}`,
    `head ${checkpoint.head}`,
    `video ${checkpoint.video}`,
    `time ${checkpoint.time}`,
    '',
  ].join('\n');
  const parsed = parseCheckpoint(text);
  if (!parsed.ok) throw new TypeError(`checkpoint has no text: ${JSON.stringify(parsed.refusal.facts)}`);
  return text;
}

/** Reads a checkpoint; refused with the line number when a line is not what the writer would write. */
export function parseCheckpoint(text: string): FormatResult<Checkpoint> {
  const lines = text.split('\n');
  if (lines.length !== 8 || lines[7] !== '') return refuse('checkpoint-malformed', { line: lines.length });
  const [origin = '', size = '', root = '', epoch = '', head = '', video = '', time = ''] = lines;
  const [maker, institutionCode = '', ledgerId = '', ...more] = origin.split('/');
  if (
    maker !== 'kaodian' ||
    more.length > 0 ||
    !institutionCodePattern.test(institutionCode) ||
    !ledgerIdPattern.test(ledgerId)
  ) {
    return refuse('checkpoint-malformed', { line: 1 });
  }
  const sizeNumber = safeInteger(size);
  if (sizeNumber === null || sizeNumber < 1) return refuse('checkpoint-malformed', { line: 2 });
  if (!rootPattern.test(root)) return refuse('checkpoint-malformed', { line: 3 });
  const epochNumber = safeInteger(after('epoch ', epoch));
  if (epochNumber === null) return refuse('checkpoint-malformed', { line: 4 });
  const headHex = after('head ', head);
  if (!sha256HexPattern.test(headHex)) return refuse('checkpoint-malformed', { line: 5 });
  const videoHex = after('video ', video);
  if (!sha256HexPattern.test(videoHex)) return refuse('checkpoint-malformed', { line: 6 });
  const timeText = after('time ', time);
  if (!isUtc(timeText)) return refuse('checkpoint-malformed', { line: 7 });
  return accept({
    institutionCode,
    ledgerId,
    size: sizeNumber,
    root,
    epoch: epochNumber,
    head: headHex,
    video: videoHex,
    time: timeText,
  });
}

function after(prefix: string, line: string): string {
  return line.startsWith(prefix) ? line.slice(prefix.length) : '';
}

function safeInteger(text: string): number | null {
  if (!numberPattern.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}
