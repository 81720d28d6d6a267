import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { evidenceFileKinds, incidentKinds, incidentStates } from '#shared/domain/incidents.ts';
import type { EvidenceEnding } from '#shared/domain/incidents.ts';
import type {
  BatchId,
  CameraId,
  EnrolmentId,
  EvidenceFileId,
  IncidentId,
  RoomId,
  SittingId,
  UserId,
} from '#shared/contract/ids.ts';

/** Marks, with what was last said of them. Place, text and reason are personal: null after blanking. */
export const incidents = sqliteTable(
  'incidents',
  {
    incidentId: text('incident_id').$type<IncidentId>().primaryKey(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    sittingId: text('sitting_id').$type<SittingId>(),
    roomId: text('room_id').$type<RoomId>(),
    cameraId: text('camera_id').$type<CameraId>(),
    state: text('state', { enum: incidentStates }).notNull(),
    /** The moment that was marked. */
    at: text('at').notNull(),
    /** When it happened, as last said; null: nothing was said. */
    saidAt: text('said_at'),
    markedBy: text('marked_by').$type<UserId>().notNull(),
    markedAt: text('marked_at').notNull(),
    kind: text('kind', { enum: incidentKinds }),
    place: text('place'),
    whatHappened: text('what_happened'),
    describedBy: text('described_by').$type<UserId>(),
    describedAt: text('described_at'),
    describedSeq: integer('described_seq'),
    withdrawnBy: text('withdrawn_by').$type<UserId>(),
    withdrawnAt: text('withdrawn_at'),
    withdrawnReason: text('withdrawn_reason'),
    withdrawnSeq: integer('withdrawn_seq'),
    seq: integer('seq').notNull(),
  },
  (table) => [
    index('incidents_batch').on(table.batchId, table.seq),
    index('incidents_room').on(table.roomId, table.at),
  ],
);

/** Whom an incident touches, as last said. */
export const incidentPeople = sqliteTable(
  'incident_people',
  {
    incidentId: text('incident_id').$type<IncidentId>().notNull(),
    enrolmentId: text('enrolment_id').$type<EnrolmentId>().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.incidentId, table.enrolmentId] }),
    index('incident_people_enrolment').on(table.enrolmentId),
  ],
);

/** Who saw it, as last said, and what they answered. */
export const incidentWitnesses = sqliteTable(
  'incident_witnesses',
  {
    incidentId: text('incident_id').$type<IncidentId>().notNull(),
    userId: text('user_id').$type<UserId>().notNull(),
    agrees: integer('agrees', { mode: 'boolean' }),
    note: text('note'),
  },
  (table) => [primaryKey({ columns: [table.incidentId, table.userId] })],
);

/** Photos and scans for an incident, in the file store by their hash. */
export const incidentFiles = sqliteTable(
  'incident_files',
  {
    evidenceFileId: text('evidence_file_id').$type<EvidenceFileId>().primaryKey(),
    incidentId: text('incident_id').$type<IncidentId>().notNull(),
    kind: text('kind', { enum: evidenceFileKinds }).notNull(),
    ending: text('ending').$type<EvidenceEnding>().notNull(),
    sha256: text('sha256').notNull(),
    size: integer('size').notNull(),
    name: text('name'),
    addedBy: text('added_by').$type<UserId>().notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [index('incident_files_incident').on(table.incidentId)],
);
