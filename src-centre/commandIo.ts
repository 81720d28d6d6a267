import { readFile } from 'node:fs/promises';
import type { parseArgs } from 'node:util';
import { commandLanguage } from '#node/commandLanguage.ts';
import { wordsOf } from '#shared/words/words.ts';

/** Where a command of the centre speaks, and listens when a person sits there. */
export type Io = {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  /** Asks at the terminal; absent where nobody sits. What is typed to a hidden question is not shown. */
  readonly ask?: (question: string, isHidden: boolean) => Promise<string>;
  /** Less work to wrap keys in, for tests. */
  readonly workFactor?: number;
};

export const commandOptions = {
  dir: { type: 'string' },
  port: { type: 'string', default: '0' },
  host: { type: 'string', default: '127.0.0.1' },
  name: { type: 'string', multiple: true },
  accept: { type: 'boolean', default: false },
  'centre-id': { type: 'string', default: 'centre' },
  'tls-key': { type: 'string' },
  'tls-cert': { type: 'string' },
  'tls-ca': { type: 'string' },
  code: { type: 'string' },
  'site-key': { type: 'string' },
  out: { type: 'string' },
  recipient: { type: 'string' },
  address: { type: 'string' },
  'trust-before': { type: 'string' },
  keys: { type: 'string' },
  'keys-here': { type: 'boolean', default: false },
  'passphrase-file': { type: 'string' },
  'no-passphrase': { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  back: { type: 'string' },
  all: { type: 'boolean', default: false },
  once: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

export type Values = ReturnType<typeof parseArgs<{ options: typeof commandOptions }>>['values'] & {
  readonly dir: string;
};

/** 1: refused, with words, and with its code where a program reads. */
export function refused(io: Io, values: Values, code: string, message: string): 1 {
  if (values.json) io.stdout(`${JSON.stringify({ refusal: { code, message } })}\n`);
  else io.stderr(`${message}\n`);
  return 1;
}

/** 2: wrong use, with how it is used. */
export function wrongUse(io: Io): 2 {
  io.stderr(wordsOf(commandLanguage(), 'centre').command.usage);
  return 2;
}

/** A file's first line, or what a person types; null when there is neither. */
export async function passphraseFrom(values: Values, io: Io, question: string): Promise<string | null> {
  const file = values['passphrase-file'];
  if (file !== undefined) return (await readFile(file, 'utf8')).split(/\r?\n/u)[0] ?? '';
  return io.ask === undefined ? null : io.ask(question, true);
}
