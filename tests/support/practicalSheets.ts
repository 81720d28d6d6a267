import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { AdjudicationFacts, SheetFacts } from '#shared/domain/practicalFacts.ts';
import { practicalScorer } from '#shared/domain/practicalScore.ts';
import type { PracticalScore } from '#shared/domain/practicalScore.ts';
import { latheModules } from './rubrics.ts';

/** A signed sheet. */
export const sheet = (
  kind: SheetKind,
  scorerId: string,
  marks: readonly ItemMark[],
  more: Partial<SheetFacts> = {},
): SheetFacts => ({
  kind,
  scorerId,
  marks,
  signed: true,
  verified: kind === 'measure',
  ...more,
});

/** A decision of the lead examiner, in points. */
export const adjudicated = (
  moduleNo: number,
  itemNo: number,
  points: number,
  vetoed = false,
): AdjudicationFacts => ({
  moduleNo,
  itemNo,
  scoreHundredths: points * 100,
  vetoed,
});

/** The score by the lathe rubric, of a sitting with the examiners A, B and C. */
export function score(
  sheets: readonly SheetFacts[],
  adjudications: readonly AdjudicationFacts[] = [],
  rules: Partial<typeof defaultBatchRules> = {},
): PracticalScore {
  const scoreOf = practicalScorer(latheModules, { ...defaultBatchRules, ...rules });
  return scoreOf({ sheets, adjudications, examiners: ['A', 'B', 'C'] });
}
