import type { Tone } from '../../parts/StateTag.tsx';
import type { Outcome } from '#shared/domain/outcome.ts';

/** How each outcome looks. */
export const outcomeTone: Readonly<Record<Outcome, Tone>> = { passed: 'good', failed: 'bad', open: 'idle' };
