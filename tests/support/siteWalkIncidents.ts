import type {
  BatchId,
  EnrolmentId,
  EvidenceFileId,
  IncidentId,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';
import { incidentKinds } from '#shared/domain/incidents.ts';
import { batchesOf, file, ids, pickOf, sittingsOf, want, when } from './siteWalkView.ts';
import type { WalkView, WantedCommand, Wants } from './siteWalkView.ts';

interface Hands {
  readonly view: WalkView;
  readonly must: (...wanted: readonly WantedCommand[]) => Promise<void>;
}

const marksOf = (view: WalkView) =>
  ids<IncidentId>(view, 'SELECT incident_id AS id FROM incidents ORDER BY seq');
const onDutyAt = (view: WalkView, sittingId: SittingId | null) =>
  view
    .all<{ id: UserId }>(
      'SELECT DISTINCT user_id AS id FROM staff WHERE sitting_id = ? ORDER BY 1',
      sittingId,
    )
    .map((row) => row.id);
const seatedAt = (view: WalkView, sittingId: SittingId | null) =>
  view
    .all<{ id: EnrolmentId }>(
      'SELECT enrolment_id AS id FROM seats WHERE sitting_id = ? ORDER BY seat_no',
      sittingId,
    )
    .map((row) => row.id);

const mark: Wants = (view, pick, amount) =>
  when(pickOf(batchesOf(view), pick), (batchId) =>
    want('incident.mark', {
      incidentId: view.newId<'incident'>('inc') as IncidentId,
      batchId,
      sittingId: amount % 3 === 0 ? null : (pickOf(sittingsOf(view), pick) ?? null),
      roomId: null,
      cameraId: null,
      at: null,
    }),
  );

const describe: Wants = (view, pick, amount) => {
  const marks = view.all<{ incidentId: IncidentId; sittingId: SittingId | null; markedBy: UserId }>(
    'SELECT incident_id AS incidentId, sitting_id AS sittingId, marked_by AS markedBy FROM incidents ORDER BY seq',
  );
  return when(pickOf(marks, pick), ({ incidentId, sittingId, markedBy }) => {
    const there = onDutyAt(view, sittingId);
    return want(
      'incident.describe',
      {
        incidentId,
        kind: there.length < 2 ? 'incident' : (incidentKinds[amount % 3] ?? 'incident'),
        at: view.site.now(),
        place: '第 3 排',
        whatHappened: '翻看纸条',
        enrolmentIds: seatedAt(view, sittingId).slice(0, 2),
        witnesses: [...new Set([markedBy, ...there.slice(0, 2)])],
      },
      amount % 4 === 0 ? undefined : markedBy,
    );
  });
};

const answer: Wants = (view, pick, amount) => {
  const named = view.all<{ incidentId: IncidentId; userId: UserId }>(
    'SELECT incident_id AS incidentId, user_id AS userId FROM incident_witnesses ORDER BY 1, 2',
  );
  return when(pickOf(named, pick), ({ incidentId, userId }) =>
    want('incident.answer', { incidentId, agrees: amount % 3 !== 0, note: '在场看到' }, userId),
  );
};

const addFile: Wants = (view, pick) =>
  when(pickOf(marksOf(view), pick), (incidentId) => want('incident.addFile', evidence(view, incidentId)));

const withdraw: Wants = (view, pick, amount) =>
  amount % 3 !== 0
    ? []
    : when(pickOf(marksOf(view), pick), (incidentId) =>
        want('incident.withdraw', { incidentId, reason: '误标' }, view.somebody(['chief'], 1)),
      );

function evidence(view: WalkView, incidentId: IncidentId) {
  const evidenceFileId = view.newId<'evidenceFile'>('efile') as EvidenceFileId;
  return { incidentId, evidenceFileId, kind: 'photo', ending: 'jpg', file } as const;
}

/** Steps about incidents. */
export const incidentKindsOfWalk = [
  { name: 'markIncident', wants: mark },
  { name: 'describeIncident', wants: describe },
  { name: 'answerIncident', wants: answer },
  { name: 'addIncidentFile', wants: addFile },
  { name: 'withdrawIncident', wants: withdraw },
] as const satisfies readonly { readonly name: string; readonly wants: Wants }[];

/**
 * A day with incidents, none of them open afterwards: a suspicion that two stand for, with a photo; one that a witness sees otherwise; a
 * power cut told by who saw it; a mark by mistake.
 */
export async function recordIncidents({ must, view }: Hands, batchId: BatchId) {
  const [sittingId] = sittingsOf(view);
  if (sittingId === undefined) throw new Error('a batch without a sitting');
  const [first, second] = onDutyAt(view, sittingId);
  const [touched] = seatedAt(view, sittingId);
  if (first === undefined || second === undefined || touched === undefined)
    throw new Error('a sitting without its people');
  const marked = async (by: UserId) => {
    const incidentId = view.newId<'incident'>('inc') as IncidentId;
    const place = { batchId, sittingId, roomId: null, cameraId: null, at: null };
    await must(want('incident.mark', { incidentId, ...place }, by));
    return incidentId;
  };
  for (const agrees of [true, false]) {
    const incidentId = await marked(first);
    const told = { incidentId, at: view.site.now(), place: '第 2 排', whatHappened: '传递纸条' };
    await must(
      want(
        'incident.describe',
        { ...told, kind: 'cheating', enrolmentIds: [touched], witnesses: [first, second] },
        first,
      ),
    );
    await must(want('incident.addFile', evidence(view, incidentId), first));
    await must(want('incident.answer', { incidentId, agrees, note: '在场看到' }, second));
  }
  const incidentId = await marked(second);
  const told = { incidentId, at: view.site.now(), place: '考场', whatHappened: '停电三分钟' };
  await must(
    want('incident.describe', { ...told, kind: 'incident', enrolmentIds: [], witnesses: [second] }, second),
  );
  const mistaken = await marked(first);
  await must(want('incident.withdraw', { incidentId: mistaken, reason: '误按' }, first));
}
