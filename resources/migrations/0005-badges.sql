-- Badges of the staff, desks that lock themselves. Whoever was signed in signs in again.
CREATE TABLE "badges" (
  "badge_id" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  "until_day" TEXT NOT NULL,
  "revoked" INTEGER NOT NULL,
  "printed" INTEGER NOT NULL,
  "pin_id" TEXT,
  "pin_seq" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "badges_user" ON "badges" ("user_id");
CREATE TABLE "badge_codes" (
  "token_hash" TEXT PRIMARY KEY,
  "badge_id" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "badge_codes_badge" ON "badge_codes" ("badge_id");
CREATE TABLE "badge_pins" (
  "pin_id" TEXT PRIMARY KEY,
  "salt" BLOB NOT NULL,
  "hash" BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "desk_rules" (
  "id" INTEGER PRIMARY KEY,
  "idle_minutes" INTEGER NOT NULL
) STRICT;
DROP TABLE "sign_in_sessions";
CREATE TABLE "sign_in_sessions" (
  "token_hash" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "desk" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "credential_id" TEXT,
  "badge_id" TEXT,
  "locked" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
