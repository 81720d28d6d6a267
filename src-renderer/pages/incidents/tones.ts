import type { IncidentState } from '#shared/domain/incidents.ts';
import type { Tone } from '../../parts/StateTag.tsx';

/** How each state of an incident looks. */
export const incidentTone: Readonly<Record<IncidentState, Tone>> = {
  open: 'warn',
  described: 'info',
  confirmed: 'good',
  disputed: 'bad',
  withdrawn: 'idle',
};
