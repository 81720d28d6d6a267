-- Accounts are their owners': who made, changed and took each; a password is named by the ledger.
CREATE TABLE "account_changes" (
  "seq" INTEGER PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "second_person" TEXT,
  "at" TEXT NOT NULL
) STRICT;
CREATE INDEX "account_changes_user" ON "account_changes" ("user_id", "seq");
INSERT INTO "account_changes" ("seq", "user_id", "kind", "by", "second_person", "at")
  SELECT "seq", "user", CASE "type"
      WHEN 'user.created' THEN 'made'
      WHEN 'user.rolesSet' THEN 'rolesSet'
      WHEN 'user.disabled' THEN 'disabled'
      ELSE CASE WHEN "actor" = "user" THEN 'claimed' ELSE 'reset' END
    END, "actor", NULL, "at"
  FROM (
    SELECT "seq", "type", json_extract("data", '$.userId') AS "user",
      json_extract("header", '$.actor') AS "actor", json_extract("header", '$.at') AS "at"
    FROM "ledger_rows"
    WHERE "type" IN ('user.created', 'user.rolesSet', 'user.disabled', 'user.passwordSet')
  );

CREATE TABLE "batch_beginnings" (
  "batch_id" TEXT PRIMARY KEY,
  "seq" INTEGER NOT NULL,
  "at" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "batch_beginnings" SELECT "batch", "seq", json_extract("header", '$.at')
  FROM "ledger_rows" WHERE "type" = 'batch.created';
CREATE TABLE "batch_deputies" (
  "batch_id" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "second_person" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "lone_approvals" (
  "seq" INTEGER PRIMARY KEY,
  "approval_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  "command_type" TEXT NOT NULL,
  "requested_by" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "reason" TEXT
) STRICT;

-- An account is claimed if its owner set its last password; the founder's is from the beginning.
CREATE TABLE "users_new" (
  "user_id" TEXT PRIMARY KEY,
  "login_name" TEXT,
  "display_name" TEXT,
  "roles" TEXT NOT NULL,
  "disabled" INTEGER NOT NULL,
  "claimed" INTEGER NOT NULL,
  "credential_id" TEXT,
  "sessions_since" TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "users_new"
  SELECT "user_id", "login_name", "display_name", "roles", "disabled", coalesce((
      SELECT "kind" = 'claimed' OR ("kind" = 'made' AND "by" = 'system')
      FROM "account_changes" AS "c"
      WHERE "c"."user_id" = "users"."user_id" AND "kind" IN ('made', 'claimed', 'reset')
      ORDER BY "seq" DESC LIMIT 1
    ), 0), NULL, NULL
  FROM "users";
DROP TABLE "users";
ALTER TABLE "users_new" RENAME TO "users";

CREATE TABLE "sign_in_tries" (
  "user_id" TEXT PRIMARY KEY,
  "failures" INTEGER NOT NULL,
  "blocked_until" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "sign_in_tries" SELECT "user_id", "failures", "blocked_until" FROM "credentials";

CREATE TABLE "credentials_new" (
  "credential_id" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "salt" BLOB NOT NULL,
  "hash" BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "credentials_new" SELECT "user_id", "user_id", "salt", "hash" FROM "credentials";
DROP TABLE "credentials";
ALTER TABLE "credentials_new" RENAME TO "credentials";

DROP TABLE "sign_in_sessions";
CREATE TABLE "sign_in_sessions" (
  "token_hash" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "desk" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL,
  "credential_id" TEXT
) STRICT, WITHOUT ROWID;
