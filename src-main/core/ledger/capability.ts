import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { KeyObject } from 'node:crypto';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { EventData, EventPersonal, EventType } from '#shared/contract/events/index.ts';
import type { AskedValue } from '#shared/contract/askedLines.ts';
import type { ApprovalId, BatchId, CommandId, UserId } from '#shared/contract/ids.ts';
import type { Refusal, RefusalCode, ToldFacts } from '#shared/contract/refusal.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { AskedField } from '#shared/domain/askedFields.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { LicensedList } from '#shared/domain/licensedOccupation.ts';
import type { Occupation, OccupationCatalogue } from '#shared/domain/occupation.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';
import type { MerkleFrontier } from '#node/merkle.ts';
import type { Store } from '../store/openDatabase.ts';

/** Who gives a command. The core itself is `system`. */
export interface Actor {
  readonly id: UserId | 'system';
  readonly roles: readonly Role[];
  readonly desk: string;
}

/** An event that a decision wants to have happened. */
export type NewEvent = {
  [Type in EventType]: {
    readonly type: Type;
    readonly data: EventData<Type>;
    readonly personal: EventPersonal<Type>;
    readonly batch: BatchId | null;
    /** Who did it, when that is not the giver of the command (a second person granted it). */
    readonly by?: UserId;
  };
}[EventType];

/** Where the ledger stands: what a checkpoint needs. */
export interface LedgerTail {
  readonly ledgerId: string;
  readonly epoch: number;
  readonly size: number;
  /** Hex hash of the last row; zeros when there is none. */
  readonly head: string;
  readonly frontier: MerkleFrontier;
  /** How many commands each desk has given that made rows. */
  readonly deskCounts: Readonly<Record<string, number>>;
  readonly sinceCheckpoint: number;
}

/** Some events can only be written when the rows before them stand (a checkpoint). */
export type PlannedEvent = NewEvent | ((tail: LedgerTail, at: string) => NewEvent);

export type Decision =
  | { readonly ok: true; readonly events: readonly PlannedEvent[]; readonly result: unknown }
  | Refused;

/** A decision that nothing happens, and why. */
export interface Refused {
  readonly ok: false;
  readonly refusal: Refusal;
}

/** What a decision may look at. It reads; it never writes. */
export interface DecideContext {
  readonly store: Store;
  /** UTC with milliseconds. */
  readonly at: string;
  readonly commandId: CommandId;
  readonly actor: Actor;
  /** Who asks (differs from the giver of the command when a second person grants). */
  readonly by: UserId;
  /** The second person; null while none has approved. */
  readonly second: UserId | null;
  readonly random: (bytes: number) => Buffer;
  readonly softwareVersion: string;
  /** The site's signing key; null before founding. */
  readonly signingKey: KeyObject | null;
  readonly reference: ReferenceData;
  /** Whether the site's file store holds this file: what a command names must be there. */
  readonly holdsFile: (file: { readonly sha256: string; readonly size: number }) => boolean;
  /** The demonstration: pictures may be made by us. */
  readonly demo: boolean;
}

/** Data files of the product that rules look into. */
export interface ReferenceData {
  readonly occupations: OccupationCatalogue;
  readonly licensed: LicensedList;
  readonly calendar: WorkingCalendar;
  /** All occupations in the order of the dictionary, for searching. */
  readonly all: readonly Occupation[];
}

/** A row as `apply` sees it. */
export interface AppliedEvent<Type extends EventType> {
  readonly seq: number;
  readonly at: string;
  readonly actor: string;
  readonly command: string;
  readonly batch: BatchId | null;
  readonly data: EventData<Type>;
  /** Null when blanked: apply must succeed all the same. */
  readonly personal: EventPersonal<Type> | null;
}

export type Decide = {
  readonly [Type in CommandType]?: (context: DecideContext, input: CommandInput<Type>) => Decision;
};
export type Apply = { readonly [Type in EventType]?: (store: Store, event: AppliedEvent<Type>) => void };

/** A decision that may also say that the command now waits for a second person. */
export type DecisionOfTwo = Decision & {
  readonly waitsFor?: {
    readonly approvalId: ApprovalId;
    readonly roles: readonly Role[];
    readonly notBy: UserId;
  };
};
export type DecideOne = (context: DecideContext, type: CommandType, input: unknown) => Decision;

/** What stands now where a command would change it, in the shape of its input, and facts that belong to it. */
export interface Standing {
  readonly now?: object;
  readonly beside?: Partial<Readonly<Record<AskedField, AskedValue>>>;
}

/** What people call the thing of an id, and the people and enrolments it is about. */
export interface Named {
  readonly text: string;
  readonly about?: readonly string[];
}

/** What a capability tells the second person of commands beside their input. Both read; neither writes. */
export interface Shows {
  readonly before?: {
    readonly [Type in CommandType]?: (store: Store, input: CommandInput<Type>) => Standing;
  };
  /** By the field in which the id stands (`batchId`); null when there is no such thing (yet). */
  readonly names?: Readonly<Record<string, (store: Store, id: string) => Named | null>>;
}

/** Stands before every decision: who may, and who else must agree (`access/secondPerson.ts`). */
export type DecideWithSecond = (
  context: DecideContext,
  type: CommandType,
  definition: CommandDefinition,
  input: unknown,
  decideOne: DecideOne,
  shows: Shows,
) => DecisionOfTwo;

/**
 * One capability's share of the write path. A command has one owner; an event may be applied by several, each to its own
 * tables, in the order of the list of capabilities.
 */
export interface Capability {
  readonly name: string;
  /** Tables drawn from the ledger alone; emptied and filled again by a rebuild. Children before parents. */
  readonly tables: readonly SQLiteTable[];
  readonly decide: Decide;
  readonly apply: Apply;
  /** Looks at what any capability has decided for a person, and may refuse it: duties that may not meet. It reads only. */
  readonly objects?: (context: DecideContext, events: readonly PlannedEvent[]) => Refused | null;
  /** What the second person of a command is shown. */
  readonly shows?: Shows;
}

/** What all capabilities together show a second person. */
export function showsOf(capabilities: readonly Pick<Capability, 'shows'>[]): Shows {
  return {
    before: Object.assign({}, ...capabilities.map(({ shows }) => shows?.before)) as Shows['before'] & object,
    names: Object.assign({}, ...capabilities.map(({ shows }) => shows?.names)) as Shows['names'] & object,
  };
}

type ApplyOne = (store: Store, event: AppliedEvent<EventType>) => void;

/** How each event changes the tables, of all capabilities together: one after another in their order. */
export function applyOf(capabilities: readonly Pick<Capability, 'apply'>[]): Apply {
  const joined = new Map<string, ApplyOne[]>();
  for (const { apply } of capabilities) {
    for (const [type, handler] of Object.entries(apply) as [string, ApplyOne][])
      joined.set(type, [...(joined.get(type) ?? []), handler]);
  }
  return Object.fromEntries(
    Array.from(joined, ([type, [first, ...others]]) => [
      type,
      others.length === 0
        ? first
        : (store: Store, event: AppliedEvent<EventType>) => {
            first?.(store, event);
            for (const other of others) other(store, event);
          },
    ]),
  ) as Apply;
}

/** An accepted decision. */
export function decided(events: readonly PlannedEvent[], result: unknown = null): Decision {
  return { ok: true, events, result };
}

/** A refused decision; the code is one of the catalogue's, with the facts that its words name. */
export const refused: <Code extends RefusalCode>(code: Code, ...facts: ToldFacts<Code>) => Refused = refuse;

/** Writes one event for a decision; the types hold data and personal part to the catalogue. */
export function happened<Type extends EventType>(
  type: Type,
  batch: BatchId | null,
  data: EventData<Type>,
  personal: EventPersonal<Type>,
): NewEvent {
  return { type, batch, data, personal } as unknown as NewEvent;
}
