import type { Role } from '#shared/domain/roles.ts';
import type { Words } from '#shared/words/words.ts';
import {
  anyRole,
  cameraWatchers,
  entranceReaders,
  incidentMarkers,
  markReaders,
  matrixReaders,
  resultReaders,
  office,
  paperMarkers,
  stationRoles,
} from '#shared/domain/roles.ts';

/** One entry of the left menu and the page behind it. */
export interface MenuEntry {
  readonly key: Exclude<keyof Words<'app'>['menu'], 'label'>;
  readonly roles: readonly Role[];
  /** Begins a new group. */
  readonly ruled?: true;
}

/** The menu: only what exists. Order and words as in the vocabulary. */
export const menu: readonly MenuEntry[] = [
  { key: 'board', roles: anyRole },
  { key: 'batches', roles: office },
  { key: 'candidates', roles: [...entranceReaders, ...paperMarkers] },
  { key: 'arrangement', roles: [...entranceReaders, 'leadExaminer'] },
  { key: 'checkin', roles: entranceReaders, ruled: true },
  { key: 'theory', roles: markReaders },
  { key: 'practical', roles: [...stationRoles, ...matrixReaders] },
  { key: 'results', roles: resultReaders, ruled: true },
  { key: 'cameras', roles: cameraWatchers },
  { key: 'incidents', roles: incidentMarkers, ruled: true },
  { key: 'reports', roles: office },
  { key: 'ledger', roles: office, ruled: true },
  { key: 'system', roles: [...office, 'technician'] },
];

/** The page on which a person begins: the one their work is on. */
export function homeOf(roles: readonly Role[]): string {
  const has = (wanted: readonly Role[]) => wanted.some((role) => roles.includes(role));
  if (has([...office, 'technician'])) return '/board';
  if (has(['invigilator'])) return '/checkin';
  if (has(stationRoles)) return '/practical';
  return has(paperMarkers) ? '/theory' : '/board';
}
