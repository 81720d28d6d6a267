import { lengths, shortestPassphrase, shortestPassword } from '../domain/limits.ts';
import { z } from 'zod';
import { approvalId, batchId, commandId, packageId, rubricId, substitutionId, userId } from './ids.ts';
import { courseExam } from './commands/theory.ts';
import type { CommandAnswer } from './command.ts';
import type { Result } from './refusal.ts';
import { anyRole, managers, markImporters, markReaders, substitutionProposers } from '../domain/roles.ts';
import { role } from './values.ts';
import type { Role } from '../domain/roles.ts';
import { ColumnChoice, RosterFix } from './rosterReport.ts';
import type { RosterReport } from './rosterReport.ts';
import { institutionCode, occupationLevel, shortText } from './values.ts';
import type { SignedIn } from './views/site.ts';
import type { RubricModule } from './commands/practical.ts';

const password = z.string().min(shortestPassword).max(lengths.password);
const typedPassword = z.string().max(lengths.password);
const typedLoginName = z.string().max(lengths.short);
/** An upload the core holds in memory until it is used or 30 minutes are over. */
const uploadId = z.string().regex(/^[0-9a-f]{32}$/);
const deskAt = z.iso.datetime({ offset: true });

export interface ActionDefinition<
  Input extends z.ZodType = z.ZodType,
  Roles extends readonly Role[] | 'open' = readonly Role[] | 'open',
> {
  readonly input: Input;
  readonly roles: Roles;
}
function action<Input extends z.ZodType>(input: Input, roles: 'open'): ActionDefinition<Input, 'open'>;
function action<Input extends z.ZodType>(
  input: Input,
  roles: readonly Role[],
): ActionDefinition<Input, readonly Role[]>;
function action<Input extends z.ZodType>(
  input: Input,
  roles: readonly Role[] | 'open',
): ActionDefinition<Input> {
  return { input, roles };
}

const rosterChoices = {
  uploadId,
  fixes: z.array(RosterFix).max(10_000),
  mapping: z.array(ColumnChoice).max(200),
};

/**
 * What the API does besides commands and questions: things with secrets, files or long work in them. Whatever changes
 * the exam's facts still ends in a command.
 */
export const actionCatalogue = {
  'site.setUp': action(
    z.strictObject({
      institutionCode,
      institutionName: shortText,
      chiefLoginName: shortText,
      chiefDisplayName: shortText,
      chiefPassword: password,
      /** Opens the site when no key store holds its key. */
      passphrase: z.string().min(shortestPassphrase).max(lengths.password).nullable(),
    }),
    'open',
  ),
  'site.unlock': action(
    z.strictObject({
      passphrase: typedPassword.nullable(),
      recoveryKey: typedPassword.nullable(),
    }),
    'open',
  ),
  'site.openDemo': action(z.strictObject({}), 'open'),
  'site.leaveDemo': action(z.strictObject({}), 'open'),
  'access.signIn': action(z.strictObject({ loginName: typedLoginName, password: typedPassword }), 'open'),
  /** Demonstration site only: become one of its people. */
  'access.signInDemo': action(z.strictObject({ userId }), 'open'),
  'access.signOut': action(z.strictObject({}), anyRole),
  'access.addPerson': action(
    z.strictObject({
      commandId,
      deskAt,
      userId,
      loginName: shortText,
      displayName: shortText,
      roles: z.array(role).min(1),
      password,
    }),
    ['chief'],
  ),
  'access.setPassword': action(z.strictObject({ commandId, deskAt, userId, password }), ['chief']),
  /** One's own; the present one is asked for. */
  'access.changePassword': action(
    z.strictObject({ commandId, deskAt, present: typedPassword, password }),
    anyRole,
  ),
  /** The second person signs at the same desk; the session of the first stays. */
  'access.grantHere': action(
    z.strictObject({
      commandId,
      deskAt,
      approvalId,
      loginName: typedLoginName,
      password: typedPassword,
    }),
    anyRole,
  ),
  /** Parses an upload; no account needed, nothing stored (检查我的名册 at the first start). */
  'roster.check': action(z.strictObject(rosterChoices), 'open'),
  /** Makes the corrected copy; answers with the id of a download. */
  'roster.correctedCopy': action(z.strictObject(rosterChoices), 'open'),
  'roster.import': action(
    z.strictObject({
      commandId,
      deskAt,
      batchId,
      ...rosterChoices,
      /** Leave people with errors out; otherwise the import is refused. */ skipErrors: z.boolean(),
    }),
    managers,
  ),
  'theory.importMarks': action(
    z.strictObject({
      commandId,
      deskAt,
      uploadId,
      batchId,
      /** False: only say what would be imported. */ commit: z.boolean(),
    }),
    markImporters,
  ),
  /** `substitution.propose` with its evidence: the upload (PDF, JPEG, PNG) is stored first. */
  'theory.proposeSubstitution': action(
    courseExam.extend({ commandId, deskAt, uploadId }),
    substitutionProposers,
  ),
  /** Makes the stored evidence of a proposal ready for one download. */
  'theory.readEvidence': action(z.strictObject({ substitutionId }), markReaders),
  'practical.readRubric': action(z.strictObject({ uploadId }), managers),
  'practical.adoptRubric': action(
    z.strictObject({ commandId, deskAt, uploadId, batchId, rubricId, occupationLevel }),
    managers,
  ),
  'reports.seal': action(z.strictObject({ packageId }), managers),
  'reports.writeToFolder': action(
    z.strictObject({ packageId, folder: z.string().min(1).max(lengths.folder) }),
    managers,
  ),
  'reports.upload': action(z.strictObject({ packageId }), managers),
  'reports.fetchReceipts': action(z.strictObject({ packageId }), managers),
  'reports.readReceipt': action(z.strictObject({ uploadId, signatureUploadId: uploadId }), managers),
  'centre.enrol': action(
    z.strictObject({
      commandId,
      deskAt,
      keysUploadId: uploadId,
      signatureUploadId: uploadId,
      rootFingerprint: z.string().max(lengths.fingerprint),
      address: z.string().max(lengths.centreAddress).nullable(),
      token: z.string().max(lengths.centreToken).nullable(),
    }),
    ['chief'],
  ),
};

export type ActionName = keyof typeof actionCatalogue;
/** Those that need no account. */
export type OpenActionName = {
  [Name in ActionName]: (typeof actionCatalogue)[Name]['roles'] extends 'open' ? Name : never;
}[ActionName];
export type ActionInput<Name extends ActionName> = z.input<(typeof actionCatalogue)[Name]['input']>;

/** Result of reading a machine-marking file against a batch. */
export interface TheoryImportReport {
  readonly rows: number;
  readonly matched: number;
  readonly absent: number;
  readonly unmatched: readonly {
    readonly row: number;
    readonly documentNumberMasked: string;
    readonly name: string;
    readonly code: string;
  }[];
  readonly answer: CommandAnswer | null;
}

export interface ActionOutputs {
  'site.setUp': Result<{
    readonly recoveryKey: string;
    readonly signedIn: SignedIn;
    readonly signingKeyFingerprint: string;
  }>;
  'site.unlock': Result<null>;
  'site.openDemo': Result<null>;
  'site.leaveDemo': Result<null>;
  'access.signIn': Result<SignedIn>;
  'access.signInDemo': Result<SignedIn>;
  'access.signOut': Result<null>;
  'access.addPerson': CommandAnswer;
  'access.setPassword': CommandAnswer;
  'access.changePassword': CommandAnswer;
  'access.grantHere': CommandAnswer;
  'roster.check': Result<RosterReport>;
  'roster.correctedCopy': Result<{ readonly downloadId: string; readonly fileName: string }>;
  'roster.import': CommandAnswer<{ readonly imported: number; readonly skipped: number }>;
  'theory.importMarks': Result<TheoryImportReport>;
  'theory.proposeSubstitution': CommandAnswer;
  'theory.readEvidence': Result<{ readonly downloadId: string; readonly fileName: string }>;
  'practical.readRubric': Result<{
    readonly modules: readonly RubricModule[];
    readonly problems: readonly { readonly code: string; readonly row: number; readonly value: string }[];
  }>;
  'practical.adoptRubric': CommandAnswer;
  'reports.seal': Result<null>;
  'reports.writeToFolder': Result<{ readonly files: readonly string[] }>;
  'reports.upload': Result<null>;
  'reports.fetchReceipts': Result<{ readonly applied: number; readonly rejected: number }>;
  'reports.readReceipt': Result<{ readonly applied: number; readonly rejected: number }>;
  'centre.enrol': CommandAnswer;
}
