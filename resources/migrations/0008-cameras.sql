-- Cameras, where they stood, their chains' anchors, gaps, and what was said of alarms. The secrets of cameras are operational.

-- cameras
CREATE TABLE "cameras" (
  "camera_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "room_id" TEXT,
  "position" TEXT NOT NULL,
  "source" TEXT NOT NULL,
  "sound" INTEGER NOT NULL,
  "sound_rule" TEXT,
  "added_at" TEXT NOT NULL,
  "retired_at" TEXT,
  "by_hand_since" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "cameras_room" ON "cameras" ("room_id");
CREATE TABLE "camera_places" (
  "seq" INTEGER PRIMARY KEY,
  "camera_id" TEXT NOT NULL,
  "room_id" TEXT,
  "from_at" TEXT NOT NULL,
  "until_at" TEXT
) STRICT;
CREATE INDEX "camera_places_camera" ON "camera_places" ("camera_id");
CREATE INDEX "camera_places_room" ON "camera_places" ("room_id");
CREATE TABLE "recording_folders" (
  "id" INTEGER PRIMARY KEY,
  "folder" TEXT NOT NULL,
  "second" TEXT,
  "mark" TEXT NOT NULL,
  "at" TEXT NOT NULL
) STRICT;
CREATE TABLE "recording_anchors" (
  "camera_id" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  "run" TEXT NOT NULL,
  "head" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("camera_id", "count")
) STRICT, WITHOUT ROWID;
CREATE TABLE "recording_gaps" (
  "gap_id" TEXT PRIMARY KEY,
  "camera_id" TEXT NOT NULL,
  "sitting_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  "from_at" TEXT NOT NULL,
  "to_at" TEXT,
  "cause" TEXT NOT NULL,
  "enrolment_ids" TEXT NOT NULL,
  "noted_at" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "answered_by" TEXT,
  "answered_at" TEXT,
  "noticed_by" TEXT,
  "instead_done" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "recording_gaps_batch" ON "recording_gaps" ("batch_id");
CREATE INDEX "recording_gaps_sitting" ON "recording_gaps" ("sitting_id");
CREATE TABLE "recording_alarm_notes" (
  "seq" INTEGER PRIMARY KEY,
  "key" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE INDEX "recording_alarm_notes_key" ON "recording_alarm_notes" ("key");
CREATE TABLE "camera_secrets" (
  "camera_id" TEXT PRIMARY KEY,
  "user" TEXT,
  "password" TEXT
) STRICT, WITHOUT ROWID;
