-- Approvals keep what the second person reads, all people they are about, and the rows that asked, one for each batch.
CREATE TABLE "approval_rows" (
  "seq" INTEGER PRIMARY KEY,
  "approval_id" TEXT NOT NULL,
  "batch_id" TEXT
) STRICT;
INSERT INTO "approval_rows" ("seq", "approval_id", "batch_id")
  SELECT "seq", json_extract("data", '$.approvalId'), json_extract("data", '$.batchId')
  FROM "ledger_rows" WHERE "type" = 'approval.requested';

CREATE TABLE "approvals_kept" (
  "approval_id" TEXT PRIMARY KEY,
  "command_type" TEXT NOT NULL,
  "requested_by" TEXT NOT NULL,
  "requested_at" TEXT NOT NULL,
  "batch_id" TEXT,
  "about" TEXT NOT NULL,
  "input" TEXT,
  "lines" TEXT,
  "state" TEXT NOT NULL,
  "by" TEXT,
  "reason" TEXT,
  "answered_at" TEXT
) STRICT, WITHOUT ROWID;
INSERT INTO "approvals_kept"
  SELECT "approval_id", "command_type", "requested_by", "requested_at", "batch_id",
    CASE WHEN "about" IS NULL THEN '[]' ELSE json_array("about") END,
    "input", NULL, "state", "by", "reason",
    (SELECT json_extract("header", '$.at') FROM "ledger_rows"
      WHERE "type" IN ('approval.granted', 'approval.refused', 'approval.withdrawn')
        AND json_extract("data", '$.approvalId') = "approval_id")
  FROM "approvals";
DROP TABLE "approvals";
ALTER TABLE "approvals_kept" RENAME TO "approvals";
