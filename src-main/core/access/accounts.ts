import { and, eq, ne } from 'drizzle-orm';
import type { AccountChange } from '#shared/domain/accountChanges.ts';
import type { CredentialId, UserId } from '#shared/contract/ids.ts';
import type { AppliedEvent, Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { hasPassword } from './passwords.ts';
import { accountChanges, users } from './tables.ts';

/**
 * Accounts. An account is **unclaimed** until its owner has set their own password, and again after somebody else reset it:
 * it does nothing till then (`secondPerson.ts` for commands, `api/router.ts` for questions and actions). A password is kept
 * first and named by the row, as a file is.
 */
export const decideAccounts = {
  'user.create': (context, input) => {
    const { orm } = context.store;
    const { userId, roles } = input;
    if (orm.select().from(users).where(eq(users.loginName, input.loginName)).get() !== undefined)
      return refused('login-name-taken', { loginName: input.loginName });
    if (userOf(context.store, userId) !== undefined) return refused('id-taken');
    if (!isKept(context, input)) return refused('password-gone');
    return decided([
      happened(
        'user.created',
        null,
        { userId, roles, ...handedOver(context, input) },
        { loginName: input.loginName, displayName: input.displayName },
      ),
    ]);
  },
  'user.setRoles': (context, { userId, roles }) => {
    if (userOf(context.store, userId) === undefined) return refused('person-unknown');
    if (!roles.includes('chief') && isLastChief(context, userId)) return refused('last-chief');
    return decided([happened('user.rolesSet', null, { userId, roles, secondPerson: context.second }, null)]);
  },
  'user.disable': (context, { userId, reason }) => {
    if (userOf(context.store, userId) === undefined) return refused('person-unknown');
    if (isLastChief(context, userId)) return refused('last-chief');
    return decided([happened('user.disabled', null, { userId }, { reason })]);
  },
  'user.enable': (context, { userId, reason }) => {
    const user = userOf(context.store, userId);
    if (user === undefined) return refused('person-unknown');
    if (!user.disabled) return refused('person-not-disabled');
    return decided([happened('user.enabled', null, { userId, secondPerson: context.second }, { reason })]);
  },
  'user.resetPassword': (context, input) => {
    const { userId } = input;
    if (userOf(context.store, userId) === undefined) return refused('person-unknown');
    // One's own is changed with the present one, and stays one's own.
    if (userId === context.by) return refused('password-own');
    if (!isKept(context, input)) return refused('password-gone');
    return decided([happened('user.passwordSet', null, { userId, ...handedOver(context, input) }, null)]);
  },
  'user.recordPassword': (context, input) => {
    const { userId } = input;
    if (userOf(context.store, userId) === undefined) return refused('person-unknown');
    if (!isKept(context, input)) return refused('password-gone');
    const set = happened(
      'user.passwordSet',
      null,
      { userId, credentialId: input.credentialId ?? null },
      null,
    );
    return decided([{ ...set, by: userId }]);
  },
} satisfies Decide;

interface Handed {
  readonly userId: UserId;
  readonly credentialId?: CredentialId | null | undefined;
}

/** What the rows of a handing over say besides: the password's id, and who agreed. */
function handedOver(context: DecideContext, { credentialId = null }: Handed) {
  return { credentialId, secondPerson: context.second };
}

/** Whether the password that a command names is there, and this account's. */
function isKept(context: DecideContext, { userId, credentialId = null }: Handed): boolean {
  return credentialId === null || hasPassword(context.store, credentialId, userId);
}

function userOf(store: Store, userId: UserId) {
  return store.orm.select().from(users).where(eq(users.userId, userId)).get();
}

function isLastChief(context: DecideContext, userId: UserId): boolean {
  const others = context.store.orm
    .select()
    .from(users)
    .where(and(ne(users.userId, userId), eq(users.disabled, false)))
    .all();
  return !others.some((other) => other.roles.includes('chief'));
}

/** Notes in whose hand an account is or was. */
type AccountEvent = AppliedEvent<
  | 'user.created'
  | 'user.rolesSet'
  | 'user.passwordSet'
  | 'user.disabled'
  | 'user.enabled'
  | 'user.vouched'
  | 'user.recovered'
>;

export function noteChange(store: Store, kind: AccountChange, { seq, at, actor, data }: AccountEvent): void {
  const secondPerson = 'secondPerson' in data ? (data.secondPerson ?? null) : null;
  store.orm
    .insert(accountChanges)
    .values({ seq, userId: data.userId, kind, by: actor, secondPerson, at })
    .run();
}

export const applyAccounts = {
  'user.created': (store, event) => {
    const { actor, data, personal } = event;
    store.orm
      .insert(users)
      .values({
        userId: data.userId,
        roles: data.roles,
        disabled: false,
        loginName: personal?.loginName ?? null,
        displayName: personal?.displayName ?? null,
        // The founder chose the password at founding, which is the core's command.
        claimed: actor === 'system',
        credentialId: data.credentialId ?? null,
        sessionsSince: null,
      })
      .run();
    noteChange(store, 'made', event);
  },
  'user.rolesSet': (store, event) => {
    const { userId, roles } = event.data;
    store.orm.update(users).set({ roles }).where(eq(users.userId, userId)).run();
    noteChange(store, 'rolesSet', event);
  },
  'user.disabled': (store, event) => {
    store.orm.update(users).set({ disabled: true }).where(eq(users.userId, event.data.userId)).run();
    noteChange(store, 'disabled', event);
  },
  'user.enabled': (store, event) => {
    const { userId } = event.data;
    const back = { disabled: false, sessionsSince: event.at };
    store.orm.update(users).set(back).where(eq(users.userId, userId)).run();
    noteChange(store, 'enabled', event);
  },
  // The password itself is no fact of the ledger: the row names it, and says whose the account is.
  'user.passwordSet': (store, event) => {
    const { userId, credentialId = null } = event.data;
    const claimed = event.actor === userId;
    store.orm.update(users).set({ claimed, credentialId }).where(eq(users.userId, userId)).run();
    noteChange(store, claimed ? 'claimed' : 'reset', event);
  },
} satisfies Apply;
