import type { BatchRules } from '../contract/batchRules.ts';
import { duties, rolesForDuty } from './duties.ts';
import type { Role } from './roles.ts';
import { paperMarkers } from './roles.ts';

/** Work in a batch that wants people: the duties of a sitting, and the two who enter theory marks. */
export const neededWork = [...duties, 'markEntry'] as const;
export type NeededWork = (typeof neededWork)[number];

/** Which roles do a work of a batch. */
const rolesForWork: Readonly<Record<NeededWork, readonly Role[]>> = {
  ...rolesForDuty,
  markEntry: paperMarkers,
};

/** How many people a batch needs at least for each work, before anybody is seated. `measures`: some rubric has measured items. */
export function peopleNeeded(
  rules: Pick<BatchRules, 'invigilatorsPerRoom' | 'examinersPerGroup'>,
  measures: boolean,
): Readonly<Record<NeededWork, number>> {
  return {
    invigilator: rules.invigilatorsPerRoom,
    examiner: rules.examinersPerGroup,
    leadExaminer: 1,
    // What one measures another verifies; an examiner may be that other.
    measurer: measures ? 1 : 0,
    supervisor: 1,
    markEntry: 2,
  };
}

/**
 * The people that are missing, by work. The supervisor does nothing else: the one is set aside whose going leaves the fewest gaps.
 * Other work of different sittings may meet in one person.
 */
export function peopleMissing(
  needed: Readonly<Record<NeededWork, number>>,
  people: readonly { readonly roles: readonly Role[] }[],
): Readonly<Record<NeededWork, number>> {
  const supervisors = people.filter((one) => one.roles.includes('supervisor'));
  const choices = supervisors.length === 0 ? [null] : supervisors;
  const answers = choices.map((supervisor) => {
    const others = people.filter((one) => one !== supervisor);
    const gap = (work: NeededWork): number => {
      const there =
        work === 'supervisor'
          ? supervisor === null
            ? 0
            : 1
          : others.filter((one) => one.roles.some((role) => rolesForWork[work].includes(role))).length;
      return Math.max(0, needed[work] - there);
    };
    return Object.fromEntries(neededWork.map((work) => [work, gap(work)])) as Record<NeededWork, number>;
  });
  const total = (gaps: Readonly<Record<NeededWork, number>>): number =>
    neededWork.reduce((sum, work) => sum + gaps[work], 0);
  return answers.reduce((best, one) => (total(one) < total(best) ? one : best));
}
