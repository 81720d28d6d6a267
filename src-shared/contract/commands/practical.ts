import { z } from 'zod';
import { itemKinds, sheetKinds, vetoEffects } from '../../domain/practicalKinds.ts';
import { managers, stationRoles } from '../../domain/roles.ts';
import { command } from '../command.ts';
import { batchId, enrolmentId, rubricId, userId } from '../ids.ts';
import { longText, scoreHundredths, shortText, storedFile, occupationLevel } from '../values.ts';

export const itemKind = z.enum(itemKinds);

export const rubricItem = z.strictObject({
  no: z.int().min(1).max(999),
  content: shortText,
  point: z.string().max(200),
  fullHundredths: scoreHundredths,
  rule: z.string().max(400),
  kind: itemKind,
  /** What a veto ends; null for the other kinds. A veto item may carry marks too (deductions short of the veto). */
  vetoEnds: z.enum(vetoEffects).nullable(),
});
export const rubricModule = z.strictObject({
  no: z.int().min(1).max(20),
  title: shortText,
  code: z.string().max(40),
  weightPercent: z.int().min(1).max(100),
  minutes: z.int().min(1).max(1000),
  items: z.array(rubricItem).min(1).max(200),
});
export type RubricItem = z.infer<typeof rubricItem>;
export type RubricModule = z.infer<typeof rubricModule>;

export const sheetKind = z.enum(sheetKinds);

/** A mark on an item: the points given, or the veto pronounced. */
export const itemMark = z.strictObject({
  moduleNo: z.int().min(1),
  itemNo: z.int().min(1),
  scoreHundredths,
  vetoed: z.boolean(),
});
export type ItemMark = z.infer<typeof itemMark>;

/** 实操评分. */
export const practicalCommands = {
  'rubric.adopt': command(
    'core',
    z.strictObject({
      rubricId,
      batchId,
      occupationLevel,
      modules: z.array(rubricModule).min(1).max(20),
      file: storedFile,
    }),
    managers,
  ),
  /** The sheet belongs to the person who gives the command; one per candidate, kind and person. */
  'sheet.mark': command(
    'person',
    z.strictObject({ enrolmentId, kind: sheetKind, marks: z.array(itemMark).min(1).max(500) }),
    stationRoles,
  ),
  'sheet.sign': command('person', z.strictObject({ enrolmentId, kind: sheetKind }), stationRoles),
  /** Measurements are taken once and verified by another person. */
  'sheet.verify': command(
    'person',
    z.strictObject({ enrolmentId, kind: z.literal('measure'), by: userId }),
    stationRoles,
  ),
  'adjudication.decide': command(
    'person',
    z.strictObject({
      enrolmentId,
      /** Module 0 item 0: the weighted judged total itself. */
      moduleNo: z.int(),
      itemNo: z.int(),
      scoreHundredths,
      /** Whether a veto stands on which the examiners disagree (独立评分); left out: it does not. */
      vetoed: z.boolean().optional(),
      reason: longText,
    }),
    ['leadExaminer'],
  ),
};
