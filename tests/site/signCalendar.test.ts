import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sshPublicKeyLine } from '#node/ed25519.ts';
import { centreCommand } from '../../src-centre/commandLine.ts';
import { calendarView } from '../../src-main/core/institution/queries.ts';
import {
  institutionCode,
  ledgerSite,
  resourcesDir,
  signingKey,
  testReferenceData,
} from '../support/ledgerSite.ts';
import type { LedgerSite } from '../support/ledgerSite.ts';
import { runTool } from '../unit/formats/scratch.ts';

/** `kaodian centre sign-calendar`: what it signs, a site takes over without a network (decision 0014). */

const passphrase = '离线 签署 只用一次';
let dir: string;
let site: LedgerSite;
let calendar: string;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kaodian-calendar-'));
  writeFileSync(join(dir, 'site.pub'), `${sshPublicKeyLine(signingKey)}\n`);
  writeFileSync(join(dir, 'passphrase'), `${passphrase}\n`);
  calendar = join(dir, 'calendar-2027.json');
  writeFileSync(calendar, calendarText());
  site = await ledgerSite();
});
afterEach(() => {
  site.remove();
  rmSync(dir, { recursive: true, force: true });
});

/** The product's calendar with another year. */
function calendarText(): string {
  const product = JSON.parse(readFileSync(join(resourcesDir, 'calendar', 'holidays.json'), 'utf8')) as {
    years: object;
  };
  const years = { ...product.years, '2027': { off: ['2027-01-01', '2027-02-08'], work: ['2027-02-14'] } };
  return JSON.stringify({ ...product, version: '2019-2027-1', issued: '2026-11-05', years });
}

/** Runs a command of the centre: its exit code, and what it said to a program. */
async function command(...args: readonly string[]): Promise<[number, Record<string, unknown>]> {
  let said = '';
  const code = await centreCommand([...args, '--json'], {
    stdout: (text) => void (said += text),
    stderr: (text) => void (said += JSON.stringify({ words: text })),
    workFactor: 2,
  });
  return [code, JSON.parse(said) as Record<string, unknown>];
}
const sign = (centre: string, ...more: readonly string[]) =>
  command('sign-calendar', '--dir', centre, '--from', calendar, ...more);

/** A centre that knows the site; the site enrols at it. */
async function enrolledCentre(...keys: readonly string[]): Promise<string> {
  const centre = await centreKnowing('centre', ...keys);
  const [keysFile, signature] = await Promise.all(
    ['centre-keys.json', 'centre-keys.json.sig'].map((name) =>
      readFile(join(centre, 'for-site', name), 'utf8'),
    ),
  );
  await site.done('chief', 'centre.enrol', {
    keysFile: keysFile ?? '',
    signature: signature ?? '',
    rootFingerprint: String(told[1]['rootFingerprint']),
    address: null,
  });
  return centre;
}

/** What the last `enrol` said. */
let told: [number, Record<string, unknown>];

/** A centre that has enrolled the site. */
async function centreKnowing(name: string, ...keys: readonly string[]): Promise<string> {
  const centre = join(dir, name);
  const site = ['--code', institutionCode, '--site-key', join(dir, 'site.pub')];
  told = await command('enrol', '--dir', centre, ...keys, ...site, '--out', join(centre, 'for-site'));
  expect(told[0]).toBe(0);
  return centre;
}

/** What a site says to the calendar and the signature beside it; null when it takes them over. */
async function takenOver(): Promise<string | null> {
  const calendarFile = await readFile(calendar, 'utf8');
  const signature = await readFile(`${calendar}.sig`, 'utf8');
  const answer = await site.submit('chief', 'institution.replaceCalendar', { calendarFile, signature });
  return answer.ok ? null : answer.refusal.code;
}

test('a calendar is signed, and a site takes it over', async () => {
  const centre = await enrolledCentre();
  expect(await sign(centre)).toEqual([0, { version: '2019-2027-1', signature: `${calendar}.sig` }]);
  // The file itself stays as it was, and OpenSSH agrees about the signature.
  expect(await readFile(calendar, 'utf8')).toBe(calendarText());
  const checked = runTool(
    'ssh-keygen',
    ['-Y', 'check-novalidate', '-n', 'kaodian-calendar', '-s', `${calendar}.sig`],
    { input: calendarText() },
  );
  expect(checked.status, checked.stderr).toBe(0);
  expect(await takenOver()).toBeNull();
  expect(calendarView(site.store, testReferenceData(), '2026-11-24')).toMatchObject({
    version: '2019-2027-1',
    signer: told[1]['rootFingerprint'],
    missing: [],
  });
});

test('a calendar that another centre signed is refused, and so is one changed after signing', async () => {
  const centre = await enrolledCentre();
  const other = await centreKnowing('another');
  expect((await sign(other))[0]).toBe(0);
  expect(await takenOver()).toBe('calendar-signer-unknown');
  expect((await sign(centre))[0]).toBe(0);
  writeFileSync(calendar, calendarText().replace('2027-02-08', '2027-02-09'));
  expect(await takenOver()).toBe('signature-invalid');
});

test('keys that lie on a drive sign with their passphrase, and with nothing less', async () => {
  const [centre, drive] = [join(dir, 'centre'), join(dir, 'drive')];
  const phrase = ['--passphrase-file', join(dir, 'passphrase')];
  expect((await command('init', '--dir', centre, '--keys', drive, ...phrase))[0]).toBe(0);
  await enrolledCentre('--keys', drive, ...phrase);
  const refusal = (code: string) => [
    1,
    { refusal: { code, message: expect.stringMatching(/。$/u) as string } },
  ];
  expect(await sign(centre)).toEqual(refusal('keys-missing'));
  expect(await sign(centre, '--keys', drive)).toEqual(refusal('passphrase-needed'));
  writeFileSync(join(dir, 'wrong'), '另一句 口令 不是它\n');
  expect(await sign(centre, '--keys', drive, '--passphrase-file', join(dir, 'wrong'))).toEqual(
    refusal('passphrase-wrong'),
  );
  expect(existsSync(`${calendar}.sig`)).toBe(false);
  expect((await sign(centre, '--keys', drive, ...phrase))[0]).toBe(0);
  expect(await takenOver()).toBeNull();
});

test('what is no calendar is not signed, and nothing is left beside it', async () => {
  const centre = await centreKnowing('centre');
  for (const [text, place] of [
    ['', '—'],
    ['{"years":{}}', 'format'],
    [calendarText().replace('2027-02-08', '2027-02-30'), 'years 2027 off 1'],
  ] as const) {
    writeFileSync(calendar, text);
    const [code, said] = await sign(centre);
    expect([code, said]).toMatchObject([1, { refusal: { code: 'calendar-malformed' } }]);
    expect((said as { refusal: { message: string } }).refusal.message).toContain(place);
    await expect(stat(`${calendar}.sig`)).rejects.toThrow('ENOENT');
  }
  expect((await command('sign-calendar', '--dir', centre))[0]).toBe(2);
  expect((await command('sign-calendar', '--dir', centre, '--from', join(dir, 'none.json')))[0]).toBe(2);
});
