-- What a workshop is fitted for, duties that were held, rule sets and calendars of a batch, licensed occupations confirmed.

-- institution
CREATE TABLE "licence_confirmations" (
  "edition" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "class_name" TEXT NOT NULL,
  "list_version" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "reason" TEXT,
  PRIMARY KEY ("edition", "code")
) STRICT, WITHOUT ROWID;
CREATE TABLE "calendars" (
  "version" TEXT PRIMARY KEY,
  "issued" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "calendar_file" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "signer" TEXT NOT NULL,
  "at" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- batches
CREATE TABLE "batch_rule_sets" (
  "batch_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "rules" TEXT NOT NULL,
  "rule_set_hash" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "second_person" TEXT NOT NULL,
  "reason" TEXT,
  PRIMARY KEY ("batch_id", "version")
) STRICT, WITHOUT ROWID;
CREATE TABLE "batch_calendars" (
  "batch_id" TEXT PRIMARY KEY,
  "calendar_version" TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- arrangement
CREATE TABLE "room_occupations" (
  "room_id" TEXT NOT NULL,
  "edition" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "from_no" INTEGER NOT NULL,
  "to_no" INTEGER NOT NULL,
  PRIMARY KEY ("room_id", "edition", "code")
) STRICT, WITHOUT ROWID;
CREATE TABLE "past_duties" (
  "sitting_id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  PRIMARY KEY ("sitting_id", "user_id", "duty")
) STRICT, WITHOUT ROWID;
CREATE INDEX "past_duties_user" ON "past_duties" ("user_id");
