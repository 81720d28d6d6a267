import type { CoreRefusalCode } from './coreProcess.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

/**
 * What the desktop window gives the page beyond a browser: a handful of named functions (`window.kaodianDesktop`).
 * Data never goes this way; it goes through the API. In a browser the object is absent.
 */
export interface KaodianDesktop {
  /** Opens the system's print dialogue for the page as it stands, or saves it as A4 PDF at a place the person picks. */
  print(options: PrintOptions): Promise<PrintAnswer>;
  /** Lets the person pick a folder (a drive); the path is then good for `ejectDrive`. */
  pickFolder(): Promise<PickFolderAnswer>;
  /** Lets the person pick a place and writes the bytes there durably; at most 64 MiB. */
  saveFile(file: SaveFileRequest): Promise<SaveFileAnswer>;
  /** Asks the system to eject the drive that holds a folder picked before. */
  ejectDrive(folder: string): Promise<EjectDriveAnswer>;
  /** Reads the window's state, after changing what is named. */
  windowState(change?: WindowStateChange): Promise<WindowState>;
  /** Where the core stands now; a page shows "starting", "restarting" or the refusal in words. */
  coreState(): Promise<CoreState>;
  /** Calls back at every change of the core's state; answers with the function that ends it. */
  onCoreState(listener: (state: CoreState) => void): () => void;
  /** After a refusal: try to start the core again. */
  retryCore(): Promise<void>;
}

export const printTargets = ['printer', 'pdf'] as const;

export interface PrintOptions {
  readonly to: (typeof printTargets)[number];
  /** Suggested file name of a PDF, without a folder. */
  readonly suggestedName?: string;
  readonly landscape?: boolean;
}

export type PrintAnswer =
  | { readonly ok: true; readonly path?: string }
  | DesktopRefusal<'cancelled' | 'failed'>;
export type PickFolderAnswer =
  | { readonly ok: true; readonly path: string; readonly freeBytes: number }
  | DesktopRefusal<'cancelled' | 'not-writable'>;

export interface SaveFileRequest {
  readonly suggestedName: string;
  readonly bytes: Uint8Array;
}
export type SaveFileAnswer =
  | { readonly ok: true; readonly path: string }
  | DesktopRefusal<'cancelled' | 'too-large' | 'failed'>;
export type EjectDriveAnswer =
  | { readonly ok: true }
  | DesktopRefusal<'not-picked' | 'not-a-drive' | 'in-use' | 'no-tool'>;

export interface WindowStateChange {
  readonly fullScreen?: boolean;
}
export interface WindowState {
  readonly fullScreen: boolean;
  readonly maximized: boolean;
  readonly focused: boolean;
}

/** An expected failure of a desktop function, with what is known about it. */
export interface DesktopRefusal<Code extends RefusalCode> {
  readonly ok: false;
  readonly refusal: Refusal<Code>;
}

/** Where the core process stands, as its launcher sees it. */
export type CoreState =
  | { readonly kind: 'starting'; readonly attempt: number }
  | {
      readonly kind: 'ready';
      readonly pid: number;
      /** The key that the launcher had did not open the site. */
      readonly unlockRefused?: Refusal;
      readonly httpOrigin?: string;
      readonly signInLink?: string;
    }
  /** It ended by itself; it starts again after `waitMs`. `attempt` counts the starts since it last ran well. */
  | {
      readonly kind: 'restarting';
      readonly attempt: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  /** It cannot run until a person changes something. */
  | ({ readonly kind: 'refused' } & Refusal<CoreRefusalCode | 'files-changed'>)
  | { readonly kind: 'stopped' };

/** Names of the messages between the page's preload and the shell; nothing else is listened to. */
export const desktopChannels = {
  print: 'kaodian:print',
  pickFolder: 'kaodian:pick-folder',
  saveFile: 'kaodian:save-file',
  ejectDrive: 'kaodian:eject-drive',
  windowState: 'kaodian:window-state',
  coreState: 'kaodian:core-state',
  coreStateChanged: 'kaodian:core-state-changed',
  retryCore: 'kaodian:retry-core',
} as const;

/** The largest file that `saveFile` takes, in bytes. */
export const saveFileLimitBytes = 64 * 1024 * 1024;

declare global {
  interface Window {
    readonly kaodianDesktop?: KaodianDesktop;
  }
}
