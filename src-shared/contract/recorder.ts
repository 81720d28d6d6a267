import { z } from 'zod';
import {
  cameraSourceKinds,
  cameraStates,
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
 *   POST /playable  { camera, run, index } -> video/mp4  the segment for a page to play; transcoded only when it is not H.264
 *   POST /remove    { segments: [{ camera, run, index }] } -> { removed }   files go, rows stay with the time of removal
 *   POST /verify    { level: 'presence'|'size'|'hash', cameras|null } -> VerifyReport
 *
 * Rows stand in `<site>/recordings.db` (SQLite, WAL, synchronous FULL), written by the recorder alone; the core reads it: table and
 * hashes in `src-node/segmentChain.ts`. The
 * pictures stand in the recordings folder: `<folder>/<cameraId>/<yyyy-mm-dd>/<start as yyyymmddThhmmssmmmZ>-<run>-<index>.mp4`.
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
  folderMark: z.string(),
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

/** A row of `recordings.db` as the API of the recorder and the table `segments` name it. */
export const segmentRow = z.strictObject({
  camera: ulid,
  run: ulid,
  index: z.int(),
  kind: z.enum(segmentKinds),
  start: instant,
  end: instant,
  clockOffsetMs: z.int(),
  size: z.int(),
  sha256: sha256Hex.nullable(),
  cause: z.string().nullable(),
  prev: sha256Hex,
  hash: sha256Hex,
});
export type SegmentRow = z.infer<typeof segmentRow>;

/**
 * The bytes of `/live`: a row of frames, each `u32 BE length of the rest | u8 kind | u8 camera index in the query | payload`.
 * Kind 0: JSON `{ codecs }` (a new start: `video/mp4; codecs="…"`); 1: init segment; 2: a fragment that begins with a key frame;
 * 3: a fragment that does not; 4: a still as JPEG (where there is no H.264 sub stream); 5: JSON `{ state, since, cause }`.
 */
export const liveFrameKinds = { start: 0, init: 1, keyFragment: 2, fragment: 3, still: 4, state: 5 } as const;
