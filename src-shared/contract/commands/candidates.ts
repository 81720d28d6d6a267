import { z } from 'zod';
import { sexes } from '../../domain/idNumber.ts';
import { managers, office } from '../../domain/roles.ts';
import { lengths } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { batchId, candidateId, enrolmentId } from '../ids.ts';
import { leftOutReasons } from '../rosterReport.ts';
import { day, longText, occupationLevel, storedFile } from '../values.ts';

/** Identity of a person as it stands in the registration (personal part of the ledger). */
export const identity = z.strictObject({
  name: z.string().min(1).max(lengths.personName),
  documentType: z.string().max(40),
  documentNumber: z.string().min(1).max(lengths.documentNumber),
  sex: z.enum(sexes).nullable(),
  birthDate: day.nullable(),
  studentNumber: z.string().max(lengths.studentNumber).nullable(),
  className: z.string().max(lengths.className).nullable(),
  phone: z.string().max(lengths.phone).nullable(),
  remark: z.string().max(lengths.remark).nullable(),
});
export type Identity = z.infer<typeof identity>;
export type IdentityField = keyof Identity;
export const identityFields = Object.keys(identity.shape) as readonly IdentityField[];

/** Where somebody stands in the original file. */
const rosterPlace = {
  /** 1 is the first sheet. */
  sheet: z.int().min(1),
  /** As the spreadsheet shows it. */
  row: z.int().min(1),
};

/** Somebody of a roster who is not enrolled by it, and why. */
export const rosterLeftOut = z.strictObject({ ...rosterPlace, reason: z.enum(leftOutReasons) });
export type RosterLeftOut = z.infer<typeof rosterLeftOut>;

export const rosterPerson = z.strictObject({
  candidateId,
  enrolmentId,
  identity,
  occupationLevel,
  ...rosterPlace,
  /** Codes of the warnings that stood when it was imported. */
  warnings: z.array(z.string()),
});

/** 考生与报名. */
export const candidateCommands = {
  /** From an upload that the core has read itself. `rows = people + leftOut`: nobody who was read is forgotten. */
  'roster.import': command(
    'core',
    z.strictObject({
      batchId,
      file: storedFile,
      /** People that were read. */
      rows: z.int().min(1).max(200_000),
      people: z.array(rosterPerson).min(1).max(200_000),
      leftOut: z.array(rosterLeftOut).max(200_000),
    }),
    managers,
  ),
  'enrolment.withdraw': command('person', z.strictObject({ enrolmentId, reason: longText }), managers),
  /** 信息更正: evidence in words, two people; lists what must be printed again. */
  'candidate.correct': command(
    'person',
    z.strictObject({ candidateId, identity, evidence: longText }),
    managers,
    {
      secondPerson: managers,
    },
  ),
  /** A person's right, or retention: erases the personal part of every row about this candidate. */
  'candidate.blank': command('person', z.strictObject({ candidateId, reason: longText }), ['chief'], {
    secondPerson: office,
  }),
};
