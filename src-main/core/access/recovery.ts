import { eq } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Actions } from '../api/context.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { noteChange } from './accounts.ts';
import { withPassword } from './actions.ts';
import { hasPassword, weakPassword } from './passwords.ts';
import { othersWho } from './people.ts';
import { people } from './queries.ts';
import { badges, users } from './tables.ts';
import { countedTry } from './tries.ts';

/**
 * A sole chief has lost the password: the recovery key of the paper sheet, typed at this machine, resets the account to unclaimed with
 * a new first password. The row says that the sheet did it, and the centre is shown it. Where another chief has an account of their
 * own, they reset it, with a second person where there is one.
 */
export const decideRecovery = {
  'user.recover': (context, { userId, credentialId = null }) => {
    const { store } = context;
    const person = people(store).find((one) => one.userId === userId);
    if (person === undefined || person.disabled || !person.roles.includes('chief'))
      return refused('recovery-not-chief', { names: chiefsOf(store) });
    const others = othersWho(store, ['chief'], [userId]);
    if (others.length > 0) return refused('recovery-other-chief', { people: others.length });
    if (credentialId !== null && !hasPassword(store, credentialId, userId)) return refused('password-gone');
    return decided([happened('user.recovered', null, { userId, credentialId }, null)]);
  },
} satisfies Decide;

export const applyRecovery = {
  'user.recovered': (store, event) => {
    const { userId, credentialId } = event.data;
    const { orm } = store;
    // Whoever was signed in is no more, and no badge opens the account to take it before its owner does.
    const anew = { claimed: false, credentialId, sessionsSince: event.at };
    orm.update(users).set(anew).where(eq(users.userId, userId)).run();
    orm.update(badges).set({ revoked: true }).where(eq(badges.userId, userId)).run();
    noteChange(store, 'recovered', event);
  },
} satisfies Apply;

/** Login names of the chiefs: who holds the sheet and has forgotten theirs reads it here. */
function chiefsOf(store: Store): string[] {
  return people(store)
    .filter((one) => one.roles.includes('chief') && !one.disabled)
    .map((one) => one.loginName);
}

/** Under which name tries at the recovery key are counted, like those at a password. */
const sheet = 'recovery-sheet' as UserId;

export const recoveryActions = {
  'access.recover': async ({ site, host, desk }, { commandId, deskAt, loginName, recoveryKey, password }) => {
    if (site === null) return refuse('site-not-open');
    const { store, ledger } = site;
    const tried = { userId: sheet, loginName: sheet };
    const held = await countedTry(store, host.clock.now, tried, async () =>
      (await site.isRecoveryKey(recoveryKey)) ? true : null,
    );
    if (!held.ok) return held.refusal.code === 'sign-in-wrong' ? refuse('recovery-key-wrong') : held;
    const person = people(store).find((one) => one.loginName === loginName.trim());
    if (person === undefined) return refuse('recovery-not-chief', { names: chiefsOf(store) });
    const weak = weakPassword(password, person.loginName);
    if (weak !== null) return weak;
    const { userId } = person;
    return withPassword({ openSite: site }, commandId, userId, password, (credentialId) =>
      ledger.commit(
        { id: 'system', roles: [], desk },
        { id: commandId, type: 'user.recover', input: { userId, credentialId }, deskAt },
      ),
    );
  },
} satisfies Actions;
