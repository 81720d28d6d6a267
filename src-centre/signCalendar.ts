import { readFile } from 'node:fs/promises';
import { parseCalendarFile } from '#node/calendarFile.ts';
import { commandLanguage } from '#node/commandLanguage.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import { writeDurable } from '#node/durableFile.ts';
import { signSshsig } from '#node/sshsig.ts';
import { wordsOf } from '#shared/words/words.ts';
import { refused, wrongUse, type Io, type Values } from './commandIo.ts';
import { secretsFor } from './keyCommands.ts';
import { centreFolders } from './folders.ts';
import { readSecretKeys } from './secretKeys.ts';

/**
 * Signs a calendar of working days with the centre's root, as its bytes stand, and leaves the signature beside it (`.sig`): sites
 * take both over without a network. What is no calendar is not signed.
 */
export async function signCalendar(values: Values, io: Io): Promise<ExitCode> {
  if (values.from === undefined) return wrongUse(io);
  const w = wordsOf(commandLanguage(), 'centre').command;
  const text = await readFile(values.from, 'utf8');
  const calendar = parseCalendarFile(text);
  if (!calendar.ok) {
    const place = String(calendar.refusal.facts['place'] ?? '');
    return refused(io, values, 'calendar-malformed', w.calendarMalformed({ place }));
  }
  const asked = await secretsFor(values, io);
  const beside = asked.ok && asked.value === null;
  const secrets = beside ? await readSecretKeys(centreFolders(values.dir).keys, null) : asked;
  if (!secrets.ok) return refused(io, values, secrets.refusal, w.secretsRefused[secrets.refusal]);
  const root = secrets.value?.rootKey ?? null;
  if (root === null) return refused(io, values, 'keys-missing', w.secretsRefused['keys-missing']);
  const to = `${values.from}.sig`;
  await writeDurable(to, signSshsig(root, 'kaodian-calendar', text));
  const { version } = calendar.value;
  io.stdout(
    values.json
      ? `${JSON.stringify({ version, signature: to })}\n`
      : `${w.calendarSigned({ version, to })}\n`,
  );
  return 0;
}
