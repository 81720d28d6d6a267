import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { BatchId, UserId } from '#shared/contract/ids.ts';
import { conductWitnesses, isConduct } from '#shared/domain/incidents.ts';
import type { Duty } from '#shared/domain/duties.ts';
import { incidentWithdrawers, managers } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { personOf } from '../access/queries.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import { batchRow } from '../batches/queries.ts';
import { enrolmentRow } from '../candidates/queries.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { incidentFile, incidentRow, mayRead, onDuty, peopleOf, sittingAt, witnessesOf } from './queries.ts';
import type { IncidentRow } from './queries.ts';

/** How far a clock on a wall may run before the site's: a mark is never in the future. */
const aheadMs = 60_000;

/** One key: where and when. */
export function markIncident(context: DecideContext, input: CommandInput<'incident.mark'>): Decision {
  const { store } = context;
  if (incidentRow(store, input.incidentId) !== null) return refused('id-taken');
  const at = input.at ?? context.at;
  if (Date.parse(at) > Date.parse(context.at) + aheadMs) return refused('incident-to-come');
  let sitting: SittingRow | null = null;
  if (input.sittingId !== null) {
    sitting = sittingRow(store, input.sittingId);
    if (sitting === null) return refused('sitting-unknown');
  } else if (input.roomId !== null) sitting = sittingAt(store, input.roomId, at);
  const batch: BatchId | null = sitting?.batchId ?? input.batchId;
  if (batch === null || batchRow(store, batch) === null) return refused('incident-no-sitting');
  const { incidentId, cameraId } = input;
  const roomId = sitting?.roomId ?? input.roomId;
  const sittingId = sitting?.sittingId ?? null;
  const data = { incidentId, sittingId, roomId, cameraId, at };
  return decided([happened('incident.marked', batch, data, null)], { sittingId });
}

/** What happened, by who saw it; whoever did not see it names who did, and one of them must agree. */
export function describeIncident(context: DecideContext, input: CommandInput<'incident.describe'>): Decision {
  const { store, by } = context;
  const row = incidentRow(store, input.incidentId);
  if (row === null) return refused('incident-unknown');
  if (row.state === 'withdrawn') return refused('incident-withdrawn');
  const sitting = row.sittingId === null ? null : sittingRow(store, row.sittingId);
  const there = sitting === null ? new Map<UserId, Duty>() : onDuty(store, sitting);
  const mayTell = row.markedBy === by || there.has(by) || mayRead(store, row, reader(context));
  if (!mayTell) return refused('incident-not-yours');
  if (Date.parse(input.at) > Date.parse(context.at)) return refused('incident-to-come');
  const witnesses = [...new Set(input.witnesses)];
  const stranger = witnesses.find((one) => one !== row.markedBy && !there.has(one));
  if (stranger !== undefined && row.sittingId !== null)
    return refused('incident-witness-not-there', { name: nameOf(context, stranger) });
  if (witnesses.some((one) => personOf(store, one) === null)) return refused('incident-witness-unknown');
  const touched = [...new Set(input.enrolmentIds)];
  const foreign = touched.find((one) => enrolmentRow(store, one)?.batchId !== row.batchId);
  if (foreign !== undefined) return refused('incident-of-another-batch');
  if (isConduct(input.kind)) {
    if (witnesses.filter((one) => there.has(one)).length < conductWitnesses)
      return refused('incident-two-witnesses');
    if (touched.length === 0) return refused('incident-nobody-touched');
  }
  const { incidentId, kind, at, place, whatHappened } = input;
  return decided([
    happened(
      'incident.described',
      row.batchId,
      { incidentId, kind, at, enrolmentIds: touched, witnesses },
      { place, whatHappened },
    ),
  ]);
}

/** A named witness answers; again, when they see it otherwise later. */
export function answerIncident(context: DecideContext, input: CommandInput<'incident.answer'>): Decision {
  const { store, by } = context;
  const row = incidentRow(store, input.incidentId);
  if (row === null) return refused('incident-unknown');
  if (row.state === 'withdrawn') return refused('incident-withdrawn');
  if (row.state === 'open') return refused('incident-not-described');
  if (!witnessesOf(store, row.incidentId).some(({ userId }) => userId === by))
    return refused('incident-not-witness');
  if (row.describedBy === by) return refused('incident-own-description');
  if (!input.agrees && input.note.length === 0) return refused('incident-objection-empty');
  const { incidentId, agrees, note } = input;
  return decided([happened('incident.answered', row.batchId, { incidentId, agrees }, { note })]);
}

/** A photo or scan; whoever may describe it may show it. */
export function addIncidentFile(context: DecideContext, input: CommandInput<'incident.addFile'>): Decision {
  const { store, by } = context;
  const row = incidentRow(store, input.incidentId);
  if (row === null) return refused('incident-unknown');
  if (row.state === 'withdrawn') return refused('incident-withdrawn');
  if (incidentFile(store, input.evidenceFileId) !== null) return refused('id-taken');
  const sitting = row.sittingId === null ? null : sittingRow(store, row.sittingId);
  const there = sitting !== null && onDuty(store, sitting).has(by);
  if (row.markedBy !== by && !there && !mayRead(store, row, reader(context)))
    return refused('incident-not-yours');
  if (!context.holdsFile(input.file)) return refused('file-not-stored', { name: input.file.name });
  const { incidentId, evidenceFileId, kind, ending, file } = input;
  return decided([
    happened(
      'incident.fileAdded',
      row.batchId,
      { incidentId, evidenceFileId, kind, ending, sha256: file.sha256, size: file.size },
      { name: file.name },
    ),
  ]);
}

/**
 * Taken back with a reason; what was said stays to be read. A bare mark: who made it, or the office. A described incident: who
 * described it, or the office. Somebody's conduct: the chief, and not where the chief wrote it (docs/rules.md, Misconduct).
 */
export function withdrawIncident(context: DecideContext, input: CommandInput<'incident.withdraw'>): Decision {
  const { store, by } = context;
  const row = incidentRow(store, input.incidentId);
  if (row === null) return refused('incident-unknown');
  if (row.state === 'withdrawn') return refused('incident-withdrawn');
  const { roles } = reader(context);
  const holds = (wanted: readonly Role[]) => roles.some((role) => wanted.includes(role));
  if (row.kind !== null && isConduct(row.kind)) {
    if (!holds(incidentWithdrawers)) return refused('role-not-allowed', { roles: incidentWithdrawers });
    if (row.describedBy === by) return refused('incident-own-description');
  } else if (row.markedBy !== by && row.describedBy !== by && !holds(managers))
    return refused('incident-not-yours');
  const { incidentId, reason } = input;
  const enrolmentIds = touchedBy(context, row);
  return decided([happened('incident.withdrawn', row.batchId, { incidentId, enrolmentIds }, { reason })]);
}

function touchedBy({ store }: DecideContext, { incidentId }: IncidentRow) {
  return peopleOf(store, incidentId).map(({ enrolmentId }) => enrolmentId);
}

function reader({ store, by }: DecideContext) {
  return { id: by, roles: personOf(store, by)?.roles ?? [] };
}

function nameOf({ store }: DecideContext, userId: UserId): string {
  return personOf(store, userId)?.displayName ?? '—';
}
