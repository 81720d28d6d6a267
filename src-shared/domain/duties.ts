import type { BatchRules } from '../contract/batchRules.ts';
import type { Duty } from '../contract/commands/arrangement.ts';
import type { Role } from '../contract/roles.ts';
import type { Subject } from '../contract/values.ts';

/** Roles of which a person needs one to take a duty. A lead examiner may also sit among the examiners. */
export const rolesForDuty: Readonly<Record<Duty, readonly Role[]>> = {
  invigilator: ['invigilator'],
  examiner: ['examiner', 'leadExaminer'],
  leadExaminer: ['leadExaminer'],
  measurer: ['measurer'],
  supervisor: ['supervisor'],
};

/**
 * Invigilators that a sitting needs: so many a room, and one for so many candidates. A practical
 * sitting is looked after by its examiners, so it needs none.
 */
export function invigilatorsNeeded(rules: BatchRules, subject: Subject, expected: number): number {
  if (subject === 'practical') return 0;
  return Math.max(rules.invigilatorsPerRoom, Math.ceil(expected / rules.candidatesPerInvigilator));
}
