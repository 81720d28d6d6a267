/** Limits that the contract and the pages share. The lengths are characters at most. */
export const lengths = {
  /** Names and titles. */
  short: 100,
  /** Reasons, evidence, proofs. */
  long: 2000,
  /** A line or two that somebody says on the side. */
  note: 500,
  /** Text in a field that searches. */
  search: 100,
  /** What is scanned or typed at the entrance. */
  code: 200,
  personName: 60,
  documentNumber: 40,
  studentNumber: 40,
  className: 60,
  phone: 30,
  remark: 200,
  /** 件、台、套. */
  unit: 10,
  courseCode: 40,
  rosterCell: 200,
  institutionCode: 13,
  batchNo: 16,
  password: 200,
  folder: 1000,
  fingerprint: 100,
  centreAddress: 300,
  centreToken: 500,
  cameraAddress: 500,
  calendarFile: 200_000,
  signature: 10_000,
} as const;

/** A passphrase opens the site's key; what a password must be stands in `passwords.ts`. */
export const shortestPassphrase = 8;

/** The least and the most of a whole number. */
export interface Range {
  readonly min: number;
  readonly max: number;
}

export const roomPlaces: Range = { min: 1, max: 500 };
/** Seats of a room in which theory is written that a batch's rules may allow; the usual 30 is their default (docs/rules.md, Rooms). */
export const theoryRoomSeats: Range = { min: 1, max: 100 };
/** Occupations that share a workshop. */
export const occupationsOfRoom: Range = { min: 0, max: 20 };
export const sessionMinutes: Range = { min: 10, max: 600 };
export const seatingSeed: Range = { min: 0, max: 2_147_483_647 };
/** Marks, in hundredths: 0 … 1,000.00. */
export const markHundredths: Range = { min: 0, max: 100_000 };
/** Badges that are issued or printed together, and requests that one signature grants. */
export const badgesAtOnce = 300;
export const requestsAtOnce = 100;
/** Minutes without work after which a desk locks itself. */
export const idleLockMinutes: Range = { min: 1, max: 240 };
export const idleLockDefaultMinutes = 10;
/** Equipment that is registered, or handed over, together. */
export const itemsAtOnce = 500;
/** Things that one asset sheet may bring. */
export const itemsInFile = 50_000;
/** How many of counted goods. */
export const countedGoods: Range = { min: 1, max: 1_000_000 };
export const kitParts: Range = { min: 1, max: 100 };
/** Places that one stock-taking covers. */
export const placesInScope: Range = { min: 1, max: 500 };
/** Rows of a list that are asked for at once. */
export const pageRows: Range = { min: 1, max: 1000 };
