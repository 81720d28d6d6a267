import { desc, eq } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { PendingApproval } from '#shared/contract/views/site.ts';
import { mayApprove } from '../access/people.ts';
import { peopleNames } from '../access/queries.ts';
import { approvals } from '../access/tables.ts';
import type { AskContext } from '../api/answers.ts';
import { batchRow } from '../batches/queries.ts';

/** Commands that wait for a second person, the newest first. */
export function pendingApprovals(context: Pick<AskContext, 'store' | 'actor'>): readonly PendingApproval[] {
  const rows = context.store.orm
    .select()
    .from(approvals)
    .where(eq(approvals.state, 'waiting'))
    .orderBy(desc(approvals.requestedAt))
    .all();
  const names = peopleNames(context.store);
  return rows.map((row) => {
    const definition: CommandDefinition | null = isCommandType(row.commandType)
      ? commandCatalogue[row.commandType]
      : null;
    const roles = definition?.secondPerson ?? [];
    const mine = row.requestedBy === context.actor.id;
    return {
      approvalId: row.approvalId,
      commandType: row.commandType,
      batchId: row.batchId,
      batchName: row.batchId === null ? null : (batchRow(context.store, row.batchId)?.name ?? null),
      requestedBy: { userId: row.requestedBy, displayName: names.get(row.requestedBy) ?? '—' },
      requestedAt: row.requestedAt,
      roles,
      mayGrant: !mine && mayApprove(context.store, context.actor.id, roles, row.batchId),
      mine,
    };
  });
}
