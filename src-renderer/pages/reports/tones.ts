import type { Tone } from '../../parts/StateTag.tsx';
import type { PackageState } from '#shared/domain/packageStates.ts';

/** How each state of a package looks. */
export const packageTone: Readonly<Record<PackageState, Tone>> = {
  sealing: 'info',
  sealed: 'info',
  written: 'info',
  uploaded: 'info',
  received: 'info',
  accepted: 'good',
  returned: 'bad',
};
