import type { Tone } from '../../parts/StateTag.tsx';
import type { SubstitutionRow } from '#shared/contract/views/examDay.ts';
import type { TheoryState } from '#shared/domain/theoryScore.ts';

/** How each state of a theory mark looks. */
export const theoryTone: Readonly<Record<TheoryState, Tone>> = {
  open: 'idle',
  enteredOnce: 'info',
  uncompared: 'warn',
  differs: 'bad',
  scored: 'good',
  absent: 'idle',
  substituted: 'good',
  proposed: 'warn',
};

/** How each state of a substitution looks. */
export const substitutionTone: Readonly<Record<SubstitutionRow['state'], Tone>> = {
  open: 'warn',
  approved: 'good',
  refused: 'bad',
};
