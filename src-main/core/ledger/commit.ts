import { randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { desc } from 'drizzle-orm';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { CommandAnswer, CommandDefinition, CommandEnvelope } from '#shared/contract/command.ts';
import { eventCatalogue } from '#shared/contract/capabilities.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import { commandId } from '#shared/contract/ids.ts';
import { deskTimePattern } from '#shared/formats/patterns.ts';
import { sha256Hex } from '#node/hashes.ts';
import { pooledRandom } from '#node/randomPool.ts';
import type { Store } from '../store/openDatabase.ts';
import { appendEvent, countDesk, readTail } from './append.ts';
import type {
  Actor,
  Apply,
  Capability,
  Decide,
  DecideContext,
  DecideWithSecond,
  Decision,
  DecisionOfTwo,
  ReferenceData,
  LedgerTail,
  PlannedEvent,
} from './capability.ts';
import { applyOf, refused, showsOf } from './capability.ts';
import { checkpointEvent } from './checkpoints.ts';
import { watchClock } from './clockWatch.ts';
import type { Clock, ClockJump } from './clockWatch.ts';
import { readHeader } from './rows.ts';
import { ledgerRows, ledgerState } from './tables.ts';
import type { commandAnswers } from './tables.ts';

type EarlierAnswer = Pick<typeof commandAnswers.$inferSelect, 'actor' | 'contentSha256' | 'answer'>;

/** Most commands one transaction takes; more wait for the next. */
const groupLimit = 256;
/** A checkpoint is made when this many rows stand since the last one (docs/integrity.md: at least every 1,000). */
const rowsPerCheckpoint = 1000;

export interface LedgerOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly capabilities: readonly Capability[];
  readonly decideWithSecond: DecideWithSecond;
  readonly reference: ReferenceData;
  readonly softwareVersion: string;
  readonly signingKey: () => KeyObject | null;
  readonly holdsFile: DecideContext['holdsFile'];
  /** The demonstration; false unless told. */
  readonly demo?: boolean;
  /** Called after every durable commit. */
  readonly onCommitted: (committed: { readonly size: number; readonly types: readonly EventType[] }) => void;
}

export interface Ledger {
  /** The one write path. The promise settles only when the commit is on the disk. */
  readonly commit: <Type extends CommandType>(
    actor: Actor,
    envelope: CommandEnvelope<Type, CommandInput<Type>> | CommandEnvelope,
  ) => Promise<CommandAnswer>;
  readonly tail: () => LedgerTail;
  readonly apply: Apply;
  /** Settles when nothing waits any more. */
  readonly idle: () => Promise<void>;
}

interface Waiting {
  readonly actor: Actor;
  readonly envelope: CommandEnvelope;
  readonly resolve: (answer: CommandAnswer) => void;
  readonly reject: (error: unknown) => void;
}

/** Opens the ledger of a store. Every command must have exactly one owner among the capabilities, every event at least one. */
export function openLedger(options: LedgerOptions): Ledger {
  const { store, clock } = options;
  const decide = decideOf(options.capabilities);
  const objections = options.capabilities.flatMap(({ objects }) => objects ?? []);
  const apply = applyOf(options.capabilities);
  const shows = showsOf(options.capabilities);
  assertOwners(decide, apply);
  let tail = readTail(store) ?? startTail(store);
  const clockWatch = watchClock(clock, lastRowAt(store));
  const queue: Waiting[] = [];
  let scheduled = false;
  let idleWaiters: (() => void)[] = [];

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(drain);
  }

  function drain(): void {
    scheduled = false;
    const group = queue.splice(0, groupLimit);
    const before = tail;
    const types: EventType[] = [];
    const settle: (() => void)[] = [];
    try {
      store.hot('BEGIN IMMEDIATE').run();
      const jump = tail.size === 0 ? null : clockWatch.look();
      if (jump !== null) appendClockJump(jump, types);
      for (const waiting of group) settle.push(runOne(waiting, types));
      store.hot('COMMIT').run();
      if (jump !== null) clockWatch.noted(jump);
    } catch (error) {
      if (store.raw.inTransaction) store.hot('ROLLBACK').run();
      tail = before;
      for (const waiting of group) waiting.reject(error);
      settle.length = 0;
      types.length = 0;
    }
    for (const done of settle) done();
    if (types.length > 0) options.onCommitted({ size: tail.size, types });
    if (queue.length > 0) schedule();
    else {
      for (const waiter of idleWaiters) waiter();
      idleWaiters = [];
    }
  }

  /** One command in its own savepoint; what it throws is its own and undoes only itself. */
  function runOne(waiting: Waiting, types: EventType[]): () => void {
    const before = tail;
    const seen = types.length;
    store.hot('SAVEPOINT command').run();
    try {
      const answer = execute(waiting.actor, waiting.envelope, types);
      store.hot('RELEASE command').run();
      return () => waiting.resolve(answer);
    } catch (error) {
      store.hot('ROLLBACK TO command').run();
      store.hot('RELEASE command').run();
      tail = before;
      types.length = seen;
      return () => waiting.reject(error);
    }
  }

  function execute(actor: Actor, envelope: CommandEnvelope, types: EventType[]): CommandAnswer {
    const contentSha256 = sha256Hex(envelope.type, '\0', JSON.stringify(envelope.input ?? null));
    const earlier = store
      .hot<EarlierAnswer>(
        'SELECT actor, content_sha256 AS contentSha256, answer FROM command_answers WHERE id = ?',
      )
      .get(envelope.id);
    if (earlier !== undefined) {
      if (earlier.actor !== actor.id || earlier.contentSha256 !== contentSha256)
        return refused('command-id-taken');
      return JSON.parse(earlier.answer) as CommandAnswer;
    }
    const at = new Date(clock.now()).toISOString();
    const decision = decideCommand(actor, envelope, at);
    if (!decision.ok) return { ok: false, refusal: decision.refusal };
    const from = tail.size;
    append(actor, envelope, at, decision.events, types);
    const { waitsFor } = decision;
    const answer: CommandAnswer = {
      ok: true,
      result: decision.result,
      rows: tail.size > from ? [from, tail.size - 1] : null,
      ...(waitsFor === undefined ? {} : { waitsFor }),
    };
    store
      .hot('INSERT INTO command_answers (id, actor, content_sha256, answer) VALUES (?, ?, ?, ?)')
      .run(envelope.id, actor.id, contentSha256, JSON.stringify(answer));
    return answer;
  }

  function append(
    actor: Actor,
    envelope: CommandEnvelope,
    at: string,
    events: readonly PlannedEvent[],
    types: EventType[],
  ): void {
    if (events.length === 0) return;
    const counted = countDesk(tail, actor.desk);
    tail = counted.tail;
    const { deskSeq } = counted;
    const origin = {
      at,
      deskAt: envelope.deskAt,
      actor: actor.id as string,
      desk: actor.desk,
      deskSeq,
      command: envelope.id as string,
    };
    for (const planned of events) {
      const event = typeof planned === 'function' ? planned(tail, at) : planned;
      tail = appendEvent(store, tail, { ...origin, actor: event.by ?? origin.actor }, event, apply);
      types.push(event.type);
      const signingKey = options.signingKey();
      if (tail.sinceCheckpoint >= rowsPerCheckpoint && signingKey !== null) {
        tail = appendEvent(
          store,
          tail,
          { ...origin, actor: 'system' },
          checkpointEvent(store, signingKey, 'rows')(tail, at),
          apply,
        );
        types.push('checkpoint.made');
      }
    }
  }

  function decideCommand(actor: Actor, envelope: CommandEnvelope, at: string): DecisionOfTwo {
    if (!isCommandType(envelope.type)) return refused('command-unknown', { type: envelope.type });
    const definition: CommandDefinition = commandCatalogue[envelope.type];
    if ((definition.roles.length === 0) !== (actor.id === 'system'))
      return refused('command-not-for-people', { type: envelope.type });
    const envelopeFault = faultOf(envelope);
    if (envelopeFault !== null) return refused('command-malformed', { fields: [envelopeFault] });
    const parsed = definition.input.safeParse(envelope.input);
    if (!parsed.success)
      return refused('command-malformed', {
        fields: parsed.error.issues.slice(0, 5).map((issue) => issue.path.join('.') || envelope.type),
      });
    const context: DecideContext = {
      store,
      at,
      commandId: envelope.id as CommandId,
      actor,
      by: actor.id as DecideContext['by'],
      second: null,
      random: pooledRandom,
      softwareVersion: options.softwareVersion,
      signingKey: options.signingKey(),
      reference: options.reference,
      holdsFile: options.holdsFile,
      demo: options.demo ?? false,
    };
    return options.decideWithSecond(context, envelope.type, definition, parsed.data, decideOne, shows);
  }

  function decideOne(context: DecideContext, type: CommandType, input: unknown): Decision {
    const handler = decide[type] as ((context: DecideContext, input: unknown) => Decision) | undefined;
    if (handler === undefined) throw new Error(`nobody decides ${type}`);
    const decision = handler(context, input);
    if (!decision.ok || context.actor.id === 'system') return decision;
    for (const object of objections) {
      const refusal = object(context, decision.events);
      if (refusal !== null) return refusal;
    }
    return decision;
  }

  function appendClockJump(jump: ClockJump, types: EventType[]): void {
    const at = jump.toAt;
    const event = { type: 'clock.jumped', batch: null, data: jump, personal: null } as const;
    const counted = countDesk(tail, 'host');
    tail = counted.tail;
    const origin = {
      at,
      deskAt: at.replace('Z', '+00:00'),
      actor: 'system',
      desk: 'host',
      deskSeq: counted.deskSeq,
      command: 'clock',
    };
    tail = appendEvent(store, tail, origin, event, apply);
    types.push('clock.jumped');
  }

  // A clock that was turned back while the site was closed is told at once, not with the first command.
  if (clockWatch.look() !== null) schedule();

  return {
    commit: (actor, envelope) =>
      new Promise((resolve, reject) => {
        queue.push({ actor, envelope, resolve, reject });
        schedule();
      }),
    tail: () => tail,
    apply,
    idle: () =>
      queue.length === 0 && !scheduled
        ? Promise.resolve()
        : new Promise((resolve) => idleWaiters.push(resolve)),
  };
}

/** What a row's header could not carry: an id that is no ULID, a time of the desk in another form. */
function faultOf(envelope: CommandEnvelope): 'id' | 'deskAt' | null {
  if (!commandId.safeParse(envelope.id).success) return 'id';
  return deskTimePattern.test(envelope.deskAt) ? null : 'deskAt';
}

/** When the last row was written, by the clock of then; null without rows. */
function lastRowAt(store: Store): string | null {
  const last = store.orm
    .select({ header: ledgerRows.header })
    .from(ledgerRows)
    .orderBy(desc(ledgerRows.seq))
    .limit(1)
    .get();
  return last === undefined ? null : readHeader(last.header).at;
}

function startTail(store: Store): LedgerTail {
  const ledgerId = randomBytes(16).toString('hex');
  store.orm
    .insert(ledgerState)
    .values({ id: 1, ledgerId, epoch: 0, frontierSize: 0, frontierNodes: [], deskCounts: {} })
    .run();
  const tail = readTail(store);
  if (tail === null) throw new Error('ledger state was not kept');
  return tail;
}

/** Every command and event of the catalogues has someone who answers for it. `approval.grant` is the mechanism's own. */
function assertOwners(decide: Decide, apply: Apply): void {
  for (const type of Object.keys(commandCatalogue)) {
    if (type !== 'approval.grant' && !Object.hasOwn(decide, type)) throw new Error(`nobody decides ${type}`);
  }
  for (const type of Object.keys(eventCatalogue)) {
    if (!Object.hasOwn(apply, type)) throw new Error(`nobody applies ${type}`);
  }
}

/** The decisions of all capabilities together; two owners of one command are a fault of the code. */
function decideOf(capabilities: readonly Capability[]): Decide {
  const joined: Record<string, unknown> = {};
  for (const { decide } of capabilities) {
    for (const [type, handler] of Object.entries(decide)) {
      if (Object.hasOwn(joined, type)) throw new Error(`${type} has two owners`);
      joined[type] = handler;
    }
  }
  return joined as Decide;
}
