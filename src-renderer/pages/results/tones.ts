import type { Tone } from '../../parts/StateTag.tsx';
import type { Outcome } from '#shared/contract/views/results.ts';

/** How each outcome looks. */
export const outcomeTone: Readonly<Record<Outcome, Tone>> = { passed: 'good', failed: 'bad', open: 'idle' };
