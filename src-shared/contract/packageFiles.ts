import { lengths } from '../domain/limits.ts';
import { z } from 'zod';
import { accountChanges } from '../domain/accountChanges.ts';
import { cameraPositions, gapCauses, segmentKinds } from '../domain/cameras.ts';
import { entryMethods } from '../domain/checkIn.ts';
import { evidenceFileKinds, incidentKinds, incidentStates } from '../domain/incidents.ts';
import { scoreSources } from '../domain/theoryScore.ts';
import { batchRules } from './batchRules.ts';
import { duty } from './commands/arrangement.ts';
import { identity } from './commands/candidates.ts';
import { itemMark, sheetKind } from './commands/practical.ts';
import {
  approvalId,
  batchId,
  cameraId,
  checkInId,
  enrolmentId,
  gapId,
  incidentId,
  roomId,
  sessionId,
  sittingId,
  ulid,
  userId,
} from './ids.ts';
import { role } from './values.ts';
import {
  batchNo,
  day,
  institutionCode,
  instant,
  occupationLevel,
  scoreHundredths,
  sha256Hex,
  subject,
} from './values.ts';

/**
 * The JSON files under `data/` of a result package. Free text is null where its row was blanked. The same schemas are published as JSON Schema in
 * `docs/package/`, and are checked on sealing and on intake. Scores are integer hundredths, times UTC.
 */

const text = z.string().max(2000);
const count = z.int().min(0);
/** `SHA256:` and unpadded base64. */
const fingerprint = z.string().regex(/^SHA256:[A-Za-z0-9+/]{43}$/);
/** Ledger sequence number of the row that says so. */
const seq = count;
/** Name of a file inside the bag, below `data/`. */
const bagName = z.string().regex(/^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/);

const packageIdentity = z.strictObject({
  format: z.literal('kaodian-package-v1'),
  institutionCode,
  institutionName: z.string().min(1).max(100),
  batchId,
  batchNo,
  batchName: z.string().min(1).max(100),
  revision: z.int().min(1).max(999_999),
  /** Every earlier package of this batch that the revision replaces. */
  replaces: z.array(z.strictObject({ packageSha256: sha256Hex, bagSha256: sha256Hex })),
  /** Time of the row that began the sealing. */
  sealedAt: instant,
  softwareVersion: z.string().min(1).max(60),
  ruleSet: batchRules,
  ruleSetHash: sha256Hex,
  firstDay: day,
  lastDay: day,
  occupationLevels: z.array(occupationLevel).min(1),
  counts: z.strictObject({
    enrolments: count,
    passed: count,
    failed: count,
    absent: count,
    substituted: count,
    checkIns: count,
    incidents: count,
  }),
  ledger: z.strictObject({
    ledgerId: z.string().min(1).max(64),
    epoch: count,
    /** Rows 0 … size - 1 are covered by the checkpoint. */
    size: z.int().min(1),
    head: sha256Hex,
    checkpointSha256: sha256Hex,
    checkpointShortForm: z.string().max(120),
  }),
  /** Fingerprints of the age recipients, sorted; the identity for reading back is not among them. */
  recipients: z.array(fingerprint).min(1),
});

const subjectResult = z.strictObject({
  state: z.enum(['notTaken', 'taken', 'absent', 'deferred', 'misconduct', 'cheating', 'substituted']),
  /** Rounded once, half up; null while there is no score. */
  scoreHundredths: scoreHundredths.nullable(),
  /** The value before rounding, as a decimal text. */
  unrounded: z
    .string()
    .regex(/^\d{1,4}(?:\.\d{1,6})?$/)
    .nullable(),
  source: z.enum(scoreSources).nullable(),
  nearLine: z.boolean(),
  vetoed: z.boolean(),
});

const writtenMark = z.strictObject({
  /** Null: absent. */
  scoreHundredths: scoreHundredths.nullable(),
  seq,
});

/** Everything that was written of the theory paper; the score follows from it by rule. */
const theoryMarks = z.strictObject({
  /** From a machine-marking file. */
  imported: writtenMark.extend({ row: z.int(), fileSha256: sha256Hex }).nullable(),
  /** What a second person read on the paper of that line; null where it was not drawn. */
  compared: writtenMark.extend({ by: userId }).nullable(),
  /** From paper, by two people. */
  entries: z.array(writtenMark.extend({ by: userId })),
  /** The third look at the sheet. */
  resolved: writtenMark.extend({ by: userId, reason: text.nullable() }).nullable(),
});

const scoreSheet = z.strictObject({
  kind: sheetKind,
  by: userId,
  signedAt: instant,
  verifiedBy: userId.nullable(),
  marks: z.array(itemMark),
});

const adjudication = z.strictObject({
  /** Module 0 item 0: the weighted judged total itself. */
  moduleNo: z.int().min(0),
  itemNo: z.int().min(0),
  scoreHundredths,
  /** Of a veto on which examiners disagreed. */
  vetoed: z.boolean().optional(),
  by: userId,
  reason: text.nullable(),
  at: instant,
});

/** A deduction of its own line, never hidden in a mark. */
const penalty = z.strictObject({ subject, deductionHundredths: scoreHundredths, code: text, reason: text });

const substitution = z.strictObject({
  courseName: text,
  courseCode: z.string().max(lengths.courseCode).nullable(),
  term: text,
  examDate: day.nullable(),
  rawHundredths: scoreHundredths,
  fullHundredths: scoreHundredths,
  teacher: text.nullable(),
  proposedBy: userId,
  approvedBy: userId,
  evidenceSha256: sha256Hex,
});

export const resultLine = z.strictObject({
  enrolmentId,
  ticketNumber: z.string().regex(/^\d{4,24}$/),
  /** Null when the personal part was blanked. */
  identity: identity.nullable(),
  occupationLevel,
  subjects: z.strictObject({
    theory: subjectResult,
    practical: subjectResult,
    comprehensiveReview: subjectResult.nullable(),
  }),
  theoryMarks,
  sheets: z.array(scoreSheet),
  adjudications: z.array(adjudication),
  penalties: z.array(penalty),
  substitution: substitution.nullable(),
  outcome: z.enum(['passed', 'failed', 'cancelled']),
  photo: z.strictObject({ name: bagName, sha256: sha256Hex }).nullable(),
});
export type ResultLine = z.infer<typeof resultLine>;

const packageResults = z.strictObject({
  format: z.literal('kaodian-results-v1'),
  batchNo,
  /** Hash of the table that two people froze. */
  tableSha256: sha256Hex,
  frozen: z.strictObject({ at: instant, by: userId, secondPerson: userId }),
  publication: z.strictObject({ from: day, until: day, place: text.nullable() }).nullable(),
  rows: z.array(resultLine),
});

const packageCheckIns = z.strictObject({
  format: z.literal('kaodian-checkins-v1'),
  batchNo,
  rows: z.array(
    z.strictObject({
      checkInId,
      enrolmentId,
      sittingId,
      at: instant,
      by: userId,
      method: z.enum(entryMethods),
      exception: z.strictObject({ code: z.string().max(40), reason: text.nullable() }).nullable(),
      undone: z.strictObject({ at: instant, by: userId, reason: text.nullable() }).nullable(),
      seq,
    }),
  ),
});

const packageIncidents = z.strictObject({
  format: z.literal('kaodian-incidents-v1'),
  batchNo,
  /** In the order of their marks; withdrawn ones with their reason. */
  rows: z.array(
    z.strictObject({
      incidentId,
      sittingId: sittingId.nullable(),
      roomId: roomId.nullable(),
      cameraId: cameraId.nullable(),
      /** The moment that was marked. */
      at: instant,
      markedBy: userId,
      markedAt: instant,
      state: z.enum(incidentStates),
      /** As it was last described; null: it never was. */
      described: z
        .strictObject({
          kind: z.enum(incidentKinds),
          at: instant,
          place: text.nullable(),
          whatHappened: text.nullable(),
          by: userId,
          describedAt: instant,
          enrolmentIds: z.array(enrolmentId),
          witnesses: z.array(
            z.strictObject({ userId, agrees: z.boolean().nullable(), note: text.nullable() }),
          ),
          seq,
        })
        .nullable(),
      evidence: z.array(
        z.strictObject({
          name: bagName,
          kind: z.enum(evidenceFileKinds),
          sha256: sha256Hex,
          addedBy: userId,
          seq,
        }),
      ),
      withdrawn: z.strictObject({ by: userId, at: instant, reason: text.nullable(), seq }).nullable(),
      seq,
    }),
  ),
});

const packageArrangement = z.strictObject({
  format: z.literal('kaodian-arrangement-v1'),
  batchNo,
  rooms: z.array(z.strictObject({ roomId, name: text, subject, places: z.int().min(1) })),
  sittings: z.array(
    z.strictObject({
      sittingId,
      sessionId,
      roomId,
      subject,
      startsAt: instant,
      minutes: z.int().min(1),
      startedAt: instant.nullable(),
      finishedAt: instant.nullable(),
      staff: z.array(z.strictObject({ userId, duty })),
      seats: z.array(z.strictObject({ enrolmentId, seatNo: z.int().min(1) })),
    }),
  ),
});

const packagePeople = z.strictObject({
  format: z.literal('kaodian-people-v1'),
  batchNo,
  /** The row that made the batch: what was done to accounts after it was done during the batch. */
  batchMade: z.strictObject({ at: instant, seq }),
  /** Who acted at the site: the ids that stand in the other files. */
  people: z.array(
    z.strictObject({
      userId,
      displayName: z.string().max(100).nullable(),
      roles: z.array(role),
      /** What was done to the account, oldest first: made, claimed by its owner, vouched for, reset … */
      account: z.array(
        z.strictObject({
          kind: z.enum(accountChanges),
          at: instant,
          /** `system`: the site's founder made, or the recovery sheet opened, the account. */
          by: z.union([userId, z.literal('system')]),
          /** Who agreed; null where nobody else was there who may, or where one is enough. */
          secondPerson: userId.nullable(),
          seq,
        }),
      ),
    }),
  ),
  /** Who approves where the chief does (副主考), as last named; null where nobody was. */
  deputy: z.strictObject({ userId, at: instant, by: userId, secondPerson: userId, seq }).nullable(),
  /** What two people agreed to in this batch, oldest first. */
  approvals: z.array(
    z.strictObject({
      approvalId,
      commandType: z.string().max(64),
      requestedBy: userId,
      by: userId,
      at: instant,
      /** One of the two may have had the other's account in the hand, and nobody else was there: why. Reason null: blanked. */
      lone: z.strictObject({ reason: text.nullable() }).nullable(),
    }),
  ),
});

const packageCorrections = z.strictObject({
  format: z.literal('kaodian-corrections-v1'),
  batchNo,
  /** What was put right, oldest first. */
  rows: z.array(
    z.strictObject({
      kind: z.literal('identity'),
      /** The person's enrolments in this batch. */
      enrolmentIds: z.array(enrolmentId),
      at: instant,
      proposedBy: userId,
      approvedBy: userId,
      /** Null when blanked. */
      before: identity.nullable(),
      after: identity.nullable(),
      evidence: text.nullable(),
      seq,
    }),
  ),
});

/** A row of a camera's chain (docs/integrity.md, Video segment); ledger, camera and the row before follow from its place. */
const recordingSegment = z.strictObject({
  epoch: count,
  run: ulid,
  index: count,
  kind: z.enum(segmentKinds),
  start: instant,
  end: instant,
  clockOffsetMs: z.int(),
  size: count,
  /** Null for a gap, which has no bytes. */
  sha256: sha256Hex.nullable(),
  /** Why there is a gap, or what an imported file is. */
  cause: z.string().max(200).nullable(),
  segHash: sha256Hex,
});

/** Rows of a chain that follow each other, from those of a sitting to the next anchor in the ledger. */
const recordingChain = z.strictObject({
  /** Place of the first one in the camera's chain, from 1. */
  first: z.int().min(1),
  /** Hash of the row before it. */
  prev: sha256Hex,
  segments: z.array(recordingSegment).min(1),
});

const packageRecordings = z.strictObject({
  format: z.literal('kaodian-recordings-v1'),
  batchNo,
  /** Cameras that stood in a room of the batch while one of its sittings was on. */
  cameras: z.array(
    z.strictObject({
      cameraId,
      name: text,
      position: z.enum(cameraPositions),
      /** Where it stood, and when. */
      places: z.array(
        z.strictObject({ roomId: roomId.nullable(), from: instant, until: instant.nullable() }),
      ),
      /** What it recorded of the batch's sittings; the last row of each chain is anchored in the ledger. */
      chains: z.array(recordingChain),
    }),
  ),
  /** Time of a sitting in which nothing of a camera was kept, oldest first. From and to alike: nothing was missing after all. */
  gaps: z.array(
    z.strictObject({
      gapId,
      cameraId,
      sittingId,
      from: instant,
      to: instant.nullable(),
      cause: z.enum(gapCauses),
      /** Whom it touches. */
      enrolmentIds: z.array(enrolmentId),
      answer: z
        .strictObject({ by: userId, at: instant, noticedBy: text.nullable(), insteadDone: text.nullable() })
        .nullable(),
      seq,
    }),
  ),
  /** Of every sitting that was held, minute by minute; it changes no outcome. */
  coverage: z.array(
    z.strictObject({
      sittingId,
      /** First minute. */
      from: instant,
      /** `L` live by every camera of the room, `l` by some, `S` the school's recorder only, `I` a file added later only, `-` nothing. */
      minutes: z.string().regex(/^[LlSI-]*$/),
      cameras: z.array(z.strictObject({ cameraId, seconds: z.array(z.int().min(0).max(60)) })),
    }),
  ),
});

/** Every JSON file that a package holds, by its name below `data/`. */
export const packageFileSchemas = {
  'package.json': packageIdentity,
  'results.json': packageResults,
  'checkins.json': packageCheckIns,
  'incidents.json': packageIncidents,
  'arrangement.json': packageArrangement,
  'corrections.json': packageCorrections,
  'people.json': packagePeople,
  'recordings.json': packageRecordings,
} as const;
export type PackageFileName = keyof typeof packageFileSchemas;

/** What the files say, by name, once they are checked. */
export type PackageFiles = {
  readonly [Name in PackageFileName]: z.infer<(typeof packageFileSchemas)[Name]>;
};

/** What the ledger's row `package.sealing` says; the row may say more. */
export const sealingData = z.looseObject({
  institutionCode,
  batchNo,
  revision: z.int().min(1),
  replaces: z.array(z.strictObject({ packageSha256: sha256Hex, bagSha256: sha256Hex })),
  /** `age1…`, sorted. */
  recipients: z.array(z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/)).min(1),
  softwareVersion: z.string().min(1),
  ruleSetHash: sha256Hex,
});
export type SealingData = z.infer<typeof sealingData>;
