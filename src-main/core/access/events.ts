import { and, eq, ne } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import type { Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { applyApprovals, decideApprovals } from './approvals.ts';
import { users } from './tables.ts';

export const decide: Decide = {
  'user.create': (context, input) => {
    const { orm } = context.store;
    if (orm.select().from(users).where(eq(users.loginName, input.loginName)).get() !== undefined)
      return refused('login-name-taken', { loginName: input.loginName });
    if (orm.select().from(users).where(eq(users.userId, input.userId)).get() !== undefined)
      return refused('id-taken');
    return decided([
      happened(
        'user.created',
        null,
        { userId: input.userId, roles: input.roles },
        { loginName: input.loginName, displayName: input.displayName },
      ),
    ]);
  },
  'user.setRoles': (context, input) => {
    if (!isKnown(context, input.userId)) return refused('person-unknown');
    if (!input.roles.includes('chief') && isLastChief(context, input.userId)) return refused('last-chief');
    return decided([happened('user.rolesSet', null, { userId: input.userId, roles: input.roles }, null)]);
  },
  'user.disable': (context, input) => {
    if (!isKnown(context, input.userId)) return refused('person-unknown');
    if (isLastChief(context, input.userId)) return refused('last-chief');
    return decided([happened('user.disabled', null, { userId: input.userId }, { reason: input.reason })]);
  },
  'user.recordPassword': (context, { userId, by }) =>
    isKnown(context, userId)
      ? decided([{ ...happened('user.passwordSet', null, { userId }, null), by }])
      : refused('person-unknown'),
  ...decideApprovals,
};

function isKnown(context: DecideContext, userId: UserId): boolean {
  return context.store.orm.select().from(users).where(eq(users.userId, userId)).get() !== undefined;
}

function isLastChief(context: DecideContext, userId: UserId): boolean {
  const others = context.store.orm
    .select()
    .from(users)
    .where(and(ne(users.userId, userId), eq(users.disabled, false)))
    .all();
  return !others.some((other) => other.roles.includes('chief'));
}

export const apply: Apply = {
  'user.created': (store, { data, personal }) => {
    store.orm
      .insert(users)
      .values({
        userId: data.userId,
        roles: data.roles,
        disabled: false,
        loginName: personal?.loginName ?? null,
        displayName: personal?.displayName ?? null,
      })
      .run();
  },
  'user.rolesSet': (store, { data }) =>
    void store.orm.update(users).set({ roles: data.roles }).where(eq(users.userId, data.userId)).run(),
  'user.disabled': (store, { data }) =>
    void store.orm.update(users).set({ disabled: true }).where(eq(users.userId, data.userId)).run(),
  // The password itself is no fact of the ledger; the row is the trace.
  'user.passwordSet': () => undefined,
  ...applyApprovals,
};
