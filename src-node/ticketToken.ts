import { hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { isTicketNumber, ticketTokenDigits } from '#shared/domain/ticketNumber.ts';
import { publicKeyFromRaw, rawPublicKey, seedOfSigningKey, signingKeyFromSeed } from './ed25519.ts';
import { sha256 } from './hashes.ts';

const tokenBytes = 79;
const bodyBytes = 15;
const version = 1;
const signedPrefix = Buffer.from('kaodian-ticket-v1\0', 'utf8');
const tokenForm = new RegExp(`^\\d{${ticketTokenDigits}}$`);

/** What a token says of itself; believed only after `verifyTicketToken`. */
export interface TicketToken {
  /** First four bytes of SHA-256 of the batch's ticket public key, hex: names the key without carrying it. */
  readonly keyId: string;
  /** 14 digits. */
  readonly ticketNumber: string;
  /** Counts the prints of this ticket, from 1. */
  readonly printNumber: number;
  /** The 15 bytes that are signed, and the 64 of the signature. */
  readonly body: Buffer;
  readonly signature: Buffer;
}

export type TicketTokenReading =
  | { readonly ok: true; readonly token: TicketToken }
  | { readonly ok: false; readonly code: 'not-a-token' | 'token-version' | 'token-ticket-number' };

/**
 * The key that signs a batch's tickets: drawn from the site's signing key (HKDF-SHA256, no salt, info
 * `kaodian-ticket-key-v1:<batchId>`), so it needs no keeping and no writing, and says nothing about the key it comes from.
 */
export function ticketKeyOf(siteSigningKey: KeyObject, batchId: string): KeyObject {
  const seed = hkdfSync(
    'sha256',
    seedOfSigningKey(siteSigningKey),
    Buffer.alloc(0),
    `kaodian-ticket-key-v1:${batchId}`,
    32,
  );
  return signingKeyFromSeed(Buffer.from(seed));
}

/** Names a ticket key as tokens do. Takes the private or the public half. */
export function ticketKeyId(key: KeyObject): string {
  return sha256(rawPublicKey(key)).subarray(0, 4).toString('hex');
}

/**
 * Makes the token of a printed ticket: 79 bytes as one decimal number padded to 191 digits (docs/integrity.md, Ticket token).
 * Throws when the ticket number is none or the print number is not within 1–65,535.
 */
export function makeTicketToken(ticketKey: KeyObject, ticketNumber: string, printNumber: number): string {
  if (!isTicketNumber(ticketNumber)) throw new TypeError('not a ticket number');
  if (!Number.isInteger(printNumber) || printNumber < 1 || printNumber > 65_535) {
    throw new RangeError('a print number is within 1 and 65,535');
  }
  const body = Buffer.alloc(bodyBytes);
  body.writeUInt8(version, 0);
  body.write(ticketKeyId(ticketKey), 1, 'hex');
  body.writeBigUInt64BE(BigInt(ticketNumber), 5);
  body.writeUInt16BE(printNumber, 13);
  const signature = sign(null, Buffer.concat([signedPrefix, body]), ticketKey);
  return toDigits(Buffer.concat([body, signature]));
}

/** Reads 191 digits. Says nothing about who signed: see `verifyTicketToken`. */
export function readTicketToken(digits: string): TicketTokenReading {
  if (!tokenForm.test(digits)) return { ok: false, code: 'not-a-token' };
  const bytes = toBytes(digits);
  if (bytes === null) return { ok: false, code: 'not-a-token' };
  if (bytes[0] !== version) return { ok: false, code: 'token-version' };
  const body = bytes.subarray(0, bodyBytes);
  const ticketNumber = body.readBigUInt64BE(5).toString().padStart(14, '0');
  const printNumber = body.readUInt16BE(13);
  if (!isTicketNumber(ticketNumber) || printNumber === 0) return { ok: false, code: 'token-ticket-number' };
  const keyId = body.subarray(1, 5).toString('hex');
  return {
    ok: true,
    token: { keyId, ticketNumber, printNumber, body, signature: bytes.subarray(bodyBytes) },
  };
}

/** Whether the holder of this ticket key (its 32 public bytes) signed the token. A copied ticket verifies: it names, it does not prove a person. */
export function verifyTicketToken(token: TicketToken, rawTicketPublicKey: Uint8Array): boolean {
  const key = publicKeyFromRaw(rawTicketPublicKey);
  if (ticketKeyId(key) !== token.keyId) return false;
  return verify(null, Buffer.concat([signedPrefix, token.body]), key, token.signature);
}

function toDigits(bytes: Buffer): string {
  return BigInt(`0x${bytes.toString('hex')}`)
    .toString()
    .padStart(ticketTokenDigits, '0');
}

/** Null when the number needs more than 79 bytes. */
function toBytes(digits: string): Buffer | null {
  const hex = BigInt(digits)
    .toString(16)
    .padStart(tokenBytes * 2, '0');
  return hex.length === tokenBytes * 2 ? Buffer.from(hex, 'hex') : null;
}
