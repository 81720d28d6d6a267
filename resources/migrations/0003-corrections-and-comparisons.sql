-- What corrections put right survives a later roster; one person's mark file is compared with the paper by a second person.

-- candidates
CREATE TABLE "corrected_identities" (
  "candidate_id" TEXT NOT NULL,
  "field" TEXT NOT NULL,
  PRIMARY KEY ("candidate_id", "field")
) STRICT, WITHOUT ROWID;
CREATE TABLE "former_identities" (
  "seq" INTEGER PRIMARY KEY,
  "candidate_id" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "document_number" TEXT NOT NULL
) STRICT;
CREATE INDEX "former_identities_candidate" ON "former_identities" ("candidate_id");
CREATE INDEX "former_identities_document" ON "former_identities" ("document_number");

-- theory
CREATE TABLE "theory_draws" (
  "seq" INTEGER PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "file_sha256" TEXT NOT NULL,
  "seed" TEXT NOT NULL,
  "imported_by" TEXT NOT NULL
) STRICT;
CREATE INDEX "theory_draws_batch" ON "theory_draws" ("batch_id");
CREATE INDEX "theory_draws_file" ON "theory_draws" ("file_sha256");
CREATE TABLE "theory_samples" (
  "enrolment_id" TEXT PRIMARY KEY,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "theory_comparisons" (
  "enrolment_id" TEXT PRIMARY KEY,
  "by" TEXT NOT NULL,
  "score_hundredths" INTEGER,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "theory_marks_file" ON "theory_marks" ("file_sha256");
