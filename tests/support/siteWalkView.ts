import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type {
  ApprovalId,
  BatchId,
  CandidateId,
  EnrolmentId,
  Id,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Site } from '../../src-main/core/api/site.ts';

/** A command that a step wants given, by somebody who holds one of the command's roles or (seldom) by anybody. */
export interface WantedCommand {
  readonly type: CommandType;
  readonly input: unknown;
  /** Instead of somebody with a fitting role. */
  readonly by?: UserId;
}

/** What steps look at to find something sensible to do. */
export interface WalkView {
  readonly site: Site;
  readonly now: () => number;
  readonly all: <Row>(sql: string, ...given: readonly unknown[]) => readonly Row[];
  /** Somebody with one of these roles. */
  readonly somebody: (roles: readonly Role[], pick: number) => UserId;
  readonly newId: <Kind extends string>(kind: string) => Id<Kind>;
}

/** One of the list, by any number; undefined when there is none. */
export function pickOf<Item>(list: readonly Item[], pick: number): Item | undefined {
  return list.length === 0 ? undefined : list[pick % list.length];
}

/** Writes one command, its input held to the catalogue. */
export function want<Type extends CommandType>(
  type: Type,
  input: CommandInput<Type>,
  by?: UserId,
): WantedCommand {
  return { type, input, ...(by === undefined ? {} : { by }) };
}

export const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
/** A workshop whose workstations are all lathes. */
export const latheWorkstations = (places: number) => ({
  edition: lathe.edition,
  code: lathe.code,
  from: 1,
  to: places,
});
/** Everything that a walk names a file for; `bringTo` stores it. */
export const fileBytes = Buffer.from('every roster, rubric, mark file and scan of a walk');
export const file = { sha256: sha256Hex(fileBytes), size: fileBytes.length, name: '文件.xlsx' };

/** What a kind of step wants done, found by two random numbers; nothing when there is nothing to do it to. */
export type Wants = (view: WalkView, pick: number, amount: number) => readonly WantedCommand[];

export const ids = <Id extends string>(view: WalkView, sql: string): readonly Id[] =>
  view.all<{ id: Id }>(sql).map((row) => row.id);
export const batchesOf = (view: WalkView) =>
  ids<BatchId>(view, 'SELECT batch_id AS id FROM batches ORDER BY seq');
export const enrolmentsOf = (view: WalkView) =>
  ids<EnrolmentId>(view, 'SELECT enrolment_id AS id FROM enrolments ORDER BY enrolment_id');
export const candidatesOf = (view: WalkView) =>
  ids<CandidateId>(view, 'SELECT candidate_id AS id FROM candidates ORDER BY candidate_id');
export const sittingsOf = (view: WalkView) =>
  ids<SittingId>(view, 'SELECT sitting_id AS id FROM sittings ORDER BY sitting_id');
export const waitingOf = (view: WalkView) =>
  ids<ApprovalId>(
    view,
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting' ORDER BY approval_id",
  );

/** Something there is of the one, else nothing to do. */
export function when<Item>(
  item: Item | undefined,
  then: (item: Item) => WantedCommand | readonly WantedCommand[],
): readonly WantedCommand[] {
  return item === undefined ? [] : [then(item)].flat();
}
