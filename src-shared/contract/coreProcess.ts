import type { Refusal } from './refusal.ts';

/**
 * How a launcher (the shell, or `kaodian serve`) and the core process talk.
 *
 * The launcher writes ONE line of JSON (`CoreStart`) to the core's standard input and keeps that pipe open; when it ends,
 * the core closes the site and exits 0. The core answers with lines of JSON (`CoreReport`) on standard output. Secrets go
 * this way only: never by argument, never by environment.
 */
export interface CoreStart {
  readonly v: 1;
  /** Folder that holds (or will hold) the site; local application data, never a network or synced folder. */
  readonly dataDir: string;
  /** Unix socket path or Windows pipe name on which the API listens; random name in a private, short path. */
  readonly socketPath: string;
  /** Every request on the socket carries it as `x-kaodian-socket`. */
  readonly socketToken: string;
  /** Folder of the built renderer; the core's HTTP server serves it. */
  readonly rendererDir: string;
  /** Folder of migrations, catalogue and calendar. */
  readonly resourcesDir: string;
  /** Loopback HTTP for browsers. Absent: no TCP listener at all. Port 0 picks a free one. */
  readonly http?: { readonly port: number };
  /** Database key (64 hex digits) when the system's key store holds it, or the key file was given. */
  readonly siteKeyHex?: string;
  /** True when the launcher can keep a key in a real system key store and wants to be told the key of a new site. */
  readonly keyStore?: boolean;
  /** Open the demonstration site instead. */
  readonly demo?: boolean;
  readonly softwareVersion: string;
  /**
   * Where the recorder process listens (contract/recorder.ts) once it is asked for by the report `recorder`. The launcher makes both for
   * its whole life. Absent: nothing is recorded here.
   */
  readonly recorder?: { readonly socketPath: string; readonly socketToken: string };
  /** Demonstrations only: the site's clock runs this much behind (negative: behind) the host's. */
  readonly clockOffsetMs?: number;
}

export type CoreReport =
  | {
      readonly kind: 'ready';
      readonly pid: number;
      /** The key that came with the start did not open the site: the page asks for another, or says why none will. */
      readonly unlockRefused?: Refusal;
      /** `http://127.0.0.1:PORT` when HTTP was asked for. */
      readonly httpOrigin?: string;
      /** Good once and for one minute. */
      readonly signInLink?: string;
    }
  /** A fresh one-time link, asked for by the line `{"kind":"link"}` on standard input. */
  | { readonly kind: 'link'; readonly signInLink: string }
  /** For the launcher's key store (`keyStore: true` only): the key of the site that was just set up. */
  | { readonly kind: 'siteKey'; readonly siteKeyHex: string }
  /**
   * Please start the recorder for this site, and keep it running; when it runs for another site it ends first. Null: end it (no
   * site is open, or the demonstration's folder goes). It goes on while the core is away.
   */
  | { readonly kind: 'recorder'; readonly siteDir: string | null }
  /** The core cannot start; the launcher shows it and does not restart in a loop. */
  | ({ readonly kind: 'refused' } & Refusal<CoreRefusalCode>);

/** Why a core does not start. */
export const coreRefusalCodes = ['site-locked', 'data-folder', 'sqlite-too-old', 'port-taken'] as const;
export type CoreRefusalCode = (typeof coreRefusalCodes)[number];

/** Lines that the launcher may write after the first. */
export type CoreOrder = { readonly kind: 'link' };
