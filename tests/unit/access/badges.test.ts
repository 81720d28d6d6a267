import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import type { ApprovalId, BadgeId, UserId } from '#shared/contract/ids.ts';
import { personHeader } from '#shared/contract/live.ts';
import { isCommonPin } from '#shared/domain/pin.ts';
import { badgeTokenForm } from '#shared/formats/badgeToken.ts';
import { resourcesFolder } from '#node/programs.ts';
import { buildCore } from '../../../src-main/core/app.ts';
import type { Core } from '../../../src-main/core/app.ts';
import { callCore } from '../../support/callCore.ts';
import { batchInput } from '../../support/ledgerSite.ts';
import { testFolder } from '../../support/testSite.ts';

/** 工作证 and desks: one story, as an exam day goes. The clock moves only when it is told to. */

const password = 'a-password-of-their-own';
const folder = testFolder();
const clock = { ms: Date.parse('2026-11-24T01:00:00.000Z') };
const deskAt = '2026-11-24T09:00:00.000+08:00';
const { batchId } = batchInput(1);
let core: Core;
const cookies = { chief: '', registrar: '' };
const registrar = ulid() as UserId;
const examiner = ulid() as UserId;

type Answer = {
  ok: boolean;
  value?: unknown;
  refusal?: { code: string };
  waitsFor?: { approvalId: ApprovalId };
};

/** What an action, question or `submit` says: its answer, or the code with which it is refused. */
async function said(name: string, input: unknown, cookie = '', headers: Record<string, string> = {}) {
  const { body, cookie: given } = await callCore(core, name, input, { cookie, headers });
  const data = body.result?.data as Answer | undefined;
  const code = body.error?.data.refusal.code ?? (data?.ok === false ? data.refusal?.code : undefined);
  return { code: code ?? 'ok', data, cookie: given ?? '' };
}
const submit = (type: string, input: unknown, cookie: string, headers = {}) =>
  said('submit', { id: ulid(), type, input, deskAt }, cookie, headers);
/** One asks, the other grants with one signature. */
async function byTwo(type: string, input: unknown): Promise<void> {
  const asked = await submit(type, input, cookies.registrar);
  expect(asked.code).toBe('ok');
  const grants = [{ commandId: ulid(), approvalId: asked.data?.waitsFor?.approvalId }];
  const granted = await said('access.grantList', { secret: password, grants }, cookies.chief);
  expect(granted.data).toMatchObject({ ok: true, value: [{ ok: true }] });
}
async function printed(...badgeIds: readonly BadgeId[]): Promise<string> {
  const answer = await said('badges.print', { commandId: ulid(), deskAt, badgeIds }, cookies.registrar);
  const codes = (answer.data?.value ?? []) as readonly { token: string }[];
  return codes[0]?.token ?? '';
}
const setPin = (badge: string, pin: string, own: string | null = null) =>
  said('access.setPin', { commandId: ulid(), deskAt, badge, pin, password: own });
const signIn = (loginName: string, secret: string, cookie = '') =>
  said('access.signIn', { loginName, password: secret }, cookie);
const whoIsAt = async (cookie: string) =>
  (await callCore(core, 'site.state', {}, { cookie })).body.result?.data as {
    signedIn: { displayName: string } | null;
    locked: boolean;
  };

beforeAll(async () => {
  core = await buildCore({
    dir: folder.dir,
    resourcesDir: resourcesFolder(),
    clock: { now: () => clock.ms, monotonic: () => clock.ms },
    softwareVersion: '0',
  });
  const founded = await callCore(core, 'site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '测试学院',
    chiefLoginName: 'chief',
    chiefDisplayName: '负责人',
    chiefPassword: password,
    passphrase: null,
  });
  cookies.chief = founded.cookie ?? '';
  const person = { userId: registrar, loginName: 'mei', displayName: '梅', roles: ['registrar'] };
  await said(
    'access.addPerson',
    { commandId: ulid(), deskAt, ...person, password: 'handed-over-once' },
    cookies.chief,
  );
  cookies.registrar = (await signIn('mei', 'handed-over-once')).cookie;
  expect((await said('access.claim', { commandId: ulid(), deskAt, password }, cookies.registrar)).code).toBe(
    'ok',
  );
  const filed = { edition: '2022', code: '6-18-01-01', level: 3, major: '机械' };
  expect((await submit('institution.fileOccupation', filed, cookies.chief)).code).toBe('ok');
  expect((await submit('batch.create', batchInput(1), cookies.chief)).code).toBe('ok');
  // From outside: an account that has no password at all.
  const outside = { userId: examiner, loginName: 'outside', displayName: '外聘甲', roles: ['examiner'] };
  const made = await said(
    'access.addPerson',
    { commandId: ulid(), deskAt, ...outside, password: null },
    cookies.chief,
  );
  const grants = [{ commandId: ulid(), approvalId: made.data?.waitsFor?.approvalId }];
  expect(
    (await said('access.grantList', { secret: password, grants }, cookies.registrar)).data,
  ).toMatchObject({
    value: [{ ok: true }],
  });
}, 30_000);
afterAll(async () => {
  await core.close();
  folder.remove();
});

test('a PIN that is tried first is told from one that is not', () => {
  expect(['000000', '123456', '654321', '121212', '123123'].filter(isCommonPin)).toHaveLength(5);
  expect(['190284', '112233', '975310'].some(isCommonPin)).toBe(false);
});

describe('a badge', () => {
  const badge = ulid() as BadgeId;
  const replaced = ulid() as BadgeId;
  let token = '';
  let atDesk = '';

  test('is issued by two; its code is told once, and only its hash is kept', async () => {
    expect(await printed(badge)).toBe('');
    await byTwo('badge.issue', { batchId, badges: [{ badgeId: badge, userId: examiner }] });
    token = await printed(badge);
    expect(token).toMatch(badgeTokenForm);
    const { store } = core.host.current() ?? {};
    const everything = JSON.stringify([
      store?.raw.prepare('SELECT * FROM badge_codes').all(),
      store?.raw.prepare('SELECT * FROM ledger_rows').all(),
      store?.raw.prepare('SELECT * FROM command_answers').all(),
    ]);
    expect(everything).not.toContain(token);
  });

  test('opens nothing before its owner has set a PIN, and then the account is theirs', async () => {
    expect((await signIn(token, '190284')).code).toBe('badge-pin-unset');
    expect((await setPin(token, '123456')).code).toBe('pin-common');
    const other = `${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`;
    expect((await setPin(other, '190284')).code).toBe('badge-dead');
    const set = await setPin(token, '190284');
    expect(set.code).toBe('ok');
    atDesk = set.cookie;
    expect((await whoIsAt(atDesk)).signedIn).toMatchObject({ displayName: '外聘甲', claimed: true });
    expect((await setPin(token, '280419')).code).toBe('badge-pin-set');
    expect((await said('practical.stations', {}, atDesk)).code).toBe('ok');
  });

  test('changes the person at a desk; the session of the one before is over', async () => {
    const before = (await signIn('mei', password)).cookie;
    const after = await signIn(token, '190284', before);
    expect((await whoIsAt(after.cookie)).signedIn?.displayName).toBe('外聘甲');
    expect((await whoIsAt(before)).signedIn).toBeNull();
  });

  test('a wrong PIN counts before it is looked at, also many at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, () => signIn(token, '000001')));
    const codes = answers.map((answer) => answer.code);
    expect(codes.filter((code) => code === 'sign-in-wrong')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign-in-wait')).toHaveLength(25);
    clock.ms += 10_000;
    atDesk = (await signIn(token, '190284')).cookie;
    expect(atDesk).not.toBe('');
  });

  test('printed anew, the copy before is dead; a lost one is replaced by two and keeps the PIN', async () => {
    const copy = await printed(badge);
    expect((await signIn(token, '190284')).code).toBe('badge-dead');
    expect((await signIn(copy, '190284')).code).toBe('ok');
    await byTwo('badge.replace', { badgeId: badge, newBadgeId: replaced, reason: '遗失' });
    expect((await signIn(copy, '190284')).code).toBe('badge-dead');
    expect((await whoIsAt(atDesk)).signedIn, 'its session died with it').toBeNull();
    token = await printed(replaced);
    atDesk = (await signIn(token, '190284')).cookie;
    expect((await whoIsAt(atDesk)).signedIn?.displayName).toBe('外聘甲');
  });

  test('of somebody with a password of their own wants that password with the first PIN', async () => {
    const own = ulid() as BadgeId;
    await byTwo('badge.issue', { batchId, badges: [{ badgeId: own, userId: registrar }] });
    const code = await printed(own);
    expect((await setPin(code, '771503')).code).toBe('badge-password-asked');
    expect((await setPin(code, '771503', 'guessed-by-another')).code).toBe('sign-in-wrong');
    expect((await setPin(code, '771503', password)).code).toBe('ok');
  });

  test('issued again makes an account that lives by its PIN nobody’s, until the owner sets the next', async () => {
    const again = ulid() as BadgeId;
    await byTwo('badge.issue', { batchId, badges: [{ badgeId: again, userId: examiner }] });
    expect((await signIn(token, '190284')).code).toBe('badge-dead');
    const { store } = core.host.current() ?? {};
    const claimed = () =>
      store?.raw.prepare('SELECT claimed FROM users WHERE user_id = ?').pluck().get(examiner);
    expect(claimed()).toBe(0);
    token = await printed(again);
    expect((await setPin(token, '602718')).code).toBe('ok');
    expect(claimed()).toBe(1);
  });

  test('dies with the days of its batch, and so does a session that it opened', async () => {
    const session = (await signIn(token, '602718')).cookie;
    expect((await whoIsAt(session)).signedIn).not.toBeNull();
    const kept = clock.ms;
    clock.ms = Date.parse('2026-11-25T16:00:01.000Z');
    expect((await signIn(token, '602718')).code).toBe('badge-dead');
    expect((await whoIsAt(session)).signedIn).toBeNull();
    clock.ms = kept;
  });
});

describe('a desk', () => {
  const openDesk = async (): Promise<string> => (await signIn('mei', password)).cookie;

  test('locks when nobody works at it: raw requests are refused too, until its person is back', async () => {
    const desk = await openDesk();
    clock.ms += 9 * 60_000;
    expect((await said('site.people', {}, desk)).code).toBe('ok');
    clock.ms += 61_000;
    for (const [name, input] of [
      ['site.people', {}],
      ['access.stillHere', {}],
      ['submit', { id: ulid(), type: 'checkpoint.make', input: { reason: 'asked' }, deskAt }],
    ] as const)
      expect((await said(name, input, desk)).code, name).toBe('desk-locked');
    expect(await whoIsAt(desk)).toMatchObject({ locked: true, signedIn: { displayName: '梅' } });
    expect((await said('access.unlock', { secret: 'wrong-word' }, desk)).code).toBe('sign-in-wrong');
    expect((await said('access.unlock', { secret: '771503' }, desk)).code, 'by the PIN').toBe('ok');
    expect((await said('site.people', {}, desk)).code).toBe('ok');
  });

  test('does not lock while somebody works, by a time that the chief has set', async () => {
    expect(
      (await submit('desk.setIdleLock', { minutes: 2 }, (await signIn('chief', password)).cookie)).code,
    ).toBe('ok');
    const desk = await openDesk();
    for (let turn = 0; turn < 3; turn += 1) {
      clock.ms += 90_000;
      expect((await said('access.stillHere', {}, desk)).code).toBe('ok');
    }
    clock.ms += 121_000;
    expect((await said('site.people', {}, desk)).code).toBe('desk-locked');
  });

  test('that is locked is taken by another, who is not the one before', async () => {
    const desk = await openDesk();
    await said('access.lock', {}, desk);
    const next = await signIn('chief', password, desk);
    expect((await whoIsAt(next.cookie)).signedIn?.displayName).toBe('负责人');
    expect((await whoIsAt(desk)).signedIn).toBeNull();
    const late = await said('site.people', {}, next.cookie, { [personHeader]: registrar });
    expect(late.code, 'what the one before had begun').toBe('desk-changed');
  });
});

test('one signature grants a list, each request by itself; a wrong one grants nothing', async () => {
  const asking = (await signIn('mei', password)).cookie;
  const chief = (await signIn('chief', password)).cookie;
  const ask = async (userId: UserId) => {
    const badges = [{ badgeId: ulid(), userId }];
    return (await submit('badge.issue', { batchId, badges }, asking)).data?.waitsFor?.approvalId;
  };
  const list = [await ask(examiner), ulid(), await ask(registrar)];
  const grants = list.map((approvalId) => ({ commandId: ulid(), approvalId }));
  const grant = (secret: string) => said('access.grantList', { secret, grants }, chief);
  expect((await grant('not-the-password')).code).toBe('sign-in-wrong');
  const { data } = await grant(password);
  const answers = (data?.value ?? []) as readonly Answer[];
  expect(answers.map((one) => one.refusal?.code ?? 'ok')).toEqual(['ok', 'approval-unknown', 'ok']);
  const answered = await said('approvals.answered', {}, asking);
  expect((answered.data as unknown as { state: string }[]).slice(0, 2).map((one) => one.state)).toEqual([
    'granted',
    'granted',
  ]);
});

test('a signature is never given by the session alone, and wrong ones count', async () => {
  const asking = (await signIn('mei', password)).cookie;
  const chief = (await signIn('chief', password)).cookie;
  const badges = [{ badgeId: ulid(), userId: examiner }];
  const approvalId = (await submit('badge.issue', { batchId, badges }, asking)).data?.waitsFor?.approvalId;
  expect((await submit('approval.grant', { approvalId }, chief)).code).toBe('command-not-for-people');
  const grants = [{ commandId: ulid(), approvalId }];
  const sign = (secret: string) => said('access.grantList', { secret, grants }, chief);
  const tried = await Promise.all(Array.from({ length: 8 }, () => sign('not-the-password')));
  expect(tried.map(({ code }) => code)).toEqual([
    ...Array.from({ length: 5 }, () => 'sign-in-wrong'),
    ...Array.from({ length: 3 }, () => 'sign-in-wait'),
  ]);
  expect((await sign(password)).code, 'during the wait').toBe('sign-in-wait');
  clock.ms += 2_000;
  expect((await sign(password)).data).toMatchObject({ ok: true, value: [{ ok: true }] });
  expect((await sign(password)).data, 'asked again after an answer that got lost').toMatchObject({
    ok: true,
    value: [{ ok: true }],
  });
});

test('a refused request keeps its reason for the one who asked', async () => {
  const asking = (await signIn('mei', password)).cookie;
  const chief = (await signIn('chief', password)).cookie;
  const badges = [{ badgeId: ulid(), userId: examiner }];
  const asked = await submit('badge.issue', { batchId, badges }, asking);
  const approvalId = asked.data?.waitsFor?.approvalId;
  await submit('approval.refuse', { approvalId, reason: '此人今天不来' }, chief);
  const { data } = await said('approvals.answered', {}, asking);
  const mine = data as unknown as readonly { approvalId: string }[];
  expect(mine.find((one) => one.approvalId === approvalId)).toMatchObject({
    state: 'refused',
    by: '负责人',
    reason: '此人今天不来',
  });
  const others = await said('approvals.answered', {}, chief);
  expect(JSON.stringify(others.data)).not.toContain('此人今天不来');
});
