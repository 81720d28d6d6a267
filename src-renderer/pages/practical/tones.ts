import type { Tone } from '../../parts/StateTag.tsx';
import type { SheetView } from '#shared/contract/views/examDay.ts';

/** How each state of a score sheet looks. */
export const sheetTone: Readonly<Record<SheetView['state'], Tone>> = {
  empty: 'idle',
  started: 'info',
  signed: 'good',
  verified: 'good',
};
