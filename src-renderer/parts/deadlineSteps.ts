import type { DeadlineStep } from '#shared/contract/views/site.ts';
import type { Words } from '#shared/words/words.ts';
import type { RibbonStep } from './Ribbon.tsx';
import type { Tone } from './StateTag.tsx';

const tones: Readonly<Record<DeadlineStep['state'], Tone>> = {
  done: 'good',
  late: 'warn',
  ahead: 'idle',
  near: 'warn',
  missed: 'bad',
  calendarMissing: 'warn',
};

/** The steps of a batch's deadlines as they stand on the ribbon. */
export function deadlineSteps(
  steps: readonly DeadlineStep[],
  common: Words<'common'>,
): readonly RibbonStep[] {
  return steps.map((step) => ({
    key: step.code,
    title: common.deadlines[step.code],
    detail: step.day ?? '—',
    tone: tones[step.state],
    state: common.deadlineStates[step.state],
  }));
}
