import { eq, sql } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { ApprovalId, BatchId } from '#shared/contract/ids.ts';
import type { Apply, Decide, DecideContext } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { ledgerRows } from '../ledger/tables.ts';
import type { Store } from '../store/openDatabase.ts';
import { mayApprove } from './people.ts';
import { approvalRows, approvals } from './tables.ts';

/** The rows that asked: one for each batch of the request, with the hash that its answer names. */
export function requestRows(
  store: Store,
  approvalId: ApprovalId,
): readonly { readonly batchId: BatchId | null; readonly rowHash: string }[] {
  return store.orm
    .select({ batchId: approvalRows.batchId, rowHash: ledgerRows.rowHash })
    .from(approvalRows)
    .innerJoin(ledgerRows, eq(ledgerRows.seq, approvalRows.seq))
    .where(eq(approvalRows.approvalId, approvalId))
    .orderBy(approvalRows.seq)
    .all();
}

/** Refusing and withdrawing; granting is the mechanism's own (`secondPerson.ts`). */
export const decideApprovals: Decide = {
  'approval.refuse': (context, input) => settle(context, input, false),
  'approval.withdraw': (context, input) => settle(context, { ...input, reason: null }, true),
};

function settle(
  context: DecideContext,
  input: CommandInput<'approval.refuse'> | { approvalId: ApprovalId; reason: null },
  withdraw: boolean,
) {
  const { store, by } = context;
  const { approvalId } = input;
  const waiting = store.orm.select().from(approvals).where(eq(approvals.approvalId, approvalId)).get();
  if (waiting === undefined) return refused('approval-unknown');
  if (waiting.state !== 'waiting') return refused('approval-settled', { state: waiting.state });
  const rows = requestRows(store, approvalId);
  if (withdraw) {
    if (waiting.requestedBy !== by) return refused('approval-not-yours');
    return decided(rows.map(({ batchId }) => happened('approval.withdrawn', batchId, { approvalId }, null)));
  }
  const definition: CommandDefinition | null = isCommandType(waiting.commandType)
    ? commandCatalogue[waiting.commandType]
    : null;
  const wanted = definition?.secondPerson ?? [];
  if (!mayApprove(store, by, wanted, waiting.batchId)) return refused('role-not-allowed', { roles: wanted });
  return decided(
    rows.map(({ batchId, rowHash }) =>
      happened(
        'approval.refused',
        batchId,
        { approvalId, by, requestRowHash: rowHash },
        { reason: input.reason ?? '' },
      ),
    ),
  );
}

type Answer = Partial<typeof approvals.$inferInsert>;

/** What is answered is forgotten here; it stays in the request's row. */
function answered(store: Store, approvalId: ApprovalId, answer: Answer): void {
  store.orm
    .update(approvals)
    .set({ ...answer, input: null, lines: null })
    .where(eq(approvals.approvalId, approvalId))
    .run();
}

export const applyApprovals: Apply = {
  'approval.requested': (store, { seq, at, data, personal }) => {
    store.orm
      .insert(approvals)
      .values({
        approvalId: data.approvalId,
        commandType: data.commandType,
        requestedBy: data.requestedBy,
        requestedAt: at,
        batchId: data.batchId,
        about: [data.about ?? []].flat(),
        input: personal?.input ?? null,
        lines: personal?.lines ?? null,
        state: 'waiting',
      })
      .onConflictDoNothing()
      .run();
    store.orm.insert(approvalRows).values({ seq, approvalId: data.approvalId, batchId: data.batchId }).run();
  },
  'approval.granted': (store, { at, data }) =>
    answered(store, data.approvalId, { state: 'granted', by: data.by, answeredAt: at }),
  'approval.refused': (store, { at, data, personal }) =>
    answered(store, data.approvalId, {
      state: 'refused',
      by: data.by,
      answeredAt: at,
      reason: personal?.reason ?? null,
    }),
  'approval.withdrawn': (store, { at, data }) =>
    answered(store, data.approvalId, { state: 'withdrawn', answeredAt: at }),
  /** What a waiting command said about the person is forgotten too. */
  'candidate.blanked': (store, { data }) =>
    void store.orm
      .update(approvals)
      .set({ input: null, lines: null })
      .where(sql`EXISTS (SELECT 1 FROM json_each(${approvals.about}) WHERE value = ${data.candidateId})`)
      .run(),
};
