import { desc, eq } from 'drizzle-orm';
import { commandCatalogue, isCommandType } from '#shared/contract/commands/index.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/contract/roles.ts';
import type { PendingApproval, Person, SignedIn } from '#shared/contract/views/site.ts';
import { batchRow } from '../batches/queries.ts';
import type { AskContext } from '../api/answers.ts';
import type { Store } from '../store/openDatabase.ts';
import { approvals, users } from './tables.ts';

/** Display names of all people, by id; null where blanked. */
export function peopleNames(store: Store): ReadonlyMap<string, string | null> {
  const rows = store.statement('SELECT user_id AS id, display_name AS name FROM users').all() as {
    id: string;
    name: string | null;
  }[];
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** All people with their roles. */
export function people(store: Store): readonly Person[] {
  return store.orm
    .select()
    .from(users)
    .all()
    .map((row) => ({ ...signedInOf(row), disabled: row.disabled }));
}

/** A person as the frame shows one; null when unknown or disabled. */
export function personOf(store: Store, userId: string): SignedIn | null {
  // Asked by every request and every command: prepared once.
  const row = store
    .statement(
      'SELECT user_id AS userId, login_name AS loginName, display_name AS displayName, roles, disabled FROM users WHERE user_id = ?',
    )
    .get(userId) as
    | {
        userId: string;
        loginName: string | null;
        displayName: string | null;
        roles: string;
        disabled: number;
      }
    | undefined;
  if (row === undefined || row.disabled === 1) return null;
  return signedInOf({ ...row, disabled: false, roles: JSON.parse(row.roles) as readonly Role[] });
}

function signedInOf(row: typeof users.$inferSelect): SignedIn {
  return {
    userId: row.userId as UserId,
    loginName: row.loginName ?? '',
    displayName: row.displayName ?? '—',
    roles: row.roles,
  };
}

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
      approvalId: row.approvalId as ApprovalId,
      commandType: row.commandType,
      batchId: row.batchId as BatchId | null,
      batchName: row.batchId === null ? null : (batchRow(context.store, row.batchId)?.name ?? null),
      requestedBy: { userId: row.requestedBy as UserId, displayName: names.get(row.requestedBy) ?? '—' },
      requestedAt: row.requestedAt,
      roles,
      mayGrant: !mine && context.actor.roles.some((role) => roles.includes(role)),
      mine,
    };
  });
}
