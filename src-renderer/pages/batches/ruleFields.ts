import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { Words } from '#shared/words/words.ts';

/** Keys of the rules that are numbers. */
export type NumberRule = {
  [Key in keyof BatchRules]: BatchRules[Key] extends number ? (Key extends 'version' ? never : Key) : never;
}[keyof BatchRules];

/** How one numeric rule is filled in. */
export interface NumberField {
  readonly key: NumberRule;
  readonly unit: keyof Words<'batches'>['rules']['units'];
  readonly min: number;
  readonly max: number;
  readonly step?: number;
  /** 100 for rules that are stored in hundredths. */
  readonly scale?: 100;
}

/** The rules of a batch by group; limits as in the contract (`batchRules.ts`). */
export const ruleGroups: readonly {
  readonly key: keyof Words<'batches'>['rules']['groups'];
  readonly choices?: readonly ('combining' | 'practicalMode')[];
  readonly numbers: readonly NumberField[];
}[] = [
  {
    key: 'scores',
    choices: ['combining'],
    numbers: [
      { key: 'passLineHundredths', unit: 'points', min: 0, max: 1000, scale: 100 },
      { key: 'nearLineHundredths', unit: 'points', min: 0, max: 1000, scale: 100 },
      { key: 'roundingDecimals', unit: 'decimals', min: 0, max: 2 },
    ],
  },
  {
    key: 'practical',
    choices: ['practicalMode'],
    numbers: [
      { key: 'examinersPerGroup', unit: 'people', min: 3, max: 9, step: 2 },
      { key: 'itemSpreadPercent', unit: 'percent', min: 1, max: 100 },
      { key: 'totalSpreadHundredths', unit: 'points', min: 0, max: 1000, scale: 100 },
    ],
  },
  {
    key: 'rooms',
    numbers: [
      { key: 'theoryRoomSeats', unit: 'people', min: 1, max: 30 },
      { key: 'invigilatorsPerRoom', unit: 'people', min: 2, max: 10 },
      { key: 'candidatesPerInvigilator', unit: 'people', min: 1, max: 15 },
      { key: 'theoryLateMinutes', unit: 'minutes', min: 0, max: 240 },
      { key: 'practicalLateMinutes', unit: 'minutes', min: 0, max: 240 },
    ],
  },
  {
    key: 'deadlines',
    numbers: [
      { key: 'planWorkingDays', unit: 'days', min: 0, max: 30 },
      { key: 'publicationWorkingDays', unit: 'days', min: 0, max: 10 },
      { key: 'reportWorkingDays', unit: 'days', min: 1, max: 30 },
    ],
  },
];
