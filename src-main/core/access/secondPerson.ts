import { eq } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type {
  DecideContext,
  DecideOne,
  DecideWithSecond,
  Decision,
  NewEvent,
  PlannedEvent,
  Shows,
} from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { requestRows } from './approvals.ts';
import { askedOf } from './asked.ts';
import { loneApproval } from './makerAndMade.ts';
import { mayApprove, othersWho } from './people.ts';
import { personOf } from './queries.ts';
import { approvals, users } from './tables.ts';

/**
 * The one mechanism for roles and for two persons. A command whose catalogue line asks for a second person is decided once
 * to see that it could go through, then waits as an approval; `approval.grant` by another person with a fitting role decides
 * it again, on what stands by then, and only then does it happen.
 */
export const decideWithSecond: DecideWithSecond = (context, type, definition, input, decideOne, shows) => {
  const { actor } = context;
  if (actor.id !== 'system') {
    const person = personOf(context.store, actor.id);
    if (person === null) return refused('person-disabled');
    if (!person.claimed) return refused('account-unclaimed');
    if (!holdsOne(person.roles, definition.roles))
      return refused('role-not-allowed', { roles: definition.roles });
  }
  if (type === 'approval.grant')
    return grant(context, input as CommandInput<'approval.grant'>, decideOne, shows);
  const decision = decideOne(context, type, input);
  if (!decision.ok || !needsSecond(context, definition, input)) return decision;
  const approvalId = context.commandId as unknown as ApprovalId;
  const asked = askedOf(context.store, shows, type, input);
  const requested = batchesOf(decision.events, input).map((batchId) =>
    happened(
      'approval.requested',
      batchId,
      { approvalId, commandType: type, requestedBy: context.by, batchId, about: [...asked.about] },
      { input, lines: [...asked.lines] },
    ),
  );
  return {
    ...decided(requested),
    waitsFor: { approvalId, roles: definition.secondPerson ?? [], notBy: context.by },
  };
};

/** Whether this command, with this input, on a site with these people, waits for a second person. */
function needsSecond({ store, by }: DecideContext, definition: CommandDefinition, input: unknown): boolean {
  const { secondPerson, secondPersonWhen, secondPersonIfThere } = definition;
  if (secondPerson === undefined || secondPersonWhen?.(input) === false) return false;
  return secondPersonIfThere !== true || othersWho(store, secondPerson, [by, concernedIn(input)]).length > 0;
}

/** Whose account a command is about: they agree to nothing about it. */
function concernedIn(input: unknown): string | null {
  return (input as { userId?: string }).userId ?? null;
}

function grant(
  context: DecideContext,
  { approvalId, loneReason = null }: CommandInput<'approval.grant'>,
  decideOne: DecideOne,
  shows: Shows,
): Decision {
  const { store } = context;
  const waiting = store.orm.select().from(approvals).where(eq(approvals.approvalId, approvalId)).get();
  if (waiting === undefined) return refused('approval-unknown');
  if (waiting.state !== 'waiting') return refused('approval-settled', { state: waiting.state });
  if (!isCommandType(waiting.commandType) || waiting.input === null) return refused('approval-blanked');
  const { requestedBy: by, batchId: batch, commandType } = waiting;
  const second = context.actor.id;
  if (second === 'system') throw new Error("the core is nobody's second person");
  if (by === second) return refused('second-person-same');
  const definition: CommandDefinition = commandCatalogue[waiting.commandType];
  if (!mayApprove(store, second, definition.secondPerson ?? [], batch))
    return refused('role-not-allowed', { roles: definition.secondPerson ?? [] });
  if (definition.secondPersonIfThere === true && concernedIn(waiting.input) === second)
    return refused('second-person-concerned');
  const asker = store.orm.select().from(users).where(eq(users.userId, by)).get();
  if (asker === undefined || asker.disabled || !asker.claimed || !holdsOne(asker.roles, definition.roles))
    return refused('approval-asker-gone');
  const input = definition.input.safeParse(waiting.input);
  if (!input.success) return refused('approval-blanked');
  const pair = { by, second, batchId: batch, approvalId, commandType };
  const lone = loneApproval(context, definition, pair, loneReason);
  if (!lone.ok) return lone;
  const inner = decideOne({ ...context, by, second }, commandType, input.data);
  if (!inner.ok) return inner;
  const { lines } = askedOf(store, shows, commandType, input.data);
  if (JSON.stringify(lines) !== JSON.stringify(waiting.lines)) return refused('approval-outdated');
  const asked = requestRows(store, approvalId);
  // Whoever reads one of the batches finds the request settled, also where nothing happens any more, or happens newly.
  const batches = new Set([...asked.map((row) => row.batchId), ...batchesOf(inner.events, input.data)]);
  if (batches.size > 1) batches.delete(null);
  const granted = Array.from(batches, (batchId) => {
    const row = asked.find((one) => one.batchId === batchId) ?? asked[0];
    if (row === undefined) throw new Error('a request without its row');
    return happened(
      'approval.granted',
      batchId,
      { approvalId, by: second, requestRowHash: row.rowHash },
      null,
    );
  });
  return decided(
    [...granted, ...lone.events, ...inner.events.map((event) => doneBy(event, by))],
    inner.result,
  );
}

function doneBy(planned: PlannedEvent, by: UserId): PlannedEvent {
  if (typeof planned === 'function') return (tail, at): NewEvent => ({ ...planned(tail, at), by });
  return { ...planned, by };
}

function holdsOne(held: readonly Role[], wanted: readonly Role[]): boolean {
  return held.some((role) => wanted.includes(role));
}

/** The batches in which the events would stand; the one that the input names when they name none. */
function batchesOf(events: readonly PlannedEvent[], input: unknown): readonly (BatchId | null)[] {
  const named = events.flatMap((event) => (typeof event === 'function' ? [] : (event.batch ?? [])));
  const batches = new Set(named);
  return batches.size > 0 ? [...batches] : [(input as { batchId?: BatchId }).batchId ?? null];
}
