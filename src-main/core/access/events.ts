import { eq } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { ApprovalId } from '#shared/contract/ids.ts';
import type { Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { applyAccounts, decideAccounts } from './accounts.ts';
import { applyHands, decideHands } from './makerAndMade.ts';
import { mayApprove } from './people.ts';
import { approvalBatches } from './queries.ts';
import { approvals, approvalsInBatches } from './tables.ts';

export const decide: Decide = {
  ...decideAccounts,
  ...decideHands,
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
  if (!mayApprove(context.store, context.by, wanted, waiting.batchId)) {
    return refused('role-not-allowed', { roles: wanted });
  }
  return decided(
    batches.map((batch) =>
      happened('approval.refused', batch, { approvalId, by: context.by }, { reason: input.reason ?? '' }),
    ),
  );
}

export const apply: Apply = {
  ...applyAccounts,
  ...applyHands,
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
