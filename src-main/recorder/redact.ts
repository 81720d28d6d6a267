import type { GapCause } from '#shared/domain/cameras.ts';

/** Takes user, password and everything else before the host out of addresses, and the given secrets wherever they stand. */
export function redact(text: string, secrets: readonly string[]): string {
  let clean = text.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^\s/'"]*@/giu, '$1');
  for (const secret of secrets) {
    if (secret === '') continue;
    for (const form of new Set([secret, encodeURIComponent(secret)])) clean = clean.replaceAll(form, '***');
  }
  return clean;
}

const signs: readonly (readonly [RegExp, GapCause])[] = [
  [/\b401\b|Unauthorized|authorization failed/i, 'wrongPassword'],
  [/\b403 Forbidden/i, 'wrongPassword'],
  [/matches no streams|does not contain any stream|Could not find codec parameters|no video/i, 'noVideo'],
  [/Device or resource busy/i, 'deviceBusy'],
  [
    /Connection refused|No route to host|Network is unreachable|resolve hostname|Name or service not known|Host is down|No such device/i,
    'unreachable',
  ],
  [
    /\b(?:400|404|405|453|454|461|5\d\d)\b (?:[A-Z][a-z]+ ?)+|Server returned|Protocol not found|not on whitelist|failed: -?\d+|reply/i,
    'notAStream',
  ],
  [/timed out/i, 'unreachable'],
  [/Invalid data found/i, 'notAStream'],
];

/** What ffmpeg's words mean, of a source that gave no picture yet. */
export function causeOf(lines: readonly string[]): GapCause {
  const text = lines.join('\n');
  return signs.find(([sign]) => sign.test(text))?.[1] ?? 'unreachable';
}
