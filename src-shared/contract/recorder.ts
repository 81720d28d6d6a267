import { z } from 'zod';
import {
  cameraSourceKinds,
  cameraStates,
  coverageClasses,
  gapCauses,
  pictureFaults,
  segmentKinds,
} from '../domain/cameras.ts';
import { ulid } from './ids.ts';
import { instant, sha256Hex } from './values.ts';

/**
 * How the recorder process is started and what it is told and asked.
 *
 * The recorder is a child of the launcher, not of the core, so that a core that dies makes no gap. The launcher starts it when
 * the core first asks for it (`CoreReport` `recorder`), and again with a growing pause when it dies; it ends when its standard
 * input ends. The launcher writes ONE line (`RecorderStart`) to its standard input; its address and token were told to the core in
 * `CoreStart.recorder`. The core talks to it by HTTP on that private socket, header `x-kaodian-socket`.
 *
 *   PUT  /plan      RecorderPlan -> 204                  what is wanted, whole and each time anew; it goes on by it while the core is away
 *   GET  /state     -> RecorderState
 *   GET  /watch     -> lines of JSON (RecorderState), one at each change that matters, at most four a second
 *   GET  /live?cameras=a,b,…&quality=sub  -> LiveFrame bytes, all cameras over one connection, until the asker goes
 *   GET  /still?camera=a -> image/jpeg, the newest picture; 404 when there is none
 *   POST /probe     { source: RecorderSource } -> ProbeAnswer   connects, looks, disconnects; at most 20 s
 *   POST /import    ImportOrder -> ImportAnswer          a file becomes a row of kind `imported` in the camera's chain
 *   POST /join      JoinOrder -> JoinAnswer              joins finished segments into one MP4 without re-encoding
 *   POST /playable  SegmentName -> video/mp4             the segment for a page to play; transcoded only when it is not H.264
 *   POST /remove    { segments: SegmentName[] } -> { removed }   files go, rows stay with the time of removal
 *   POST /verify    VerifyOrder -> VerifyReport
 *
 * What is no order of this contract is answered 400, what is not there 404, a camera that is not in the plan 404.
 *
 * Rows stand in `<site>/recordings.db` (SQLite, WAL, synchronous FULL), written by the recorder alone; the core reads it
 * (`src-node/segmentChain.ts` holds its tables and the chain). The pictures stand in the recordings folder:
 * `<folder>/<cameraId>/<yyyy-mm-dd>/<start as yyyymmddThhmmssmmmZ>-<run>-<index>.mp4`; a segment that is not finished yet ends
 * in `.mp4.part`. Each segment begins at media time 0 with an init segment of its own, so it plays alone.
 *
 * All times of spans, rows and reports are the site's: the host's clock plus `clockOffsetMs` of the plan. What was wanted and not
 * recorded is a row of kind `gap`, written when it is over (the picture is back, the span ends, or the recorder starts again);
 * neighbouring gaps of one camera may have different causes. While it goes on, the camera's report says `lost` and since when.
 */
export interface RecorderStart {
  readonly v: 1;
  readonly socketPath: string;
  readonly socketToken: string;
  /** Folder of the site: holds `recordings.db`. */
  readonly siteDir: string;
  /** Where ffmpeg was packed with the app; then `KAODIAN_FFMPEG`, then the system's. */
  readonly packedFfmpeg: string | null;
}

/** The launcher's own standard output knows the recorder by one line: it listens. */
export const recorderReady = 'recorder ready';

/** Where a picture comes from, with its secrets: goes over the private socket only, never into a list of processes or a log. */
export const recorderSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal(cameraSourceKinds[0]),
    /** `rtsp://host:port/path` without user and password. */
    mainUrl: z.string(),
    subUrl: z.string().nullable(),
    user: z.string().nullable(),
    password: z.string().nullable(),
    transport: z.enum(['tcp', 'udp']),
  }),
  z.strictObject({ kind: z.literal(cameraSourceKinds[1]), device: z.string() }),
  z.strictObject({ kind: z.literal(cameraSourceKinds[2]), scene: z.string() }),
]);
export type RecorderSource = z.infer<typeof recorderSource>;

/** One camera as it is wanted. */
export const plannedCamera = z.strictObject({
  cameraId: ulid,
  source: recorderSource,
  /** Recorded within these times; `until` null: until another plan says so. */
  spans: z.array(z.strictObject({ from: instant, until: instant.nullable() })),
  sound: z.boolean(),
  /** Least picture, in pixels; smaller is a fault. Null: no rule. */
  leastPicture: z.strictObject({ width: z.int(), height: z.int() }).nullable(),
});
export type PlannedCamera = z.infer<typeof plannedCamera>;

export const recorderPlan = z.strictObject({
  v: z.literal(1),
  ledger: z.string(),
  epoch: z.int(),
  /** Recordings folder, and a second one that is used when the first is full or gone; null: none. Each is marked by a file `.kaodian-recordings` that holds `folderMark` and a line feed. */
  folder: z.string(),
  /** What `.kaodian-recordings` must hold in both; the core writes it when a person names the folder. */
  folderMark: z.string().min(1).max(200),
  secondFolder: z.string().nullable(),
  /** Demonstration: the site's clock against the host's, in milliseconds. */
  clockOffsetMs: z.int(),
  cameras: z.array(plannedCamera),
});
export type RecorderPlan = z.infer<typeof recorderPlan>;

/** What was found out about a stream. */
export const streamFacts = z.strictObject({
  codec: z.string(),
  width: z.int(),
  height: z.int(),
  /** Pictures a second, in hundredths; null: unknown. */
  rateHundredths: z.int().nullable(),
  /** Longest distance of two key frames seen, in milliseconds; null: not yet known. */
  keyFrameMs: z.int().nullable(),
  sound: z.boolean(),
  /** Whether a page can play it as it is (H.264). */
  playable: z.boolean(),
});
export type StreamFacts = z.infer<typeof streamFacts>;

export const cameraReport = z.strictObject({
  cameraId: ulid,
  state: z.enum(cameraStates),
  since: instant,
  faults: z.array(z.enum(pictureFaults)),
  cause: z.enum(gapCauses).nullable(),
  stream: streamFacts.nullable(),
  /** Camera's clock minus the host's; null: not known. */
  clockOffsetMs: z.int().nullable(),
  bytesPerSecond: z.int(),
  /** Of the last finished segment; null: none in this run. */
  lastSegmentEnd: instant.nullable(),
  count: z.int(),
  head: sha256Hex,
  /** Of the run that writes now; null while it does not. */
  run: ulid.nullable(),
});
export type CameraReport = z.infer<typeof cameraReport>;

export const folderStates = ['ready', 'missing', 'notOurs', 'notWritable', 'full'] as const;
export type FolderState = (typeof folderStates)[number];
export const recorderState = z.strictObject({
  at: instant,
  ffmpeg: z.enum(['ready', 'missing']),
  folder: z.strictObject({
    state: z.enum(folderStates),
    /** `second` while the first cannot be written. */
    using: z.enum(['first', 'second']).nullable(),
    freeBytes: z.int().nullable(),
    /** Hours left at the rate of all cameras that are wanted at once; null: not known. */
    hoursLeft: z.number().nullable(),
  }),
  /** Grows with every row of `recordings.db`. */
  lastRow: z.int(),
  cameras: z.array(cameraReport),
});
export type RecorderState = z.infer<typeof recorderState>;

export const probeFailures = [
  'unreachable',
  'wrongPassword',
  'notAStream',
  'noVideo',
  'timeout',
  'deviceBusy',
  'noFfmpeg',
] as const;
export const probeAnswer = z.discriminatedUnion('ok', [
  z.strictObject({
    ok: z.literal(true),
    main: streamFacts,
    sub: streamFacts.nullable(),
    clockOffsetMs: z.int().nullable(),
    /** A picture, base64 JPEG, at most 1280 wide. */
    still: z.string().nullable(),
  }),
  z.strictObject({ ok: z.literal(false), failure: z.enum(probeFailures) }),
]);
export type ProbeAnswer = z.infer<typeof probeAnswer>;

/** A row of `recordings.db`. `hash` is over all of it but `hash` (docs/recordings.md); times are the site's. */
export const segmentRow = z.strictObject({
  camera: ulid,
  /** One for each start of the recorder. */
  run: ulid,
  /** From 0 in each camera and run. */
  index: z.int().min(0),
  kind: z.enum(segmentKinds),
  start: instant,
  end: instant,
  /** Camera's clock minus the site's; 0 also where the camera does not tell (its report says null then). */
  clockOffsetMs: z.int(),
  /** 0 of a gap. */
  size: z.int().min(0),
  /** Of the file; null of a gap. */
  sha256: sha256Hex.nullable(),
  /** Of a gap why (`GapCause`); of an imported file its coverage class; null of a segment. */
  cause: z.string().nullable(),
  prev: sha256Hex,
  hash: sha256Hex,
});
export type SegmentRow = z.infer<typeof segmentRow>;

export const segmentName = z.strictObject({ camera: ulid, run: ulid, index: z.int().min(0) });
export type SegmentName = z.infer<typeof segmentName>;

const absolutePath = z.string().min(1).max(4096);

/** `file` lies on this machine and is copied byte by byte; it stays where it is. */
export const importOrder = z.strictObject({
  camera: ulid,
  file: absolutePath,
  start: instant,
  end: instant,
  coverage: z.enum(coverageClasses).exclude(['live']),
  clockOffsetMs: z.int(),
});
export type ImportOrder = z.infer<typeof importOrder>;

export const importFailures = ['fileMissing', 'spanEmpty', 'noFolder', 'diskFull', 'writeFailed'] as const;
export const importAnswer = z.discriminatedUnion('ok', [
  /** `stream` null: kept as it is, but ffmpeg cannot read it (a maker's own format). */
  z.strictObject({ ok: z.literal(true), row: segmentRow, stream: streamFacts.nullable() }),
  z.strictObject({ ok: z.literal(false), failure: z.enum(importFailures) }),
]);
export type ImportAnswer = z.infer<typeof importAnswer>;

/** Finished segments of one camera in their order; `target` must not exist yet. */
export const joinOrder = z.strictObject({
  segments: z.array(segmentName).min(1).max(5000),
  target: absolutePath,
});
export type JoinOrder = z.infer<typeof joinOrder>;

export const joinFailures = [
  'segmentMissing',
  'targetExists',
  'diskFull',
  'notJoinable',
  'noFfmpeg',
] as const;
export const joinAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), size: z.int(), sha256: sha256Hex }),
  z.strictObject({ ok: z.literal(false), failure: z.enum(joinFailures) }),
]);
export type JoinAnswer = z.infer<typeof joinAnswer>;

export const removeOrder = z.strictObject({ segments: z.array(segmentName).min(1).max(10_000) });

export const verifyLevels = ['presence', 'size', 'hash'] as const;
export type VerifyLevel = (typeof verifyLevels)[number];
export const verifyOrder = z.strictObject({
  level: z.enum(verifyLevels),
  cameras: z.array(ulid).nullable(),
});

/**
 * What is wrong with a row or a file. `chainBroken`: a row was altered, taken out or put elsewhere; `missing`: its file is not
 * there (or under another name); `stranger`: a file that no row names; `unfinished`: a segment that is being written, or was
 * when the recorder died and settles at its next start.
 */
export const verifyFaults = [
  'chainBroken',
  'missing',
  'sizeDiffers',
  'hashDiffers',
  'stranger',
  'unfinished',
] as const;
export type VerifyFault = (typeof verifyFaults)[number];

/** `unfinished` is told and is no failure. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly level: VerifyLevel;
  readonly rows: number;
  readonly segments: number;
  readonly gaps: number;
  readonly imported: number;
  readonly removed: number;
  readonly bytes: number;
  /** The first thousand. */
  readonly findings: readonly {
    readonly fault: VerifyFault;
    readonly camera: string | null;
    readonly run: string | null;
    readonly index: number | null;
    readonly file: string | null;
  }[];
  readonly cameras: readonly { readonly camera: string; readonly count: number; readonly head: string }[];
}

/**
 * The bytes of `/live`: a row of frames, each `u32 BE length of the rest | u8 kind | u8 camera index in the query | payload`.
 * Kind 0: JSON `{ codecs }` (a new start: `video/mp4; codecs="…"`); 1: init segment; 2: a fragment that begins with a key frame;
 * 3: a fragment that does not; 4: a still as JPEG (where there is no H.264 sub stream); 5: JSON `{ state, since, cause }`.
 */
export const liveFrameKinds = { start: 0, init: 1, keyFragment: 2, fragment: 3, still: 4, state: 5 } as const;
