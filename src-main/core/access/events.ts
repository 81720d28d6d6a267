import { and, eq, ne } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { ApprovalId, UserId } from '#shared/contract/ids.ts';
import type { Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { approvalBatches } from './queries.ts';
import { approvals, approvalsInBatches, users } from './tables.ts';

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
  'approval.refuse': (context, input) => settle(context, input, false),
  'approval.withdraw': (context, input) => settle(context, { ...input, reason: null }, true),
};

function settle(
  context: DecideContext,
  input: CommandInput<'approval.refuse'> | { approvalId: ApprovalId; reason: null },
  withdraw: boolean,
) {
  const waiting = context.store.orm
    .select()
    .from(approvals)
    .where(eq(approvals.approvalId, input.approvalId))
    .get();
  if (waiting === undefined) return refused('approval-unknown');
  if (waiting.state !== 'waiting') return refused('approval-settled', { state: waiting.state });
  const { approvalId } = waiting;
  const asked = approvalBatches(context.store, approvalId);
  const batches = asked.length === 0 ? [null] : asked;
  if (withdraw) {
    if (waiting.requestedBy !== context.by) return refused('approval-not-yours');
    return decided(batches.map((batch) => happened('approval.withdrawn', batch, { approvalId }, null)));
  }
  const definition: CommandDefinition | null = isCommandType(waiting.commandType)
    ? commandCatalogue[waiting.commandType]
    : null;
  const wanted = definition?.secondPerson ?? [];
  const person = context.store.orm.select().from(users).where(eq(users.userId, context.by)).get();
  if (person === undefined || !person.roles.some((role) => wanted.includes(role))) {
    return refused('role-not-allowed', { roles: wanted });
  }
  return decided(
    batches.map((batch) =>
      happened('approval.refused', batch, { approvalId, by: context.by }, { reason: input.reason ?? '' }),
    ),
  );
}

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
  'approval.requested': (store, { at, data, personal }) => {
    store.orm
      .insert(approvals)
      .values({
        approvalId: data.approvalId,
        commandType: data.commandType,
        requestedBy: data.requestedBy,
        requestedAt: at,
        batchId: data.batchId,
        about: data.about,
        input: personal?.input ?? null,
        state: 'waiting',
      })
      .onConflictDoNothing()
      .run();
    if (data.batchId !== null)
      store.orm
        .insert(approvalsInBatches)
        .values({ approvalId: data.approvalId, batchId: data.batchId })
        .onConflictDoNothing()
        .run();
  },
  'approval.granted': (store, { data }) =>
    void store.orm
      .update(approvals)
      .set({ state: 'granted', by: data.by, input: null })
      .where(eq(approvals.approvalId, data.approvalId))
      .run(),
  'approval.refused': (store, { data, personal }) =>
    void store.orm
      .update(approvals)
      .set({ state: 'refused', by: data.by, input: null, reason: personal?.reason ?? null })
      .where(eq(approvals.approvalId, data.approvalId))
      .run(),
  'approval.withdrawn': (store, { data }) =>
    void store.orm
      .update(approvals)
      .set({ state: 'withdrawn', input: null })
      .where(eq(approvals.approvalId, data.approvalId))
      .run(),
  /** What a waiting command said about the person is forgotten too. */
  'candidate.blanked': (store, { data }) =>
    void store.orm.update(approvals).set({ input: null }).where(eq(approvals.about, data.candidateId)).run(),
};
