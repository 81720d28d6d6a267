import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CredentialId, UserId } from '#shared/contract/ids.ts';
import { keepPassword } from '../../../src-main/core/access/passwords.ts';
import { checkPassword } from '../../../src-main/core/access/signIn.ts';
import { credentials, signInTries, users } from '../../../src-main/core/access/tables.ts';
import { makeTestStore } from '../../support/testSite.ts';

const right = 'a long password of hers';
const userId = '01J000000000000000000USER1' as UserId;
const credentialId = '01J00000000000000000000KEY' as CredentialId;
let store: ReturnType<typeof makeTestStore>;
let nowMs: number;
const now = () => nowMs;
const tried = (loginName: string, password: string) => checkPassword(store, now, loginName, password);
const codes = async (tries: readonly ReturnType<typeof tried>[]) =>
  (await Promise.all(tries)).map((answer) => (answer.ok ? 'in' : answer.refusal.code));

beforeEach(async () => {
  nowMs = 1_000_000;
  store = makeTestStore([users, credentials, signInTries]);
  store.orm
    .insert(users)
    .values({
      userId,
      loginName: 'mei',
      displayName: '梅',
      roles: ['chief'],
      disabled: false,
      claimed: true,
      credentialId,
      sessionsSince: null,
    })
    .run();
  await keepPassword(store, credentialId, userId, right);
});
afterEach(() => store.remove());

test('fifty tries at once get no further than five in a row, and the right one among them does not open', async () => {
  const tries = Array.from({ length: 50 }, (_, at) => tried('mei', at === 20 ? right : `wrong ${at}`));
  const answers = await codes(tries);
  expect(answers.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => 'sign-in-wrong'));
  expect(new Set(answers.slice(5))).toEqual(new Set(['sign-in-wait']));
});

test('more than fifty that wait at once are refused unseen, and count for nobody', async () => {
  const answers = await codes(Array.from({ length: 60 }, (_, at) => tried(`nobody${at}`, 'wrong')));
  expect(answers.filter((code) => code === 'sign-in-busy')).toHaveLength(10);
  expect(await codes([tried('mei', right)])).toEqual(['in']);
});

test.each(['mei', 'somebody who does not exist'])(
  'tries as %s wait, twice as long each time',
  async (name) => {
    const once = async () => {
      const [code] = await codes([tried(name, 'wrong')]);
      return code;
    };
    for (let at = 0; at < 5; at += 1) expect(await once()).toBe('sign-in-wrong');
    for (const waitMs of [1000, 2000, 4000]) {
      nowMs += waitMs - 1;
      expect(await once()).toBe('sign-in-wait');
      nowMs += 1;
      expect(await once()).toBe('sign-in-wrong');
    }
  },
);

test('a try during the wait does not lengthen it, and the right password ends the count', async () => {
  for (let at = 0; at < 6; at += 1) {
    nowMs += 1000;
    expect(await codes([tried('mei', 'wrong')])).toEqual(['sign-in-wrong']);
  }
  nowMs += 1999;
  expect(await codes([tried('mei', right), tried('mei', right)])).toEqual(['sign-in-wait', 'sign-in-wait']);
  nowMs += 1;
  expect(await codes([tried('mei', right)])).toEqual(['in']);
  for (let at = 0; at < 5; at += 1) expect(await codes([tried('mei', 'wrong')])).toEqual(['sign-in-wrong']);
});

test('a clock that was set back locks nobody out', async () => {
  for (let at = 0; at < 5; at += 1) await tried('mei', 'wrong');
  nowMs -= 3 * 86_400_000;
  expect(await codes([tried('mei', right)])).toEqual(['in']);
});

test('several passwords of one try count once', async () => {
  for (let at = 0; at < 4; at += 1) await checkPassword(store, now, 'mei', 'wrong', 'wrong too');
  expect((await checkPassword(store, now, 'mei', 'wrong', right)).ok).toBe(true);
});

test('somebody who was disabled, or is unknown, is not told apart from a wrong password', async () => {
  store.orm.update(users).set({ disabled: true }).run();
  expect(await codes([tried('mei', right), tried('nobody', right)])).toEqual([
    'sign-in-wrong',
    'sign-in-wrong',
  ]);
});
