import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { ulid } from 'ulid';
import { resourcesFolder } from '#node/programs.ts';
import { buildCore } from '../../../src-main/core/app.ts';
import type { Core } from '../../../src-main/core/app.ts';
import { keysPath } from '../../../src-main/core/store/siteKeys.ts';
import { callCore } from '../../support/callCore.ts';
import { testFolder } from '../../support/testSite.ts';

/** The sheet was lost, or the window was closed before it was printed. The clock moves only when it is told to. */

const password = 'the-password-of-the-chief';
const passphrase = 'words-that-open-the-site';
const clock = { ms: 0 };
let folder: ReturnType<typeof testFolder>;
let core: Core;
let sheet: string;
let chief: string;

const open = () =>
  buildCore({
    dir: folder.dir,
    resourcesDir: resourcesFolder(),
    clock: { now: () => clock.ms, monotonic: () => clock.ms },
    softwareVersion: '0',
  });

async function said(name: string, input: unknown, cookie = ''): Promise<unknown> {
  const { body } = await callCore(core, name, input, { cookie });
  const data = body.result?.data as { ok?: boolean; refusal?: { code: string } } | undefined;
  return body.error?.data.refusal.code ?? (data?.ok === false ? data.refusal?.code : data);
}
const renew = (more: object = {}, cookie = chief) =>
  said(
    'site.renewRecoveryKey',
    { commandId: ulid(), deskAt: '2026-11-24T10:00:00.000+08:00', password, passphrase, ...more },
    cookie,
  );
const renewals = () =>
  core.host
    .current()
    ?.store.raw.prepare("SELECT count(*) FROM ledger_rows WHERE type = 'site.recoveryRenewed'")
    .pluck()
    .get();

/** Whether the site, closed and opened by a new process, opens by this. */
async function opensBy(given: object): Promise<boolean> {
  await core.close();
  core = await open();
  const answer = await said('site.unlock', { passphrase: null, recoveryKey: null, ...given });
  return (answer as { ok?: boolean }).ok === true;
}

async function found(phrase: string | null): Promise<void> {
  const { body, cookie } = await callCore(core, 'site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '渝江技师学院（虚构）',
    chiefLoginName: 'chief',
    chiefDisplayName: '周主考',
    chiefPassword: password,
    passphrase: phrase,
  });
  const answer = body.result?.data as { value: { recoveryKey: string } };
  sheet = answer.value.recoveryKey;
  chief = cookie ?? '';
}

beforeEach(async () => {
  clock.ms = Date.parse('2026-11-24T02:00:00.000Z');
  folder = testFolder();
  core = await open();
  await found(passphrase);
});
afterEach(async () => {
  await core.close();
  folder.remove();
});

describe('a new recovery key', () => {
  test('opens the site, the one of before does not, the passphrase still does', async () => {
    await said(
      'submit',
      { id: ulid(), type: 'site.recoverySheetKept', input: {}, deskAt: '2026-11-24T10:00:00.000+08:00' },
      chief,
    );
    expect(await said('site.state', {}, chief)).toMatchObject({ recoverySheetKept: true });
    const answer = (await renew()) as {
      ok: true;
      value: { recoveryKey: string; signingKeyFingerprint: string };
    };
    expect(answer.value.signingKeyFingerprint).toMatch(/^SHA256:/);
    expect(await said('site.state', {}, chief)).toMatchObject({ recoverySheetKept: false });
    expect(renewals()).toBe(1);
    expect(readFileSync(keysPath(folder.dir), 'utf8')).not.toContain(answer.value.recoveryKey.slice(0, 11));
    expect(await opensBy({ recoveryKey: sheet })).toBe(false);
    expect(await opensBy({ recoveryKey: answer.value.recoveryKey })).toBe(true);
    expect(await opensBy({ passphrase })).toBe(true);
  });

  test('asked for twice, the answer lost in between, the last one counts and one row says so', async () => {
    const commandId = ulid();
    await renew({ commandId });
    const second = (await renew({ commandId })) as { value: { recoveryKey: string } };
    expect(renewals()).toBe(1);
    expect(await opensBy({ recoveryKey: second.value.recoveryKey })).toBe(true);
  });

  test.each([
    ['a wrong password', { password: 'another-password' }, 'present-password-wrong'],
    ['a wrong passphrase', { passphrase: 'other-words-entirely' }, 'passphrase-wrong'],
    ['no passphrase, where the site has one', { passphrase: null }, 'passphrase-wrong'],
  ])('%s changes nothing', async (_, given, code) => {
    expect(await renew(given)).toBe(code);
    expect(renewals()).toBe(0);
    expect(await opensBy({ recoveryKey: sheet })).toBe(true);
  });

  test('tries at the passphrase are counted', async () => {
    for (let at = 0; at < 5; at += 1) await renew({ passphrase: `guess number ${at}` });
    expect(await renew()).toBe('sign-in-wait');
    clock.ms += 6 * 60_000;
    expect(await renew()).toMatchObject({ ok: true });
  });

  test('nobody but a chief who is signed in makes one', async () => {
    expect(await renew({}, '')).toBe('signed-out');
  });
});

test('a site without a passphrase asks for the password alone', async () => {
  await core.close();
  folder.remove();
  folder = testFolder();
  core = await open();
  await found(null);
  const answer = (await renew({ passphrase: null })) as { value: { recoveryKey: string } };
  expect(await opensBy({ recoveryKey: sheet })).toBe(false);
  expect(await opensBy({ recoveryKey: answer.value.recoveryKey })).toBe(true);
});
