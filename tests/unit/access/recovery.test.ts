import { cpSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import type { CredentialId, UserId } from '#shared/contract/ids.ts';
import { resourcesFolder } from '#node/programs.ts';
import { keepPassword } from '../../../src-main/core/access/passwords.ts';
import { people } from '../../../src-main/core/access/queries.ts';
import { buildCore } from '../../../src-main/core/app.ts';
import type { Core } from '../../../src-main/core/app.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { rebuildTables } from '../../../src-main/core/ledger/replay.ts';
import { keysPath, newRecoveryKey, writeSiteKeys } from '../../../src-main/core/store/siteKeys.ts';
import { callCore } from '../../support/callCore.ts';
import { testFolder } from '../../support/testSite.ts';

/** A chief who is alone has lost the password, and has the recovery sheet. The clock moves only when it is told to. */

const lost = 'a-password-she-forgot';
const first = 'first-after-the-sheet';
const own = 'her-own-again-today';
const deskAt = '2026-11-24T10:00:00.000+08:00';
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
const command = () => ({ commandId: ulid(), deskAt });
/** What an action or question says: what it answers, or the code with which it is refused. */
async function said(name: string, input: unknown, cookie = ''): Promise<unknown> {
  const { body } = await callCore(core, name, input, { cookie });
  const data = body.result?.data as { ok?: boolean; refusal?: { code: string } } | undefined;
  return body.error?.data.refusal.code ?? (data?.ok === false ? data.refusal?.code : data);
}
const recover = (recoveryKey: string, more: object = {}) =>
  said('access.recover', { ...command(), loginName: 'chief', recoveryKey, password: first, ...more });
const signIn = async (loginName: string, password: string) =>
  (await callCore(core, 'access.signIn', { loginName, password })).cookie ?? 'no session';
const storeOf = () => {
  const site = core.host.current();
  if (site === null) throw new Error('no site');
  return site.store;
};
const chiefId = () =>
  people(storeOf()).find((one) => one.loginName === 'chief')?.userId ?? (ulid() as UserId);
const recoveries = () =>
  storeOf()
    .raw.prepare("SELECT header FROM ledger_rows WHERE type = 'user.recovered'")
    .pluck()
    .all()
    .map((header) => JSON.parse(String(header)) as { actor: string; desk: string });

/** Somebody with an account of their own. */
async function joins(loginName: string, roles: readonly string[]): Promise<void> {
  const person = {
    userId: ulid(),
    loginName,
    displayName: loginName,
    roles,
    password: 'handed-over-on-paper',
  };
  expect(await said('access.addPerson', { ...command(), ...person }, chief)).toMatchObject({ ok: true });
  const cookie = await signIn(loginName, 'handed-over-on-paper');
  expect(await said('access.claim', { ...command(), password: own }, cookie)).toMatchObject({ ok: true });
}

beforeEach(async () => {
  clock.ms = Date.parse('2026-11-24T02:00:00.000Z');
  folder = testFolder();
  core = await open();
  const founded = await callCore(core, 'site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '测试学院',
    chiefLoginName: 'chief',
    chiefDisplayName: '负责人',
    chiefPassword: lost,
    passphrase: null,
  });
  chief = founded.cookie ?? '';
  const told = founded.body.result?.data as { readonly value: { readonly recoveryKey: string } } | undefined;
  sheet = told?.value.recoveryKey ?? '';
});
afterEach(async () => {
  await core.close();
  folder.remove();
});

describe('with the recovery sheet', () => {
  test('a sole chief’s account is nobody’s, with a new first password, until she sets her own', async () => {
    await joins('mei', ['registrar']);
    expect(await recover(sheet.toLowerCase().replaceAll('-', ' '))).toMatchObject({ ok: true });
    expect(await said('site.people', {}, chief), 'the old session').toBe('signed-out');
    expect(await said('access.signIn', { loginName: 'chief', password: lost })).toBe('sign-in-wrong');
    const cookie = await signIn('chief', first);
    expect(await said('site.people', {}, cookie)).toBe('account-unclaimed');
    expect(await said('access.claim', { ...command(), password: own }, cookie)).toMatchObject({ ok: true });
    expect(await said('site.people', {}, cookie)).toHaveLength(2);
    expect(recoveries()).toEqual([expect.objectContaining({ actor: 'system' })]);
    expect(recoveries()[0]?.desk).not.toBe('');
  });

  test('the tables that say so are remade from the rows', async () => {
    await recover(sheet);
    const users = () => storeOf().raw.prepare('SELECT * FROM users ORDER BY user_id').all();
    const changes = () => storeOf().raw.prepare('SELECT * FROM account_changes ORDER BY seq').all();
    const before = [users(), changes()];
    rebuildTables(storeOf(), capabilities);
    expect([users(), changes()]).toEqual(before);
    expect(before[1]).toContainEqual(expect.objectContaining({ kind: 'recovered', by: 'system' }));
  });

  test('nothing happens while another chief has an account of their own', async () => {
    await joins('mei', ['chief']);
    expect(await recover(sheet)).toBe('recovery-other-chief');
    expect(await said('site.people', {}, chief)).toHaveLength(2);
    expect(await said('access.signIn', { loginName: 'chief', password: lost })).toMatchObject({ ok: true });
    expect(recoveries()).toEqual([]);
  });

  test('a chief whose account nobody took is no other way', async () => {
    const made = { userId: ulid(), loginName: 'mei', displayName: '梅', roles: ['chief'], password: null };
    expect(await said('access.addPerson', { ...command(), ...made }, chief)).toMatchObject({ ok: true });
    expect(await recover(sheet)).toMatchObject({ ok: true });
  });

  test.each(['mei', 'nobody'])('the account of %s, who is no chief, is not opened', async (loginName) => {
    await joins('mei', ['registrar']);
    const answer = await callCore(core, 'access.recover', {
      ...command(),
      loginName,
      recoveryKey: sheet,
      password: first,
    });
    // Who holds the sheet may read under which name the chief signs in.
    expect(answer.body.result?.data).toMatchObject({
      ok: false,
      refusal: { code: 'recovery-not-chief', facts: { names: ['chief'] } },
    });
    expect(recoveries()).toEqual([]);
  });

  test('a weak password is not taken', async () => {
    expect(await recover(sheet, { password: 'short' })).toBe('password-short');
    expect(recoveries()).toEqual([]);
  });

  test('a badge of the account opens it no more', async () => {
    const { raw } = storeOf();
    raw
      .prepare(
        `INSERT INTO badges (badge_id, user_id, batch_id, until_day, revoked, printed, pin_id)
         VALUES (?, ?, ?, '2030-01-01', 0, 1, ?)`,
      )
      .run(ulid(), chiefId(), ulid(), ulid());
    await recover(sheet);
    expect(raw.prepare('SELECT revoked FROM badges').pluck().all()).toEqual([1]);
  });
});

describe('without it', () => {
  test('wrong keys count before they are looked at, also many at once, and over a restart', async () => {
    const tried = await Promise.all(Array.from({ length: 20 }, () => recover(newRecoveryKey())));
    expect(tried.filter((code) => code === 'recovery-key-wrong')).toHaveLength(5);
    expect(tried.filter((code) => code === 'sign-in-wait')).toHaveLength(15);
    expect(await recover(sheet), 'the right one during the wait').toBe('sign-in-wait');
    await core.close();
    core = await open();
    await callCore(core, 'site.unlock', { passphrase: null, recoveryKey: sheet });
    expect(await recover(sheet), 'after a restart').toBe('sign-in-wait');
    expect(recoveries()).toEqual([]);
    // Guessing at the sheet keeps nobody from signing in.
    expect(await said('access.signIn', { loginName: 'chief', password: lost })).toMatchObject({ ok: true });
    clock.ms += 10_000;
    expect(await recover(sheet)).toMatchObject({ ok: true });
    expect(await recover('no key at all'), 'the count begins anew').toBe('recovery-key-wrong');
  });

  test('a keys file that somebody put beside the database opens nothing', async () => {
    const theirs = newRecoveryKey();
    const other = testFolder();
    const row = storeOf().raw.prepare('SELECT ledger_id FROM ledger_state').pluck().get() as string;
    await writeSiteKeys(other.dir, row, '11'.repeat(32), { recoveryKey: theirs, passphrase: null });
    cpSync(keysPath(other.dir), keysPath(folder.dir));
    other.remove();
    expect(await recover(theirs)).toBe('recovery-key-wrong');
    expect(recoveries()).toEqual([]);
  });

  test('the command alone is refused', async () => {
    const given = { id: ulid(), type: 'user.recover', input: { userId: chiefId() }, deskAt };
    expect(await said('submit', given, chief)).toBe('command-not-for-people');
  });
});

describe('when the power goes', () => {
  test('before the row stands, the account is as it was, and it is done again', async () => {
    const commandId = ulid();
    // The first password is kept before its row, and the row never came.
    await keepPassword(storeOf(), commandId as CredentialId, chiefId(), first);
    await core.close();
    core = await open();
    await callCore(core, 'site.unlock', { passphrase: null, recoveryKey: sheet });
    expect(await said('access.signIn', { loginName: 'chief', password: first })).toBe('sign-in-wrong');
    expect(await said('access.signIn', { loginName: 'chief', password: lost })).toMatchObject({ ok: true });
    expect(await recover(sheet, { commandId })).toMatchObject({ ok: true });
    expect(await said('access.signIn', { loginName: 'chief', password: first })).toMatchObject({ ok: true });
  });

  test('before the answer came, it is asked again and happens once', async () => {
    const commandId = ulid();
    const answer = await recover(sheet, { commandId });
    await core.close();
    core = await open();
    await callCore(core, 'site.unlock', { passphrase: null, recoveryKey: sheet });
    expect(await recover(sheet, { commandId })).toEqual(answer);
    expect(recoveries()).toHaveLength(1);
    expect(await said('access.signIn', { loginName: 'chief', password: first })).toMatchObject({ ok: true });
  });
});
