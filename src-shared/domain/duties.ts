import type { Subject } from './subject.ts';

/** Duties at a practical station: those who give the marks. */
export const practicalDuties = ['examiner', 'leadExaminer', 'measurer'] as const;

/** What a person may be put down for at a sitting. A duty is taken with a role of the same name (`rolesForDuty`). */
export const duties = ['invigilator', ...practicalDuties, 'supervisor'] as const;
export type Duty = (typeof duties)[number];

/** Roles of which a person needs one to take a duty. A lead examiner may also sit among the examiners. */
export const rolesForDuty: Readonly<Record<Duty, readonly Duty[]>> = {
  invigilator: ['invigilator'],
  examiner: ['examiner', 'leadExaminer'],
  leadExaminer: ['leadExaminer'],
  measurer: ['measurer'],
  supervisor: ['supervisor'],
};

/** The rules of a batch on invigilators. */
export interface InvigilatorRules {
  readonly invigilatorsPerRoom: number;
  readonly candidatesPerInvigilator: number;
}

/**
 * Invigilators that a sitting needs: so many a room, and one for so many candidates. A practical
 * sitting is looked after by its examiners, so it needs none.
 */
export function invigilatorsNeeded(rules: InvigilatorRules, subject: Subject, expected: number): number {
  if (subject === 'practical') return 0;
  return Math.max(rules.invigilatorsPerRoom, Math.ceil(expected / rules.candidatesPerInvigilator));
}

/** Of two duties in one batch: never by one person, only with a written reason, or freely. */
export type DutyMeeting = 'never' | 'withReason' | 'free';

/**
 * Whether one person may hold two duties of a batch: who supervises holds no other; two duties of one sitting need a reason, but
 * that the lead sits among the examiners is the usual thing.
 */
export function dutiesMeet(one: Duty, other: Duty, sameSitting: boolean): DutyMeeting {
  if (one === other) return 'free';
  if (one === 'supervisor' || other === 'supervisor') return 'never';
  if (!sameSitting) return 'free';
  const group: readonly Duty[] = rolesForDuty.examiner;
  return group.includes(one) && group.includes(other) ? 'free' : 'withReason';
}
