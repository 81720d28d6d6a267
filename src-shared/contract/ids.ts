import { z } from 'zod';

/** Crockford base32 ULID, upper case, made by the caller of a command. */
export const ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);

/** An id of one kind of thing; ids of different kinds do not mix at compile time. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

function id<Kind extends string>(): z.ZodType<Id<Kind>, Id<Kind>> {
  return ulid as unknown as z.ZodType<Id<Kind>, Id<Kind>>;
}

export type CommandId = Id<'command'>;
export type UserId = Id<'user'>;
export type BatchId = Id<'batch'>;
export type CandidateId = Id<'candidate'>;
export type EnrolmentId = Id<'enrolment'>;
export type RoomId = Id<'room'>;
export type SessionId = Id<'session'>;
export type SittingId = Id<'sitting'>;
export type RubricId = Id<'rubric'>;
export type CheckInId = Id<'checkIn'>;
export type SubstitutionId = Id<'substitution'>;
export type ApprovalId = Id<'approval'>;
export type PackageId = Id<'package'>;
export type BadgeId = Id<'badge'>;
export type ItemId = Id<'item'>;
export type StoreId = Id<'store'>;
export type KitId = Id<'kit'>;
export type TakingId = Id<'taking'>;
export type HandOverId = Id<'handOver'>;
export type PinId = Id<'pin'>;
export type CameraId = Id<'camera'>;
export type GapId = Id<'gap'>;
export type IncidentId = Id<'incident'>;
export type EvidenceFileId = Id<'evidenceFile'>;
/** A password that was set: the id of the command that set it. */
export type CredentialId = Id<'credential'>;

export const commandId = id<'command'>();
export const userId = id<'user'>();
export const batchId = id<'batch'>();
export const candidateId = id<'candidate'>();
export const enrolmentId = id<'enrolment'>();
export const roomId = id<'room'>();
export const sessionId = id<'session'>();
export const sittingId = id<'sitting'>();
export const rubricId = id<'rubric'>();
export const checkInId = id<'checkIn'>();
export const substitutionId = id<'substitution'>();
export const approvalId = id<'approval'>();
export const packageId = id<'package'>();
export const badgeId = id<'badge'>();
export const pinId = id<'pin'>();
export const cameraId = id<'camera'>();
export const gapId = id<'gap'>();
export const incidentId = id<'incident'>();
export const evidenceFileId = id<'evidenceFile'>();
export const credentialId = id<'credential'>();
export const itemId = id<'item'>();
export const storeId = id<'store'>();
export const kitId = id<'kit'>();
export const takingId = id<'taking'>();
export const handOverId = id<'handOver'>();
