import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { demand } from '../attempt.ts';
import type { BatchRead, CheckInRead, PackagePeople, SittingRead } from './facts.ts';
import { incidentLines } from './incidentLines.ts';
import { recordingsOf } from './recordings.ts';
import { compareTexts } from './resultLines.ts';

/** The lists of a package besides `results.json` and `package.json`, as the rows say; with the chains of recordings that it brings along. */
export function derivedLists(
  batch: BatchRead,
  batchNo: string,
  recordings: Parameters<typeof recordingsOf>[2],
): Omit<PackageFiles, 'results.json' | 'package.json'> {
  return {
    'checkins.json': { format: 'kaodian-checkins-v1', batchNo, rows: checkInsOf(batch) },
    'arrangement.json': { format: 'kaodian-arrangement-v1', batchNo, ...arrangementOf(batch) },
    'corrections.json': { format: 'kaodian-corrections-v1', batchNo, rows: correctionsOf(batch) },
    'people.json': { format: 'kaodian-people-v1', batchNo, ...peopleOf(batch) },
    'incidents.json': { format: 'kaodian-incidents-v1', batchNo, rows: incidentLines(batch) },
    'recordings.json': recordingsOf(batch, batchNo, recordings),
  };
}

function peopleOf({
  made,
  people,
  deputy,
  granted,
  lone,
}: BatchRead): Omit<PackagePeople, 'format' | 'batchNo'> {
  demand(made !== null, refuse('list-differs', { name: 'people.json', path: 'batchMade' }));
  return {
    batchMade: made,
    people: [...people.values()]
      .map(({ userId, displayName, roles, account }) => ({ userId, displayName, roles: [...roles], account }))
      .toSorted((one, other) => compareTexts(one.userId, other.userId)),
    deputy,
    approvals: [...granted.values()]
      .map((one) => ({ ...one, lone: lone.get(one.approvalId) ?? null }))
      .toSorted(
        (one, other) => compareTexts(one.at, other.at) || compareTexts(one.approvalId, other.approvalId),
      ),
  };
}

function checkInsOf(batch: BatchRead): PackageFiles['checkins.json']['rows'] {
  return [...batch.checkIns.values()]
    .map(checkInOf)
    .toSorted((one, other) => compareTexts(one.at, other.at) || compareTexts(one.checkInId, other.checkInId));
}

function checkInOf({ entry, undone }: CheckInRead): PackageFiles['checkins.json']['rows'][number] {
  const { checkInId, enrolmentId, sittingId, method, exception } = entry.data;
  return {
    checkInId,
    enrolmentId,
    sittingId,
    at: entry.at,
    by: entry.actor,
    method,
    exception: exception === null ? null : { code: exception, reason: entry.personal?.reason ?? null },
    undone:
      undone === null ? null : { at: undone.at, by: undone.actor, reason: undone.personal?.reason ?? null },
    seq: entry.seq,
  };
}

function arrangementOf(batch: BatchRead): Pick<PackageFiles['arrangement.json'], 'rooms' | 'sittings'> {
  const seats = new Map<string, PackageFiles['arrangement.json']['sittings'][number]['seats']>();
  for (const { enrolmentId, seats: own } of batch.enrolments.values()) {
    for (const { sittingId, seatNo } of own.values()) {
      const seated = seats.get(sittingId) ?? [];
      seated.push({ enrolmentId, seatNo });
      seats.set(sittingId, seated);
    }
  }
  const sittings = [...batch.sittings.values()].map((sitting) => {
    const { sittingId } = sitting.planned;
    const seated = (seats.get(sittingId) ?? []).toSorted((one, other) => one.seatNo - other.seatNo);
    return sittingOf(batch, sitting, seated);
  });
  const used = new Set(sittings.map(({ roomId }) => roomId));
  return {
    rooms: [...batch.rooms.values()]
      .filter(({ roomId }) => used.has(roomId))
      .toSorted((one, other) => compareTexts(one.roomId, other.roomId)),
    sittings: sittings.toSorted(
      (one, other) =>
        compareTexts(one.startsAt, other.startsAt) || compareTexts(one.sittingId, other.sittingId),
    ),
  };
}

function sittingOf(
  batch: BatchRead,
  { planned, startedAt, finishedAt, staff }: SittingRead,
  seats: PackageFiles['arrangement.json']['sittings'][number]['seats'],
): PackageFiles['arrangement.json']['sittings'][number] {
  const { sittingId, sessionId, roomId } = planned;
  const session = batch.sessions.get(sessionId);
  demand(session !== undefined, refuse('list-differs', { name: 'arrangement.json', path: sittingId }));
  return {
    sittingId,
    sessionId,
    roomId,
    subject: session.subject,
    startsAt: session.startsAt,
    minutes: session.minutes,
    startedAt,
    finishedAt,
    staff: staff
      .toSorted((one, other) => compareTexts(one.userId, other.userId) || compareTexts(one.duty, other.duty))
      .map(({ userId, duty }) => ({
        userId,
        duty,
      })) as PackageFiles['arrangement.json']['sittings'][number]['staff'],
    seats,
  };
}

function correctionsOf(batch: BatchRead): PackageFiles['corrections.json']['rows'] {
  const enrolments = [...batch.enrolments.values()];
  return batch.corrections.map(({ row, before }) => {
    const { seq, at, actor, data, personal } = row;
    return {
      kind: 'identity',
      enrolmentIds: enrolments
        .filter(({ candidateId }) => candidateId === data.candidateId)
        .map(({ enrolmentId }) => enrolmentId)
        .toSorted(compareTexts),
      at,
      proposedBy: actor,
      approvedBy: data.secondPerson,
      before,
      after: personal?.identity ?? null,
      evidence: personal?.evidence ?? null,
      seq,
    };
  });
}
