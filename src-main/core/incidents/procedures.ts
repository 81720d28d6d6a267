import { eq } from 'drizzle-orm';
import type {
  IncidentForm,
  IncidentPlace,
  IncidentTold,
  IncidentView,
} from '#shared/contract/views/incidents.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import { isConduct } from '#shared/domain/incidents.ts';
import { incidentMarkReaders, incidentWithdrawers, managers, office } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { personNames } from '../access/queries.ts';
import type { Answers, AskContext } from '../api/answers.ts';
import { sittingRow, sittingsOfBatch } from '../arrangement/queries.ts';
import { rooms, seats } from '../arrangement/tables.ts';
import { enrolmentLines } from '../enrolments/people.ts';
import type { EnrolmentLine } from '../enrolments/people.ts';
import { filesOf, incidentRow, incidentsOfBatch, mayRead, onDuty, peopleOf, witnessesOf } from './queries.ts';
import type { IncidentRow } from './queries.ts';

/** Incidents as each may see them, and what the form of a description offers. */
export const incidentsAnswers = {
  'incidents.list': (context, { batchId }) => {
    const people = lazily(
      () => new Map(enrolmentLines(context.store, { batchId }).map((line) => [line.enrolmentId, line])),
    );
    return incidentsOfBatch(context.store, batchId).flatMap(
      (row) => incidentView(context, row, people) ?? [],
    );
  },
  'incidents.places': ({ store, actor, at }, { batchId }): readonly IncidentPlace[] =>
    sittingsOfBatch(store, batchId)
      .map(({ sittingId, roomName, subject, startsAt }) => ({
        sittingId,
        roomName,
        subject,
        startsAt,
        mine: onDuty(store, { sittingId }).has(actor.id),
      }))
      .toSorted(
        (one, other) =>
          Number(other.mine) - Number(one.mine) ||
          Math.abs(Date.parse(one.startsAt) - Date.parse(at)) -
            Math.abs(Date.parse(other.startsAt) - Date.parse(at)),
      ),
  'incidents.form': ({ store, actor }, { incidentId }): IncidentForm | null => {
    const row = incidentRow(store, incidentId);
    if (row === null) return null;
    const nameOf = personNames(store);
    const sitting = row.sittingId === null ? null : sittingRow(store, row.sittingId);
    const there = sitting === null ? null : onDuty(store, sitting);
    const isOffice = actor.roles.some((role) => office.includes(role));
    const mayLook = isOffice || row.markedBy === actor.id || there?.has(actor.id) === true;
    if (!mayLook) return null;
    const people = Array.from(there ?? [], ([userId, duty]) => ({ userId, name: nameOf(userId), duty }));
    const marker = { userId: row.markedBy, name: nameOf(row.markedBy), duty: null };
    return {
      seated: sitting === null ? [] : seatedIn(store, sitting.sittingId),
      people: there?.has(row.markedBy) === true ? people : [...people, marker],
    };
  },
} satisfies Answers;

/** Names are for those who were there: one on duty in the room knows who sat before them. */
function seatedIn(store: AskContext['store'], sittingId: string): IncidentForm['seated'] {
  return store.orm
    .select({ enrolmentId: seats.enrolmentId, seatNo: seats.seatNo })
    .from(seats)
    .where(eq(seats.sittingId, sittingId as never))
    .orderBy(seats.seatNo)
    .all()
    .flatMap(({ enrolmentId, seatNo }) => {
      const [line] = enrolmentLines(store, { enrolmentId });
      return line === undefined
        ? []
        : [{ enrolmentId, seatNo, name: line.name, ticketNumber: line.ticketNumber }];
    });
}

type People = () => ReadonlyMap<EnrolmentId, EnrolmentLine>;

/** Null: nothing of it is for the asker. */
function incidentView(context: AskContext, row: IncidentRow, people: People): IncidentView | null {
  const { store, actor } = context;
  const holds = (wanted: readonly Role[]) => actor.roles.some((role) => wanted.includes(role));
  const reads = mayRead(store, row, actor);
  const sitting = row.sittingId === null ? null : sittingRow(store, row.sittingId);
  const there = sitting !== null && onDuty(store, sitting).has(actor.id);
  if (!reads && row.markedBy !== actor.id && !there && !holds(incidentMarkReaders)) return null;
  const nameOf = personNames(store);
  const described = row.kind !== null;
  const conduct = row.kind !== null && isConduct(row.kind);
  const isLive = row.state !== 'withdrawn';
  const named = witnessesOf(store, row.incidentId);
  return {
    incidentId: row.incidentId,
    batchId: row.batchId,
    sittingId: row.sittingId,
    roomId: row.roomId,
    roomName: sitting?.roomName ?? roomName(context, row),
    subject: sitting?.subject ?? null,
    cameraId: row.cameraId,
    state: row.state,
    // When something is said to have happened belongs to what is said.
    at: (reads ? row.saidAt : null) ?? row.at,
    markedBy: nameOf(row.markedBy),
    markedAt: row.markedAt,
    told: described && reads ? toldOf(context, row, named, people, nameOf) : null,
    hidden: described && !reads,
    withdrawn:
      row.withdrawnBy === null || row.withdrawnAt === null
        ? null
        : {
            by: nameOf(row.withdrawnBy),
            at: row.withdrawnAt,
            reason: reads || row.withdrawnBy === actor.id ? row.withdrawnReason : null,
          },
    may: {
      describe: isLive && (reads || there || row.markedBy === actor.id),
      answer:
        isLive &&
        described &&
        row.describedBy !== actor.id &&
        named.some(({ userId }) => userId === actor.id),
      withdraw:
        isLive &&
        (conduct
          ? holds(incidentWithdrawers) && row.describedBy !== actor.id
          : row.markedBy === actor.id || row.describedBy === actor.id || holds(managers)),
    },
  };
}

function roomName({ store }: AskContext, { roomId }: IncidentRow): string | null {
  if (roomId === null) return null;
  return (
    store.orm.select({ name: rooms.name }).from(rooms).where(eq(rooms.roomId, roomId)).get()?.name ?? null
  );
}

function toldOf(
  { store }: AskContext,
  row: IncidentRow,
  named: ReturnType<typeof witnessesOf>,
  people: People,
  nameOf: (userId: string) => string,
): IncidentTold | null {
  if (row.kind === null || row.describedBy === null || row.describedAt === null) return null;
  return {
    kind: row.kind,
    place: row.place,
    whatHappened: row.whatHappened,
    describedBy: nameOf(row.describedBy),
    describedAt: row.describedAt,
    touched: peopleOf(store, row.incidentId).map(({ enrolmentId }) => {
      const line = people().get(enrolmentId);
      return { enrolmentId, name: line?.name ?? null, ticketNumber: line?.ticketNumber ?? null };
    }),
    witnesses: named.map(({ userId, agrees, note }) => ({ userId, name: nameOf(userId), agrees, note })),
    files: filesOf(store, row.incidentId).map((file) => ({
      evidenceFileId: file.evidenceFileId,
      kind: file.kind,
      name: file.name,
      sha256: file.sha256,
      size: file.size,
      addedBy: nameOf(file.addedBy satisfies UserId),
    })),
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => (made ??= { value: make() }).value;
}
