-- Equipment: things, where they are and were, photos, stores, kits, stock-takings.

CREATE TABLE "equipment_items" (
  "item_id" TEXT PRIMARY KEY,
  "seq" INTEGER NOT NULL,
  "code" TEXT NOT NULL UNIQUE,
  "number" INTEGER NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "brand" TEXT,
  "model" TEXT,
  "serial" TEXT,
  "unit" TEXT NOT NULL,
  "asset_no" TEXT,
  "asset_key" TEXT,
  "ownership" TEXT NOT NULL,
  "ownership_text" TEXT,
  "agreement_end" TEXT,
  "origin" TEXT,
  "acquired" TEXT,
  "calibration_due" TEXT,
  "note" TEXT,
  "counted" INTEGER NOT NULL,
  "state" TEXT NOT NULL,
  "place_key" TEXT NOT NULL,
  "home_key" TEXT NOT NULL,
  "fixed" INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX "equipment_items_asset" ON "equipment_items" ("asset_key");
CREATE INDEX "equipment_items_serial" ON "equipment_items" ("serial");
CREATE INDEX "equipment_items_place" ON "equipment_items" ("place_key");
CREATE TABLE "equipment_stock" (
  "item_id" TEXT NOT NULL,
  "place_key" TEXT NOT NULL,
  "count" INTEGER NOT NULL,
  PRIMARY KEY ("item_id", "place_key")
) STRICT, WITHOUT ROWID;
CREATE INDEX "equipment_stock_place" ON "equipment_stock" ("place_key");
CREATE TABLE "equipment_moves" (
  "item_id" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  "as_kind" TEXT NOT NULL,
  "count" INTEGER,
  "from_key" TEXT,
  "to_key" TEXT NOT NULL,
  "from_room" TEXT,
  "to_room" TEXT,
  "home_before" TEXT,
  "fixed_before" INTEGER NOT NULL,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  "undone" INTEGER NOT NULL,
  PRIMARY KEY ("item_id", "seq")
) STRICT, WITHOUT ROWID;
CREATE INDEX "equipment_moves_to_room" ON "equipment_moves" ("to_room", "at");
CREATE INDEX "equipment_moves_to_key" ON "equipment_moves" ("to_key", "at");
CREATE TABLE "equipment_photos" (
  "item_id" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "name" TEXT,
  "at" TEXT NOT NULL,
  "by" TEXT NOT NULL,
  PRIMARY KEY ("item_id", "sha256")
) STRICT, WITHOUT ROWID;
CREATE TABLE "equipment_stores" (
  "store_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "number" INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
CREATE TABLE "equipment_room_numbers" (
  "room_id" TEXT PRIMARY KEY,
  "number" INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;
INSERT INTO "equipment_room_numbers" ("room_id", "number")
  SELECT json_extract("data", '$.roomId'), row_number() OVER (ORDER BY "seq")
  FROM "ledger_rows" WHERE "type" = 'room.added';
CREATE TABLE "equipment_kits" (
  "kit_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "place_key" TEXT NOT NULL,
  "parts" TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE "equipment_takings" (
  "taking_id" TEXT PRIMARY KEY,
  "name" TEXT NOT NULL,
  "scope" TEXT NOT NULL,
  "state" TEXT NOT NULL,
  "opened_at" TEXT NOT NULL,
  "opened_seq" INTEGER NOT NULL,
  "result" TEXT
) STRICT, WITHOUT ROWID;
CREATE TABLE "equipment_seen" (
  "taking_id" TEXT NOT NULL,
  "thing" TEXT NOT NULL,
  "place_key" TEXT NOT NULL,
  "item_id" TEXT,
  "count" INTEGER,
  "booked_key" TEXT,
  "by" TEXT NOT NULL,
  "seq" INTEGER NOT NULL,
  PRIMARY KEY ("taking_id", "thing")
) STRICT, WITHOUT ROWID;
