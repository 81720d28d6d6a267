import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import type { CameraSource } from '#shared/contract/commands/cameras.ts';
import type { BatchId, CameraId, EnrolmentId, GapId, RoomId, SittingId } from '#shared/contract/ids.ts';
import { cameraPositions, gapCauses } from '#shared/domain/cameras.ts';

/** 摄像机: what is asked for pictures, without its secrets. A retired one is asked no more; what it recorded stays. */
export const cameras = sqliteTable(
  'cameras',
  {
    cameraId: text('camera_id').$type<CameraId>().primaryKey(),
    name: text('name').notNull(),
    roomId: text('room_id').$type<RoomId>(),
    position: text('position', { enum: cameraPositions }).notNull(),
    source: text('source', { mode: 'json' }).$type<CameraSource>().notNull(),
    sound: integer('sound', { mode: 'boolean' }).notNull(),
    /** Free text: the rule that allows sound; null without one, and after blanking. */
    soundRule: text('sound_rule'),
    addedAt: text('added_at').notNull(),
    retiredAt: text('retired_at'),
    /** Since when it records by hand; null: it does not. */
    byHandSince: text('by_hand_since'),
  },
  (table) => [index('cameras_room').on(table.roomId)],
);

/** Where a camera stood, and when: coverage of a room is by the cameras that stood in it then. */
export const cameraPlaces = sqliteTable(
  'camera_places',
  {
    /** Row that put it there. */
    seq: integer('seq').primaryKey(),
    cameraId: text('camera_id').$type<CameraId>().notNull(),
    roomId: text('room_id').$type<RoomId>(),
    fromAt: text('from_at').notNull(),
    /** Null: it stands there now. */
    untilAt: text('until_at'),
  },
  (table) => [index('camera_places_camera').on(table.cameraId), index('camera_places_room').on(table.roomId)],
);

/** Where recordings lie: one row, the last that was said. */
export const recordingFolders = sqliteTable('recording_folders', {
  id: integer('id').primaryKey(),
  folder: text('folder').notNull(),
  second: text('second'),
  mark: text('mark').notNull(),
  at: text('at').notNull(),
});

/** How far each camera's chain had come, again and again: the checkpoint's `video` line stands on the last of each. */
export const recordingAnchors = sqliteTable(
  'recording_anchors',
  {
    cameraId: text('camera_id').$type<CameraId>().notNull(),
    /** Rows of the chain so far. */
    count: integer('count').notNull(),
    run: text('run').notNull(),
    head: text('head').notNull(),
    at: text('at').notNull(),
    seq: integer('seq').notNull(),
  },
  (table) => [primaryKey({ columns: [table.cameraId, table.count] })],
);

/** Time of a sitting in which nothing of a camera was kept. */
export const recordingGaps = sqliteTable(
  'recording_gaps',
  {
    gapId: text('gap_id').$type<GapId>().primaryKey(),
    cameraId: text('camera_id').$type<CameraId>().notNull(),
    sittingId: text('sitting_id').$type<SittingId>().notNull(),
    batchId: text('batch_id').$type<BatchId>().notNull(),
    fromAt: text('from_at').notNull(),
    /** Null while it goes on. Like `fromAt`: nothing was missing after all. */
    toAt: text('to_at'),
    cause: text('cause', { enum: gapCauses }).notNull(),
    enrolmentIds: text('enrolment_ids', { mode: 'json' }).$type<readonly EnrolmentId[]>().notNull(),
    notedAt: text('noted_at').notNull(),
    seq: integer('seq').notNull(),
    answeredBy: text('answered_by'),
    answeredAt: text('answered_at'),
    /** Free text; null after blanking. */
    noticedBy: text('noticed_by'),
    insteadDone: text('instead_done'),
  },
  (table) => [
    index('recording_gaps_batch').on(table.batchId),
    index('recording_gaps_sitting').on(table.sittingId),
  ],
);

/** Who took note of an alarm. */
export const recordingAlarmNotes = sqliteTable(
  'recording_alarm_notes',
  {
    seq: integer('seq').primaryKey(),
    key: text('key').notNull(),
    by: text('by').notNull(),
    at: text('at').notNull(),
    note: text('note'),
  },
  (table) => [index('recording_alarm_notes_key').on(table.key)],
);

/** Operational (never in the ledger): by what a camera lets us in. The whole database is encrypted. */
export const cameraSecrets = sqliteTable('camera_secrets', {
  cameraId: text('camera_id').$type<CameraId>().primaryKey(),
  user: text('user'),
  password: text('password'),
});
