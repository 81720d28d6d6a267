-- The tables of a site as of version 0.1. What is drawn from the ledger and what is operational is said in each tables.ts.

-- ledger
CREATE TABLE "checkpoints" (
  "size" INTEGER PRIMARY KEY,
  "seq" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "signature" TEXT NOT NULL,
  "short_form" TEXT NOT NULL,
  "at" TEXT NOT NULL
) STRICT;
CREATE TABLE "command_answers" (
  "id" TEXT PRIMARY KEY,
  "actor" TEXT NOT NULL,
  "content_sha256" TEXT NOT NULL,
  "answer" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "ledger_rows" (
  "seq" INTEGER PRIMARY KEY,
  "header" TEXT NOT NULL,
  "data" TEXT NOT NULL,
  "data_salt" TEXT NOT NULL,
  "personal" TEXT,
  "personal_salt" TEXT,
  "row_hash" TEXT NOT NULL,
  "type" TEXT NOT NULL,
  "batch" TEXT
) STRICT;
CREATE INDEX "ledger_rows_batch" ON "ledger_rows" ("batch", "seq");
CREATE TABLE "ledger_state" (
  "id" INTEGER PRIMARY KEY,
  "ledger_id" TEXT NOT NULL,
  "epoch" INTEGER NOT NULL,
  "frontier_size" INTEGER NOT NULL,
  "frontier_nodes" TEXT NOT NULL,
  "desk_counts" TEXT NOT NULL
) STRICT;
CREATE TABLE "ledger_subjects" (
  "subject" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("subject", "seq")
) STRICT, WITHOUT ROWID;

-- access
CREATE TABLE "approvals" (
  "approval_id" TEXT PRIMARY KEY,
  "command_type" TEXT NOT NULL,
  "requested_by" TEXT NOT NULL,
  "requested_at" TEXT NOT NULL,
  "batch_id" TEXT,
  "about" TEXT,
  "input" TEXT,
  "state" TEXT NOT NULL,
  "by" TEXT,
  "reason" TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE "credentials" (
  "user_id" TEXT PRIMARY KEY,
  "salt" BLOB NOT NULL,
  "hash" BLOB NOT NULL,
  "failures" INTEGER NOT NULL,
  "blocked_until" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "secrets" (
  "name" TEXT PRIMARY KEY,
  "value" BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "sign_in_sessions" (
  "token_hash" TEXT PRIMARY KEY,
  "user_id" TEXT NOT NULL,
  "desk" TEXT NOT NULL,
  "created_at" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "users" (
  "user_id" TEXT PRIMARY KEY,
  "login_name" TEXT,
  "display_name" TEXT,
  "roles" TEXT NOT NULL,
  "disabled" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- institution
CREATE TABLE "centre" (
  "id" INTEGER PRIMARY KEY,
  "centre_id" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "keys_sha256" TEXT NOT NULL,
  "root_fingerprint" TEXT NOT NULL,
  "address" TEXT,
  "keys_file" TEXT NOT NULL,
  "expires" TEXT NOT NULL
) STRICT;
CREATE TABLE "clock_jumps" (
  "seq" INTEGER PRIMARY KEY,
  "from_at" TEXT NOT NULL,
  "to_at" TEXT NOT NULL,
  "jump_ms" INTEGER NOT NULL
) STRICT;
CREATE TABLE "filed_occupations" (
  "edition" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  "name" TEXT NOT NULL,
  "major" TEXT NOT NULL,
  PRIMARY KEY ("edition", "code", "level")
) STRICT, WITHOUT ROWID;
CREATE TABLE "site" (
  "id" INTEGER PRIMARY KEY,
  "institution_code" TEXT NOT NULL,
  "institution_name" TEXT NOT NULL,
  "signing_key" TEXT NOT NULL,
  "recovery_sheet_kept" INTEGER NOT NULL
) STRICT;

-- batches
CREATE TABLE "batches" (
  "batch_id" TEXT PRIMARY KEY,
  "batch_no" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "occupation_levels" TEXT NOT NULL,
  "first_day" TEXT NOT NULL,
  "last_day" TEXT NOT NULL,
  "rules" TEXT NOT NULL,
  "rule_set_hash" TEXT NOT NULL,
  "plan_submitted_on" TEXT,
  "plan_proof" TEXT,
  "created_at" TEXT NOT NULL,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- candidates
CREATE TABLE "candidates" (
  "candidate_id" TEXT PRIMARY KEY,
  "name" TEXT,
  "document_type" TEXT,
  "document_number" TEXT,
  "sex" TEXT,
  "birth_date" TEXT,
  "student_number" TEXT,
  "class_name" TEXT,
  "phone" TEXT,
  "remark" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "candidates_document" ON "candidates" ("document_number");
CREATE INDEX "candidates_name" ON "candidates" ("name");
CREATE TABLE "enrolments" (
  "enrolment_id" TEXT PRIMARY KEY,
  "candidate_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  "edition" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "occupation_name" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  "row" INTEGER NOT NULL,
  "warnings" TEXT NOT NULL,
  "withdrawn" INTEGER NOT NULL,
  "ticket_number" TEXT UNIQUE,
  "workpiece_code" TEXT,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "enrolments_batch" ON "enrolments" ("batch_id", "seq");
CREATE INDEX "enrolments_candidate" ON "enrolments" ("candidate_id");
CREATE TABLE "roster_files" (
  "seq" INTEGER PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "file_sha256" TEXT NOT NULL,
  "file_size" INTEGER NOT NULL,
  "people" INTEGER NOT NULL,
  "file_name" TEXT
) STRICT;

-- arrangement
CREATE TABLE "exam_sessions" (
  "session_id" TEXT PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "starts_at" TEXT NOT NULL,
  "minutes" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "exam_sessions_batch" ON "exam_sessions" ("batch_id");
CREATE INDEX "exam_sessions_starts" ON "exam_sessions" ("starts_at");
CREATE TABLE "rooms" (
  "room_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL UNIQUE,
  "subject" TEXT NOT NULL,
  "places" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "seats" (
  "sitting_id" TEXT NOT NULL,
  "seat_no" INTEGER NOT NULL,
  "enrolment_id" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "absent" INTEGER NOT NULL,
  PRIMARY KEY ("sitting_id", "seat_no")
) STRICT, WITHOUT ROWID;
CREATE INDEX "seats_enrolment" ON "seats" ("enrolment_id", "subject");
CREATE TABLE "sittings" (
  "sitting_id" TEXT PRIMARY KEY,
  "session_id" TEXT NOT NULL,
  "batch_id" TEXT NOT NULL,
  "room_id" TEXT NOT NULL,
  "places" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "admitted_at" TEXT,
  "started_at" TEXT,
  "finished_at" TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX "sittings_session" ON "sittings" ("session_id");
CREATE INDEX "sittings_batch" ON "sittings" ("batch_id");
CREATE INDEX "sittings_room" ON "sittings" ("room_id");
CREATE INDEX "sittings_state" ON "sittings" ("state");
CREATE TABLE "staff" (
  "sitting_id" TEXT NOT NULL,
  "user_id" TEXT NOT NULL,
  "duty" TEXT NOT NULL,
  "reason" TEXT,
  PRIMARY KEY ("sitting_id", "user_id", "duty")
) STRICT, WITHOUT ROWID;
CREATE INDEX "staff_user" ON "staff" ("user_id");
CREATE TABLE "ticket_keys" (
  "batch_id" TEXT NOT NULL,
  "key_id" TEXT NOT NULL,
  "public_key" TEXT NOT NULL,
  PRIMARY KEY ("batch_id", "key_id")
) STRICT, WITHOUT ROWID;
CREATE INDEX "ticket_keys_key" ON "ticket_keys" ("key_id");

-- checkin
CREATE TABLE "check_ins" (
  "check_in_id" TEXT PRIMARY KEY,
  "sitting_id" TEXT NOT NULL,
  "enrolment_id" TEXT NOT NULL,
  "method" TEXT NOT NULL,
  "minutes_late" INTEGER NOT NULL,
  "exception" TEXT,
  "reason" TEXT,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "undone" INTEGER NOT NULL,
  "undone_at" TEXT,
  "undone_by" TEXT,
  "undone_reason" TEXT,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "check_ins_sitting" ON "check_ins" ("sitting_id", "enrolment_id");

-- theory
CREATE TABLE "substitutions" (
  "substitution_id" TEXT PRIMARY KEY,
  "enrolment_id" TEXT NOT NULL,
  "course_name" TEXT NOT NULL,
  "course_code" TEXT,
  "term" TEXT NOT NULL,
  "exam_date" TEXT,
  "raw_hundredths" INTEGER NOT NULL,
  "full_hundredths" INTEGER NOT NULL,
  "converted_hundredths" INTEGER NOT NULL,
  "teacher" TEXT,
  "evidence_sha256" TEXT NOT NULL,
  "evidence_name" TEXT,
  "proposed_by" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "decided_by" TEXT,
  "reason" TEXT,
  "seq" INTEGER NOT NULL,
  "decided_seq" INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX "substitutions_enrolment" ON "substitutions" ("enrolment_id");
CREATE TABLE "theory_entries" (
  "enrolment_id" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "score_hundredths" INTEGER,
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("enrolment_id", "by")
) STRICT, WITHOUT ROWID;
CREATE TABLE "theory_files" (
  "seq" INTEGER PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "file_sha256" TEXT NOT NULL,
  "file_size" INTEGER NOT NULL,
  "marks" INTEGER NOT NULL,
  "file_name" TEXT
) STRICT;
CREATE TABLE "theory_marks" (
  "enrolment_id" TEXT PRIMARY KEY,
  "score_hundredths" INTEGER,
  "row" INTEGER NOT NULL,
  "file_sha256" TEXT NOT NULL,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "theory_resolutions" (
  "enrolment_id" TEXT PRIMARY KEY,
  "by" TEXT NOT NULL,
  "score_hundredths" INTEGER,
  "reason" TEXT,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- practical
CREATE TABLE "adjudications" (
  "seq" INTEGER PRIMARY KEY,
  "enrolment_id" TEXT NOT NULL,
  "module_no" INTEGER NOT NULL,
  "item_no" INTEGER NOT NULL,
  "score_hundredths" INTEGER NOT NULL,
  "vetoed" INTEGER NOT NULL,
  "by" TEXT NOT NULL,
  "reason" TEXT,
  "at" TEXT NOT NULL
) STRICT;
CREATE INDEX "adjudications_enrolment" ON "adjudications" ("enrolment_id");
CREATE TABLE "item_marks" (
  "enrolment_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "scorer_id" TEXT NOT NULL,
  "module_no" INTEGER NOT NULL,
  "item_no" INTEGER NOT NULL,
  "score_hundredths" INTEGER NOT NULL,
  "vetoed" INTEGER NOT NULL,
  PRIMARY KEY ("enrolment_id", "kind", "scorer_id", "module_no", "item_no")
) STRICT, WITHOUT ROWID;
CREATE TABLE "rubrics" (
  "rubric_id" TEXT PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "edition" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "occupation_name" TEXT NOT NULL,
  "level" INTEGER NOT NULL,
  "modules" TEXT NOT NULL,
  "rubric_sha256" TEXT NOT NULL,
  "file_sha256" TEXT,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "rubrics_batch" ON "rubrics" ("batch_id", "seq");
CREATE TABLE "score_sheets" (
  "enrolment_id" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "scorer_id" TEXT NOT NULL,
  "signed_at" TEXT,
  "sheet_sha256" TEXT,
  "verified_by" TEXT,
  "verified_at" TEXT,
  "seq" INTEGER NOT NULL,
  "signed_seq" INTEGER,
  PRIMARY KEY ("enrolment_id", "kind", "scorer_id")
) STRICT, WITHOUT ROWID;

-- results
CREATE TABLE "frozen_rows" (
  "enrolment_id" TEXT PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "theory_state" TEXT NOT NULL,
  "theory_hundredths" INTEGER,
  "theory_unrounded" TEXT,
  "theory_source" TEXT,
  "practical_state" TEXT NOT NULL,
  "practical_hundredths" INTEGER,
  "practical_unrounded" TEXT,
  "practical_source" TEXT,
  "outcome" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "frozen_rows_batch" ON "frozen_rows" ("batch_id");
CREATE TABLE "frozen_tables" (
  "batch_id" TEXT PRIMARY KEY,
  "table_sha256" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "second_person" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "publications" (
  "batch_id" TEXT PRIMARY KEY,
  "from_day" TEXT NOT NULL,
  "until_day" TEXT NOT NULL,
  "place" TEXT,
  "at" TEXT NOT NULL,
  "seq" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- packages
CREATE TABLE "package_steps" (
  "seq" INTEGER PRIMARY KEY,
  "package_id" TEXT NOT NULL,
  "code" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "note" TEXT
) STRICT;
CREATE TABLE "packages" (
  "package_id" TEXT PRIMARY KEY,
  "batch_id" TEXT NOT NULL,
  "batch_no" TEXT NOT NULL,
  "revision" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "sealing_seq" INTEGER NOT NULL,
  "sealing_at" TEXT NOT NULL,
  "requested_by" TEXT NOT NULL,
  "second_person" TEXT NOT NULL,
  "recipients" TEXT NOT NULL,
  "replaces" TEXT NOT NULL,
  "software_version" TEXT NOT NULL,
  "package_sha256" TEXT,
  "bag_sha256" TEXT,
  "size" INTEGER,
  "checkpoint_sha256" TEXT,
  "sealed_at" TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE "receipts" (
  "package_id" TEXT NOT NULL,
  "n" INTEGER NOT NULL,
  "kind" TEXT NOT NULL,
  "decision" TEXT,
  "receipt_sha256" TEXT NOT NULL,
  "checkpoint_sha256" TEXT NOT NULL,
  "issued_at" TEXT NOT NULL,
  "receipt" TEXT,
  "signature" TEXT,
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("package_id", "n")
) STRICT, WITHOUT ROWID;
CREATE TABLE "rejected_receipts" (
  "seq" INTEGER PRIMARY KEY,
  "package_id" TEXT,
  "code" TEXT NOT NULL,
  "at" TEXT NOT NULL,
  "receipt_sha256" TEXT NOT NULL
) STRICT;
