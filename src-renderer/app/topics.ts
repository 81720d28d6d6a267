import type { QueryName } from '#shared/contract/queries.ts';

const batchReads: readonly QueryName[] = ['batches.list', 'batches.one', 'board.today'];
const resultReads: readonly QueryName[] = ['results.table', 'results.explain', 'reports.view', 'board.today'];
const dayReads: readonly QueryName[] = [
  'incidents.places',
  'incidents.form',
  'board.today',
  'checkin.sittings',
  'checkin.desk',
  'arrangement.view',
  'arrangement.tickets',
  'practical.stations',
  'practical.matrix',
  'theory.grid',
  'theory.comparisons',
  'results.table',
];

const cameraReads: readonly QueryName[] = [
  'cameras.overview',
  'cameras.gaps',
  'cameras.coverage',
  'board.today',
];

const packageReads: readonly QueryName[] = [...batchReads, 'reports.view', 'site.foot'];

/** Which questions a topic of the live subscription makes stale. A topic that is not here makes every question stale. */
export const staleByTopic: Readonly<Record<string, readonly QueryName[]>> = {
  site: ['site.state', 'site.foot', 'batches.one', 'board.today'],
  user: ['equipment.holders', 'site.people', 'site.state'],
  badge: ['badges.list', 'site.people', 'site.state'],
  desk: ['site.state'],
  approval: ['site.approvals', 'approvals.answered', 'approvals.one', 'board.today', 'reports.view'],
  institution: ['institution.filed', 'institution.calendar', ...batchReads, 'reports.view'],
  centre: ['reports.centre', 'reports.view', 'board.today', 'batches.one'],
  clock: ['board.today'],
  checkpoint: ['reports.view'],
  ledger: [],
  batch: [...batchReads, 'reports.view'],
  roster: [
    ...batchReads,
    'candidates.list',
    'arrangement.view',
    'arrangement.tickets',
    'theory.grid',
    'practical.matrix',
  ],
  enrolment: [...batchReads, ...dayReads, 'candidates.list', 'candidates.one', 'results.table'],
  candidate: [...dayReads, 'candidates.list', 'candidates.one', 'results.table', 'ledger.rows'],
  room: ['arrangement.rooms', 'arrangement.view', 'equipment.places'],
  equipment: [
    'equipment.list',
    'equipment.one',
    'equipment.places',
    'equipment.kits',
    'equipment.takings',
    'equipment.taking',
    'equipment.ofSitting',
    'board.today',
    'batches.one',
  ],
  arrangement: [...batchReads, ...dayReads, 'candidates.list', 'candidates.one'],
  session: ['arrangement.view'],
  staff: [...batchReads, ...dayReads],
  checkin: [...dayReads, 'candidates.one'],
  sitting: [...dayReads, ...resultReads, ...cameraReads, 'batches.list', 'batches.one'],
  // Pictures and states of cameras: told by the core's watch, not by a row.
  cameras: cameraReads,
  camera: [...cameraReads, 'cameras.ofCamera', 'cameras.timeline', 'batches.one'],
  recording: [...cameraReads, 'cameras.ofCamera', 'cameras.timeline', 'reports.view'],
  theory: ['theory.grid', 'theory.comparisons', ...resultReads],
  substitution: ['theory.grid', 'theory.substitutions', 'candidates.one', ...resultReads],
  incident: ['incidents.list', 'incidents.form', 'candidates.one', 'reports.view', 'board.today'],
  rubric: ['batches.one', 'practical.stations', 'practical.sheet', ...resultReads],
  sheet: ['practical.stations', 'practical.sheet', 'practical.matrix', ...resultReads],
  adjudication: ['practical.matrix', ...resultReads],
  results: [...batchReads, ...resultReads],
  publication: [...batchReads, ...resultReads],
  package: packageReads,
  receipt: packageReads,
  job: ['reports.view'],
};

/** Questions that every new ledger row makes stale, whatever its topic. */
export const staleByEveryRow: readonly QueryName[] = ['site.foot', 'ledger.rows'];

/** The questions that some topics make stale; null: all of them. */
export function staleQuestions(topics: readonly string[]): ReadonlySet<QueryName> | null {
  const stale = new Set<QueryName>(staleByEveryRow);
  for (const topic of topics) {
    const names = staleByTopic[topic];
    if (!names) return null;
    for (const name of names) stale.add(name);
  }
  return stale;
}
