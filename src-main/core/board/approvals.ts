import { and, desc, eq, ne } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { AnsweredApproval, PendingApproval } from '#shared/contract/views/site.ts';
import { mayApprove } from '../access/people.ts';
import { peopleNames } from '../access/queries.ts';
import { approvals } from '../access/tables.ts';
import type { AskContext } from '../api/answers.ts';
import { batchRow } from '../batches/queries.ts';
import type { Store } from '../store/openDatabase.ts';

/** How many answers somebody looks back on. */
const answersShown = 20;

/**
 * Commands that wait for a second person, the newest first, with what is signed. Only those of the asker and those that the
 * asker may grant: who may approve something sees it whole, nobody else sees it at all.
 */
export function pendingApprovals(context: Pick<AskContext, 'store' | 'actor'>): readonly PendingApproval[] {
  const { store, actor } = context;
  const rows = store.orm
    .select()
    .from(approvals)
    .where(eq(approvals.state, 'waiting'))
    .orderBy(desc(approvals.requestedAt))
    .all();
  const names = peopleNames(store);
  return rows.flatMap((row) => {
    const definition: CommandDefinition | null = isCommandType(row.commandType)
      ? commandCatalogue[row.commandType]
      : null;
    const roles = definition?.secondPerson ?? [];
    const mine = row.requestedBy === actor.id;
    const mayGrant = !mine && mayApprove(store, actor.id, roles, row.batchId);
    if (!mine && !mayGrant) return [];
    return {
      approvalId: row.approvalId,
      commandType: row.commandType,
      batchId: row.batchId,
      batchName: batchName(store, row.batchId),
      requestedBy: { userId: row.requestedBy, displayName: names.get(row.requestedBy) ?? '—' },
      requestedAt: row.requestedAt,
      roles,
      mayGrant,
      mine,
      lines: row.lines ?? [],
    };
  });
}

/** What became of the requests of the one who asks, the newest first. */
export function answeredApprovals({
  store,
  actor,
}: Pick<AskContext, 'store' | 'actor'>): readonly AnsweredApproval[] {
  const names = peopleNames(store);
  return store.orm
    .select()
    .from(approvals)
    .where(and(eq(approvals.requestedBy, actor.id), ne(approvals.state, 'waiting')))
    .orderBy(desc(approvals.answeredAt), desc(approvals.approvalId))
    .limit(answersShown)
    .all()
    .flatMap((row) =>
      row.state === 'waiting'
        ? []
        : {
            approvalId: row.approvalId,
            commandType: row.commandType,
            batchName: batchName(store, row.batchId),
            requestedAt: row.requestedAt,
            state: row.state,
            by: row.by === null ? null : (names.get(row.by) ?? '—'),
            answeredAt: row.answeredAt ?? row.requestedAt,
            reason: row.reason,
          },
    );
}

function batchName(store: Store, batchId: BatchId | null): string | null {
  return batchId === null ? null : (batchRow(store, batchId)?.name ?? null);
}
