-- Incidents: marks, what was said of them, who saw it, files shown for them.
CREATE TABLE "incident_files" (
  "evidence_file_id" TEXT PRIMARY KEY,
  "incident_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "ending" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "size" INTEGER NOT NULL,
  "name" TEXT,
  "added_by" TEXT NOT NULL,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "incident_files_incident" ON "incident_files" ("incident_id");
CREATE TABLE "incident_people" (
  "incident_id" TEXT NOT NULL,
  "enrolment_id" TEXT NOT NULL,
  PRIMARY KEY ("incident_id", "enrolment_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "incident_people_enrolment" ON "incident_people" ("enrolment_id");
CREATE TABLE "incident_witnesses" (
  "incident_id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "agrees" INTEGER,
  "note" TEXT,
  PRIMARY KEY ("incident_id", "user_id")
) STRICT, WITHOUT ROWID;
CREATE TABLE "incidents" (
  "incident_id" TEXT PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "sitting_id" TEXT,
  "room_id" TEXT,
  "camera_id" TEXT,
  "state" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "said_at" TEXT,
  "marked_by" TEXT NOT NULL,
  "marked_at" TEXT NOT NULL,
  "kind" TEXT,
  "place" TEXT,
  "what_happened" TEXT,
  "described_by" TEXT,
  "described_at" TEXT,
  "described_seq" INTEGER,
  "withdrawn_by" TEXT,
  "withdrawn_at" TEXT,
  "withdrawn_reason" TEXT,
  "withdrawn_seq" INTEGER,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "incidents_batch" ON "incidents" ("batch_id", "seq");
CREATE INDEX "incidents_room" ON "incidents" ("room_id", "at");
