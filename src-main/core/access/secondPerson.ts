import { eq } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type {
  DecideContext,
  DecideOne,
  DecideWithSecond,
  Decision,
  NewEvent,
  PlannedEvent,
} from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { approvalBatches, personOf } from './queries.ts';
import { approvals, users } from './tables.ts';

/**
 * The one mechanism for roles and for two persons. A command whose catalogue line asks for a second person is decided once
 * to see that it could go through, then waits as an approval; `approval.grant` by another person with a fitting role decides
 * it again, on what stands by then, and only then does it happen.
 */
export const decideWithSecond: DecideWithSecond = (context, type, definition, input, decideOne) => {
  const { actor } = context;
  if (actor.id !== 'system') {
    const person = personOf(context.store, actor.id);
    if (person === null) return refused('person-disabled');
    if (!holdsOne(person.roles, definition.roles))
      return refused('role-not-allowed', { roles: definition.roles });
  }
  if (type === 'approval.grant')
    return grant(context, (input as { approvalId: ApprovalId }).approvalId, decideOne);
  const decision = decideOne(context, type, input);
  if (!decision.ok || definition.secondPerson === undefined || definition.secondPersonWhen?.(input) === false)
    return decision;
  const approvalId = context.commandId as unknown as ApprovalId;
  const requested = batchesOf(decision.events).map((batchId) =>
    happened(
      'approval.requested',
      batchId,
      { approvalId, commandType: type, requestedBy: context.by, batchId, about: aboutOf(input) },
      { input },
    ),
  );
  return {
    ...decided(requested),
    waitsFor: { approvalId, roles: definition.secondPerson, notBy: context.by },
  };
};

function grant(context: DecideContext, approvalId: ApprovalId, decideOne: DecideOne): Decision {
  const waiting = context.store.orm
    .select()
    .from(approvals)
    .where(eq(approvals.approvalId, approvalId))
    .get();
  if (waiting === undefined) return refused('approval-unknown');
  if (waiting.state !== 'waiting') return refused('approval-settled', { state: waiting.state });
  if (!isCommandType(waiting.commandType) || waiting.input === null) return refused('approval-blanked');
  const { requestedBy: by } = waiting;
  const second = context.actor.id;
  if (second === 'system') throw new Error("the core is nobody's second person");
  if (by === second) return refused('second-person-same');
  const definition: CommandDefinition = commandCatalogue[waiting.commandType];
  const person = context.store.orm.select().from(users).where(eq(users.userId, second)).get();
  if (!holdsOne(person?.roles ?? [], definition.secondPerson ?? []))
    return refused('role-not-allowed', { roles: definition.secondPerson ?? [] });
  const asker = context.store.orm.select().from(users).where(eq(users.userId, by)).get();
  if (asker === undefined || asker.disabled || !holdsOne(asker.roles, definition.roles))
    return refused('approval-asker-gone');
  const input = definition.input.safeParse(waiting.input);
  if (!input.success) return refused('approval-blanked');
  const inner = decideOne({ ...context, by, second }, waiting.commandType, input.data);
  if (!inner.ok) return inner;
  // Whoever reads one of the batches finds the request settled, also where nothing happens any more.
  const asked = approvalBatches(context.store, approvalId);
  const batches = new Set([...asked, ...batchesOf(inner.events)]);
  if (asked.length > 0) batches.delete(null);
  const granted = Array.from(batches, (batchId) =>
    happened('approval.granted', batchId, { approvalId, by: second }, null),
  );
  return decided([...granted, ...inner.events.map((event) => doneBy(event, by))], inner.result);
}

function doneBy(planned: PlannedEvent, by: UserId): PlannedEvent {
  if (typeof planned === 'function') return (tail, at): NewEvent => ({ ...planned(tail, at), by });
  return { ...planned, by };
}

function holdsOne(held: readonly Role[], wanted: readonly Role[]): boolean {
  return held.some((role) => wanted.includes(role));
}

/**
 * The batches of the events that a command would make, each once: an approval has a row in each of them, so that a package shows
 * who agreed to what stands in it. `[null]` where no batch is concerned.
 */
function batchesOf(events: readonly PlannedEvent[]): readonly (BatchId | null)[] {
  const found = new Set(
    events.flatMap((event) => (typeof event === 'function' || event.batch === null ? [] : [event.batch])),
  );
  return found.size === 0 ? [null] : [...found];
}

function aboutOf(input: unknown): string | null {
  const { candidateId, enrolmentId } = input as { candidateId?: string; enrolmentId?: string };
  return candidateId ?? enrolmentId ?? null;
}
