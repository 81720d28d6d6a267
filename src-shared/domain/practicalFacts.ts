import type { BatchRules } from '../contract/batchRules.ts';
import type { ItemMark, RubricItem } from '../contract/commands/practical.ts';
import type { SheetKind } from './practicalKinds.ts';
import type { ItemPlace } from './practicalSheets.ts';
import type { Rational } from './rational.ts';

export type PracticalRules = Pick<
  BatchRules,
  | 'practicalMode'
  | 'examinersPerGroup'
  | 'combining'
  | 'roundingDecimals'
  | 'itemSpreadPercent'
  | 'totalSpreadHundredths'
>;

export interface SheetFacts {
  readonly kind: SheetKind;
  readonly scorerId: string;
  readonly signed: boolean;
  readonly verified: boolean;
  readonly marks: readonly ItemMark[];
}

/** A decision of the lead examiner. Module 0 item 0: the weighted judged total itself. */
export interface AdjudicationFacts extends ItemPlace {
  readonly scoreHundredths: number;
  readonly vetoed: boolean;
}

/** Everything known of one candidate's practical subject. */
export interface PracticalFacts {
  readonly sheets: readonly SheetFacts[];
  /** Oldest first; the newest of an item counts. */
  readonly adjudications: readonly AdjudicationFacts[];
  /** Examiners now assigned to the candidate's sitting. */
  readonly examiners: readonly string[];
}

export interface ScorerMark {
  readonly scorerId: string;
  readonly scoreHundredths: number;
  readonly vetoed: boolean;
}

export interface ItemScore {
  readonly moduleNo: number;
  readonly item: RubricItem;
  readonly sheet: SheetKind;
  /** From signed sheets only. */
  readonly marks: readonly ScorerMark[];
  readonly adjudicated: AdjudicationFacts | null;
  /** What counts, in hundredths; null while nothing does. */
  readonly used: Rational | null;
}
