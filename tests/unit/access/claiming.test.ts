import { afterAll, beforeAll, expect, test } from 'vitest';
import { ulid } from 'ulid';
import type { UserId } from '#shared/contract/ids.ts';
import { resourcesFolder } from '#node/programs.ts';
import { buildCore, hostClock } from '../../../src-main/core/app.ts';
import type { Core } from '../../../src-main/core/app.ts';
import { callCore } from '../../support/callCore.ts';
import { testFolder } from '../../support/testSite.ts';

/** An account does nothing until its owner has set their own password; one story, as a first day goes. */

const own = 'a-password-of-her-own';
const handed = 'handed-over-on-paper';
const userId = ulid() as UserId;
const folder = testFolder();
let core: Core;
let chief: string;

const command = () => ({ commandId: ulid(), deskAt: '2026-11-24T10:00:00.000+08:00' });
/** What an action, question or `submit` says: what it answers, or the code with which it is refused. */
async function said(name: string, input: unknown, cookie: string): Promise<unknown> {
  const { body } = await callCore(core, name, input, { cookie });
  const data = body.result?.data as { ok?: boolean; refusal?: { code: string } } | undefined;
  return body.error?.data.refusal.code ?? (data?.ok === false ? data.refusal?.code : data);
}
async function signIn(password: string): Promise<string> {
  const answer = await callCore(core, 'access.signIn', { loginName: 'mei', password });
  return answer.cookie ?? 'no session';
}
const recordSheet = () => ({
  id: ulid(),
  type: 'site.recoverySheetKept',
  input: {},
  deskAt: command().deskAt,
});

beforeAll(async () => {
  core = await buildCore({
    dir: folder.dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
  });
  const founded = await callCore(core, 'site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '测试学院',
    chiefLoginName: 'chief',
    chiefDisplayName: '负责人',
    chiefPassword: own,
    passphrase: null,
  });
  chief = founded.cookie ?? '';
  const account = {
    userId,
    loginName: 'mei',
    displayName: '梅',
    roles: ['registrar', 'chief'],
    password: handed,
  };
  expect(await said('access.addPerson', { ...command(), ...account }, chief)).toMatchObject({ ok: true });
});
afterAll(async () => {
  await core.close();
  folder.remove();
});

test('the founder’s account is hers, and works', async () => {
  expect(await said('site.state', {}, chief)).toMatchObject({ signedIn: { claimed: true } });
  expect(await said('submit', recordSheet(), chief)).toMatchObject({ ok: true });
});

test('with the handed password one is signed in, and can neither ask, nor act, nor command', async () => {
  const mei = await signIn(handed);
  expect(await said('site.state', {}, mei)).toMatchObject({ signedIn: { userId, claimed: false } });
  for (const [name, input] of [
    ['site.people', {}],
    ['ledger.rows', { before: null, limit: 1, batchId: null, type: null }],
    ['access.setPassword', { ...command(), userId, password: own }],
    ['access.changePassword', { ...command(), present: handed, password: own }],
    ['submit', recordSheet()],
  ] as const)
    expect([name, await said(name, input, mei)]).toEqual([name, 'account-unclaimed']);
  expect(await said('access.signOut', {}, mei)).toMatchObject({ ok: true });
});

test('the own password is another than the handed one; then the account is its owner’s, once', async () => {
  const [mei, elsewhere] = [await signIn(handed), await signIn(handed)];
  expect(await said('access.claim', { ...command(), password: handed }, mei)).toBe('password-handed-over');
  const claim = { ...command(), password: own };
  expect(await said('access.claim', claim, mei)).toMatchObject({ ok: true });
  expect(await said('access.claim', claim, mei), 'sent again').toMatchObject({ ok: true });
  expect(await said('access.claim', { ...command(), password: 'another-one-again' }, mei)).toBe(
    'account-claimed',
  );
  expect(await said('submit', recordSheet(), mei)).toMatchObject({ ok: true });
  expect(await said('site.people', {}, elsewhere), 'the session of before').toBe('signed-out');
  expect(await signIn(handed)).toBe('no session');
});

test('a new password of one’s own ends all sessions but the present one', async () => {
  const [here, elsewhere] = [await signIn(own), await signIn(own)];
  const change = { ...command(), present: own, password: 'another-of-her-own' };
  expect(await said('access.changePassword', change, here)).toMatchObject({ ok: true });
  expect(await said('site.people', {}, here)).toHaveLength(2);
  expect(await said('site.people', {}, elsewhere)).toBe('signed-out');
  const back = { ...command(), present: 'another-of-her-own', password: own };
  expect(await said('access.changePassword', back, here)).toMatchObject({ ok: true });
});

test('who made the account cannot take it over by sending the making again with another password', async () => {
  const making = { ...command(), userId: ulid(), loginName: 'yun', displayName: '云', roles: ['examiner'] };
  expect(await said('access.addPerson', { ...making, password: handed }, chief)).toMatchObject({ ok: true });
  expect(await said('access.addPerson', { ...making, password: 'of the taker' }, chief)).toMatchObject({
    ok: true,
  });
  const taken = await callCore(core, 'access.signIn', { loginName: 'yun', password: 'of the taker' });
  expect(taken.body.result?.data).toMatchObject({ ok: false, refusal: { code: 'sign-in-wrong' } });
});

test('a reset makes it nobody’s again and ends its sessions; nobody resets their own', async () => {
  const mei = await signIn(own);
  const reset = { ...command(), userId, password: handed };
  expect(await said('access.setPassword', reset, mei)).toBe('password-own');
  expect(await said('access.setPassword', reset, chief)).toMatchObject({ ok: true });
  expect(await said('site.people', {}, mei)).toBe('signed-out');
  expect(await signIn(own)).toBe('no session');
  const again = await signIn(handed);
  expect(await said('site.people', {}, again)).toBe('account-unclaimed');
  expect(await said('access.claim', { ...command(), password: own }, again)).toMatchObject({ ok: true });
});
