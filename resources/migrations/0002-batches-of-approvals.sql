-- A request about a person of several batches stands in each of them.
CREATE TABLE "approval_batches" (
  "approval_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  PRIMARY KEY ("approval_id", "batch_id")
) STRICT, WITHOUT ROWID;
INSERT INTO "approval_batches" SELECT "approval_id", "batch_id" FROM "approvals" WHERE "batch_id" IS NOT NULL;
