import { asc } from 'drizzle-orm';
import type { BatchId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { beginningOf, deedsIn, grantedIn, loneApprovalsOf } from '../access/makerAndMade.ts';
import { deputyOf } from '../access/people.ts';
import { users } from '../access/tables.ts';
import type { Store } from '../store/openDatabase.ts';

type PackagePeople = PackageFiles['people.json'];

/**
 * `data/people.json`: who acted, what was done to each account, who stood in for the chief, and what two people agreed to, from the
 * tables as they were when the sealing row stood.
 */
export function peopleFile(store: Store, batchNo: string, batchId: BatchId): PackagePeople {
  const made = beginningOf(store, batchId);
  if (made === undefined) throw new Error('a package of a batch that was never made');
  const deedsOf = deedsIn(store);
  const lone = new Map(loneApprovalsOf(store, batchId).map((one) => [one.approvalId, one.reason]));
  return {
    format: 'kaodian-people-v1',
    batchNo,
    batchMade: { at: made.at, seq: made.seq },
    people: store.orm
      .select({ userId: users.userId, displayName: users.displayName, roles: users.roles })
      .from(users)
      .orderBy(asc(users.userId))
      .all()
      .map((row) => ({
        ...row,
        roles: [...row.roles],
        account: deedsOf(row.userId).map(({ kind, at, by, secondPerson, seq }) => ({
          kind,
          at,
          by: by as PackagePeople['people'][number]['account'][number]['by'],
          secondPerson,
          seq,
        })),
      })),
    deputy: deputyFile(store, batchId),
    approvals: grantedIn(store, batchId).map((one) => ({
      ...one,
      lone: lone.has(one.approvalId) ? { reason: lone.get(one.approvalId) ?? null } : null,
    })),
  };
}

function deputyFile(store: Store, batchId: BatchId): PackagePeople['deputy'] {
  const named = deputyOf(store, batchId);
  if (named === undefined) return null;
  const { userId, at, by, secondPerson, seq } = named;
  return { userId, at, by, secondPerson, seq };
}
