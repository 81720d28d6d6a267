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
  readonly step?: number;
  /** 100 for rules that are stored in hundredths. */
  readonly scale?: 100;
}

/** The rules of a batch by group. */
export const ruleGroups: readonly {
  readonly key: keyof Words<'batches'>['rules']['groups'];
  readonly choices?: readonly ('combining' | 'practicalMode')[];
  readonly numbers: readonly NumberField[];
}[] = [
  {
    key: 'scores',
    choices: ['combining'],
    numbers: [
      { key: 'passLineHundredths', unit: 'points', scale: 100 },
      { key: 'nearLineHundredths', unit: 'points', scale: 100 },
      { key: 'roundingDecimals', unit: 'decimals' },
    ],
  },
  {
    key: 'practical',
    choices: ['practicalMode'],
    numbers: [
      { key: 'examinersPerGroup', unit: 'people', step: 2 },
      { key: 'itemSpreadPercent', unit: 'percent' },
      { key: 'totalSpreadHundredths', unit: 'points', scale: 100 },
    ],
  },
  {
    key: 'rooms',
    numbers: [
      { key: 'theoryRoomSeats', unit: 'people' },
      { key: 'invigilatorsPerRoom', unit: 'people' },
      { key: 'candidatesPerInvigilator', unit: 'people' },
      { key: 'theoryLateMinutes', unit: 'minutes' },
      { key: 'practicalLateMinutes', unit: 'minutes' },
    ],
  },
  {
    key: 'deadlines',
    numbers: [
      { key: 'planWorkingDays', unit: 'days' },
      { key: 'publicationWorkingDays', unit: 'days' },
      { key: 'reportWorkingDays', unit: 'days' },
    ],
  },
];
