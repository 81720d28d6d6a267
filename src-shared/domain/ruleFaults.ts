import { batchRuleLimits, defaultBatchRules } from '../contract/batchRules.ts';
import type { BatchRules } from '../contract/batchRules.ts';

type NumberRule = keyof typeof batchRuleLimits;
export type RuleName = Exclude<keyof BatchRules, 'version'>;

/** A rule that says what may not be said, and between which two numbers it lies. */
export interface RuleFault {
  readonly rule: NumberRule;
  readonly min: number;
  readonly max: number;
}

/** The first rule outside what the document and `docs/rules.md` leave open; null when there is none. */
export function ruleFault(rules: BatchRules): RuleFault | null {
  for (const [name, { min, max }] of Object.entries(batchRuleLimits)) {
    const rule = name as NumberRule;
    if (rules[rule] < min || rules[rule] > max) return { rule, min, max };
  }
  return null;
}

/** The publication, which is over before the package is sealed, must find room in the working days of the report. */
export function publicationFits(rules: BatchRules): boolean {
  return rules.publicationWorkingDays === 0 || rules.publicationWorkingDays + 1 <= rules.reportWorkingDays;
}

/** The rules in which two rule sets differ. */
export function changedRules(
  rules: BatchRules,
  standing: BatchRules = defaultBatchRules,
): readonly RuleName[] {
  return (Object.keys(defaultBatchRules) as (keyof BatchRules)[]).filter(
    (rule): rule is RuleName => rule !== 'version' && rules[rule] !== standing[rule],
  );
}

/** By these marks are made, and people known to have passed: they stay as they are once a sitting has begun. */
export const rulesOfMarks: readonly RuleName[] = [
  'passLineHundredths',
  'practicalMode',
  'examinersPerGroup',
  'combining',
  'roundingDecimals',
  'itemSpreadPercent',
  'totalSpreadHundredths',
];
