import type { PackageView } from '#shared/contract/views/results.ts';

type StepCode = PackageView['steps'][number]['code'];
export type UpcomingStep = 'sealed' | 'delivered' | 'received' | 'reviewed';

const reachedBy: Readonly<Record<UpcomingStep, readonly StepCode[]>> = {
  sealed: ['sealed'],
  delivered: ['written', 'uploaded', 'received', 'reviewed'],
  received: ['received', 'reviewed'],
  reviewed: ['reviewed'],
};
const order: readonly UpcomingStep[] = ['sealed', 'delivered', 'received', 'reviewed'];

/** What is still to come. A drive and an upload are one step; a later step reached says that the earlier ones are behind. */
export function upcomingSteps(steps: PackageView['steps']): readonly UpcomingStep[] {
  return order.filter((code) => !steps.some((step) => reachedBy[code].includes(step.code)));
}
