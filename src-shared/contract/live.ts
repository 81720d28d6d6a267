/**
 * The one live subscription of a window (`changes`, tRPC over server-sent events). After a reconnect the page names the
 * last `seq` it saw and gets what it missed. Before sign-in, and after sign-out, it hears `site` alone, with `seq` 0.
 */
export interface Change {
  /** Ledger size after the change; also the event id. */
  readonly seq: number;
  /** First parts of the event types that happened: `checkin`, `sheet` … plus `job` for progress and `site` for phase changes. */
  readonly topics: readonly string[];
}

/** The topic of the site as such: its phase, its name. All that a window hears before sign-in. */
export const siteTopic = 'site';

/** Header that every request of a page carries; a plain cross-site form cannot send it. */
export const requestHeader = 'x-kaodian';

/** Whom the page takes to be signed in: a request of one person is not done in the name of the next at the desk. */
export const personHeader = 'x-kaodian-person';

/** Paths beside `/rpc`: raw bodies up, files down. */
export const paths = {
  /** tRPC endpoint; command: `/rpc/submit`, questions and actions by their names. */
  rpc: '/rpc',
  /** POST one piece (at most 8 MiB) with headers x-upload-id, x-upload-offset, x-upload-total, x-file-name (encodeURIComponent). Answers JSON `{ received }`. */
  upload: '/upload',
  /** GET /files/<downloadId>. */
  files: '/files',
  /** GET /live/<ticket>: frames of live pictures (contract/recorder.ts), one connection; ends when the session does. */
  live: '/live',
  /** GET /video/<ticket>/<run>-<index>: a segment to be played; ranges are answered. */
  video: '/video',
} as const;

export const uploadPieceBytes = 8 * 1024 * 1024;
