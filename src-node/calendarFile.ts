import { calendarFile } from '#shared/contract/calendarFile.ts';
import type { CalendarFile } from '#shared/contract/calendarFile.ts';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { parseSshPublicKeyLine, sshFingerprint } from './ed25519.ts';
import { verifySshsig } from './sshsig.ts';

/** A calendar whose signature was checked, and who signed. */
export interface SignedCalendar {
  readonly calendar: CalendarFile;
  /** Fingerprint of the root. */
  readonly signer: string;
}

/** Reads a calendar without judging its signature. Refusal: calendar-malformed, with the place. */
export function parseCalendarFile(text: string): Result<CalendarFile> {
  const checked = calendarFile.safeParse(readJson(text));
  if (checked.success) return { ok: true, value: checked.data };
  const place = checked.error.issues[0]?.path.join(' ') ?? '';
  return refuse('calendar-malformed', { place: place === '' ? '—' : place });
}

/** JSON, or null for anything that is none. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * Checks a calendar that came from outside: signed by one of the roots of the centre's keys in force, over these very bytes.
 * Refusals: signature-*, calendar-signer-unknown, calendar-malformed.
 */
export function verifyCalendar(text: string, signature: string, keys: CentreKeys): Result<SignedCalendar> {
  const signed = verifySshsig(signature, 'kaodian-calendar', text);
  if (!signed.ok) return signed;
  const signer = sshFingerprint(signed.value);
  const trusted = keys.roots.filter((line) => !keys.revoked.some((one) => one.key === line));
  if (!trusted.some((line) => fingerprintOf(line) === signer))
    return refuse('calendar-signer-unknown', { fingerprint: signer });
  const parsed = parseCalendarFile(text);
  return parsed.ok ? { ok: true, value: { calendar: parsed.value, signer } } : parsed;
}

function fingerprintOf(line: string): string | null {
  const key = parseSshPublicKeyLine(line);
  return key.ok ? sshFingerprint(key.value) : null;
}
