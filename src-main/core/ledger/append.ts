import { max } from 'drizzle-orm';
import { eventCatalogue } from '#shared/contract/capabilities.ts';
import { namesBatch } from '#shared/contract/events/batchOf.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import { noPreviousRow } from '#shared/formats/rowHeader.ts';
import { buildRow } from '#node/ledgerRow.ts';
import { appendLeaf, emptyFrontier } from '#node/merkle.ts';
import type { MerkleFrontier } from '#node/merkle.ts';
import type { Store } from '../store/openDatabase.ts';
import { readHeader } from './rows.ts';
import { checkpoints, ledgerState } from './tables.ts';
import type { AppliedEvent, Apply, LedgerTail, NewEvent } from './capability.ts';

const insertRow = `INSERT INTO ledger_rows (seq, header, data, data_salt, personal, personal_salt, row_hash, type, batch)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** Also what a replay writes. */
export const insertSubject = 'INSERT OR IGNORE INTO ledger_subjects (subject, seq) VALUES (?, ?)';

/** What a row needs besides its event. */
export interface RowOrigin {
  readonly at: string;
  readonly deskAt: string;
  readonly actor: string;
  readonly desk: string;
  readonly deskSeq: number;
  readonly command: string;
}

/** Rows that were there are gone: nothing may be written after such a tail (`kaodian ledger verify` says more). */
export class LedgerCutOff extends Error {}

/** Reads where the ledger stands: the stored frontier, caught up with the rows after it. Throws `LedgerCutOff`. */
export function readTail(store: Store): LedgerTail | null {
  const state = store.orm.select().from(ledgerState).get();
  if (state === undefined) return null;
  let frontier: MerkleFrontier =
    state.frontierSize === 0 ? emptyFrontier : { size: state.frontierSize, nodes: state.frontierNodes };
  let head = noPreviousRow;
  let nextSeq = 0;
  const deskCounts = { ...state.deskCounts };
  const rows = store
    .hot<{ readonly seq: number; readonly header: string; readonly rowHash: string }>(
      'SELECT seq, header, row_hash AS rowHash FROM ledger_rows WHERE seq >= ? ORDER BY seq',
    )
    .iterate(Math.max(0, frontier.size - 1));
  for (const row of rows) {
    if (row.seq >= frontier.size) {
      frontier = appendLeaf(frontier, row.rowHash);
      const { desk, deskSeq } = readHeader(row.header);
      deskCounts[desk] = deskSeq;
    }
    head = row.rowHash;
    nextSeq = row.seq + 1;
  }
  if (nextSeq !== frontier.size)
    throw new LedgerCutOff(`rows up to ${frontier.size} were kept, ${nextSeq} are there`);
  const last = store.orm
    .select({ size: max(checkpoints.size) })
    .from(checkpoints)
    .get();
  return {
    ledgerId: state.ledgerId,
    epoch: state.epoch,
    size: frontier.size,
    head,
    frontier,
    deskCounts,
    sinceCheckpoint: frontier.size - (last?.size ?? 0),
  };
}

/** Appends one event as the next row and applies it to the tables. Answers the new tail. Runs inside a transaction. */
export function appendEvent(
  store: Store,
  tail: LedgerTail,
  origin: RowOrigin,
  event: NewEvent,
  apply: Apply,
): LedgerTail {
  assertBatch(event);
  const definition = eventCatalogue[event.type];
  const data = JSON.stringify(event.data);
  const personal = event.personal === null ? null : JSON.stringify(event.personal);
  const seq = tail.size;
  const built = buildRow({
    ledger: tail.ledgerId,
    epoch: tail.epoch,
    seq,
    ...origin,
    batch: event.batch,
    type: event.type,
    version: definition.version,
    prev: tail.head,
    data,
    personal,
  });
  const { row } = built;
  store
    .hot(insertRow)
    .run(
      seq,
      row.header,
      row.data,
      row.dataSalt,
      row.personal,
      row.personalSalt,
      built.rowHash,
      event.type,
      event.batch,
    );
  for (const subject of subjectsOf(event.type, event.data)) store.hot(insertSubject).run(subject, seq);
  applyEvent(store, apply, event.type, {
    seq,
    at: origin.at,
    actor: origin.actor,
    command: origin.command,
    batch: event.batch,
    data: event.data,
    personal: event.personal,
  } as AppliedEvent<EventType>);
  const isCheckpoint = event.type === 'checkpoint.made';
  const next: LedgerTail = {
    ...tail,
    size: seq + 1,
    head: built.rowHash,
    frontier: appendLeaf(tail.frontier, built.rowHash),
    sinceCheckpoint: isCheckpoint ? 1 : tail.sinceCheckpoint + 1,
  };
  if (isCheckpoint) saveFrontier(store, next);
  return next;
}

/** A row that concerns a batch says so, and no other: what the package of a batch holds is told by its rows' headers. */
function assertBatch({ type, batch }: NewEvent): void {
  const names = namesBatch(type);
  if (names === 'always' && batch === null) throw new Error(`${type} names no batch`);
  if (names === 'never' && batch !== null) throw new Error(`${type} names a batch`);
}

/** Applies one event by its capability's handler. */
export function applyEvent(
  store: Store,
  apply: Apply,
  type: EventType,
  event: AppliedEvent<EventType>,
): void {
  const handler = apply[type] as ((store: Store, event: AppliedEvent<EventType>) => void) | undefined;
  if (handler === undefined) throw new Error(`nobody applies ${type}`);
  handler(store, event);
}

/** Whose time lines an event stands in. */
export function subjectsOf(type: EventType, data: unknown): ReadonlySet<string> {
  const subjects = eventCatalogue[type].subjects as (data: unknown) => readonly string[];
  return new Set(subjects(data));
}

/** Counts one more command of a desk. */
export function countDesk(
  tail: LedgerTail,
  desk: string,
): { readonly tail: LedgerTail; readonly deskSeq: number } {
  const deskSeq = (tail.deskCounts[desk] ?? 0) + 1;
  return { tail: { ...tail, deskCounts: { ...tail.deskCounts, [desk]: deskSeq } }, deskSeq };
}

/** Keeps the frontier, with every commit, so that the next start need not hash from row 0. */
export function saveFrontier(store: Store, tail: LedgerTail): void {
  store
    .hot(
      'UPDATE ledger_state SET epoch = ?, frontier_size = ?, frontier_nodes = ?, desk_counts = ? WHERE id = 1',
    )
    .run(
      tail.epoch,
      tail.frontier.size,
      JSON.stringify(tail.frontier.nodes),
      JSON.stringify(tail.deskCounts),
    );
}
