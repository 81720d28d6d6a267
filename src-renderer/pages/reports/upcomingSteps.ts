import { deliverySteps, receiptKinds } from '#shared/domain/packageStates.ts';
import type { PackageStep } from '#shared/domain/packageStates.ts';
import type { PackageView } from '#shared/contract/views/results.ts';

const steps = ['sealed', 'delivered', ...receiptKinds] as const;
export type UpcomingStep = (typeof steps)[number];

const reachedBy: Readonly<Record<UpcomingStep, readonly PackageStep[]>> = {
  sealed: ['sealed'],
  delivered: deliverySteps,
  received: receiptKinds,
  reviewed: ['reviewed'],
};

/** What is still to come. A drive and an upload are one step; a later step reached says that the earlier ones are behind. */
export function upcomingSteps(taken: PackageView['steps']): readonly UpcomingStep[] {
  return steps.filter((code) => !taken.some((step) => reachedBy[code].includes(step.code)));
}
