import type { Role } from '#shared/contract/roles.ts';
import type { Words } from '#shared/words/words.ts';
import { anyone, office } from './roleSets.ts';

/** One entry of the left menu and the page behind it. */
export interface MenuEntry {
  readonly key: Exclude<keyof Words<'app'>['menu'], 'label'>;
  readonly roles: readonly Role[];
  /** Begins a new group. */
  readonly ruled?: true;
}

/** The menu: only what exists. Order and words as in the vocabulary. */
export const menu: readonly MenuEntry[] = [
  { key: 'board', roles: anyone },
  { key: 'batches', roles: office },
  { key: 'candidates', roles: [...office, 'invigilator', 'markEntry', 'markVerifier'] },
  { key: 'arrangement', roles: [...office, 'invigilator', 'leadExaminer'] },
  { key: 'checkin', roles: [...office, 'invigilator'], ruled: true },
  { key: 'theory', roles: [...office, 'markEntry', 'markVerifier'] },
  { key: 'practical', roles: ['examiner', 'leadExaminer', 'measurer', 'chief', 'supervisor'] },
  { key: 'results', roles: [...office, 'markEntry', 'markVerifier'], ruled: true },
  { key: 'reports', roles: office },
  { key: 'ledger', roles: office, ruled: true },
  { key: 'system', roles: [...office, 'technician'] },
];

/** The page on which a person begins: the one their work is on. */
export function homeOf(roles: readonly Role[]): string {
  const has = (...wanted: readonly Role[]) => wanted.some((role) => roles.includes(role));
  if (has('chief', 'registrar', 'supervisor', 'technician')) return '/board';
  if (has('invigilator')) return '/checkin';
  if (has('examiner', 'leadExaminer', 'measurer')) return '/practical';
  return has('markEntry', 'markVerifier') ? '/theory' : '/board';
}
