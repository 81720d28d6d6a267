import { access, constants, statfs } from 'node:fs/promises';
import { basename } from 'node:path';

import { BrowserWindow, dialog, ipcMain, type IpcMainInvokeEvent } from 'electron';
import { z } from 'zod';

import {
  desktopChannels,
  saveFileLimitBytes,
  type CoreState,
  type PickFolderAnswer,
  type PrintAnswer,
  type SaveFileAnswer,
  type WindowState,
} from '#shared/contract/desktop.ts';
import type { Launcher } from '#node/launcher.ts';

import { refuse } from '#shared/contract/refusal.ts';
import { printTargets } from '#shared/contract/desktop.ts';
import { ejectDriveOf } from './drives.ts';
import { isOwnPage } from './walls.ts';
import { writeWhole } from './writeWhole.ts';

/** A file name without a folder and without what some file system cannot hold. */
const fileName = z
  .string()
  .min(1)
  .max(200)
  .transform((name) => basename(name.replaceAll('\\', '/')).replace(/[<>:"|?*\p{Cc}]/gu, '_'));

const printOptions = z.strictObject({
  to: z.enum(printTargets),
  suggestedName: fileName.default('kaodian.pdf'),
  landscape: z.boolean().default(false),
});
const saveFileRequest = z.strictObject({
  suggestedName: fileName,
  bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
});
const folderPath = z.string().min(1).max(4096);
const windowStateChange = z.strictObject({ fullScreen: z.boolean().optional() }).optional();

/** Folders that a person picked since the start; only these may be ejected. */
const picked = new Set<string>();

/** Listens to the page's calls. Each checks who calls and what it brings; anything else is thrown back. */
export function offerDesktopFunctions(launcher: Launcher): void {
  offer(desktopChannels.print, (window, value) => print(window, printOptions.parse(value)));
  offer(desktopChannels.pickFolder, pickFolder);
  offer(desktopChannels.saveFile, (window, value) => saveFile(window, saveFileRequest.parse(value)));
  offer(desktopChannels.ejectDrive, async (_window, value) => {
    const folder = folderPath.parse(value);
    return picked.has(folder) ? ejectDriveOf(folder) : refuse('not-picked');
  });
  offer(desktopChannels.windowState, (window, value) =>
    windowState(window, windowStateChange.parse(value)?.fullScreen),
  );
  offer(desktopChannels.coreState, () => forPage(launcher.state()));
  offer(desktopChannels.retryCore, () => launcher.retry());
}

/** The core's state without the sign-in link, which is for browsers only. */
export function forPage(state: CoreState): CoreState {
  if (state.kind !== 'ready') return state;
  const { signInLink: _link, ...rest } = state;
  return rest;
}

function offer(channel: string, answer: (window: BrowserWindow, value: unknown) => unknown): void {
  ipcMain.handle(channel, async (event: IpcMainInvokeEvent, value: unknown) => {
    const window = BrowserWindow.fromWebContents(event.sender);
    const frame = event.senderFrame;
    if (window === null || frame === null || frame !== event.sender.mainFrame || !isOwnPage(frame.url)) {
      throw new Error('not a caller of the desktop functions');
    }
    return answer(window, value);
  });
}

async function print(window: BrowserWindow, options: z.output<typeof printOptions>): Promise<PrintAnswer> {
  if (options.to === 'pdf') {
    const bytes = await window.webContents.printToPDF({
      pageSize: 'A4',
      landscape: options.landscape,
      printBackground: true,
      preferCSSPageSize: true,
    });
    const answer = await saveFile(window, { suggestedName: options.suggestedName, bytes });
    if (answer.ok) return answer;
    const { code, facts } = answer.refusal;
    return { ok: false, refusal: { code: code === 'cancelled' ? 'cancelled' : 'failed', facts } };
  }
  return new Promise((resolve) => {
    window.webContents.print({ landscape: options.landscape, printBackground: true }, (done, reason) => {
      if (done) return resolve({ ok: true });
      const code = /cancel/i.test(reason) ? 'cancelled' : 'failed';
      resolve({ ok: false, refusal: { code, facts: { reason } } });
    });
  });
}

async function pickFolder(window: BrowserWindow): Promise<PickFolderAnswer> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openDirectory', 'createDirectory'],
  });
  const path = filePaths[0];
  if (canceled || path === undefined) return refuse('cancelled');
  try {
    await access(path, constants.W_OK);
    const { bavail, bsize } = await statfs(path);
    picked.add(path);
    return { ok: true, path, freeBytes: bavail * bsize };
  } catch (error) {
    return refuse('not-writable', { path, reason: String(error) });
  }
}

async function saveFile(
  window: BrowserWindow,
  file: z.output<typeof saveFileRequest>,
): Promise<SaveFileAnswer> {
  if (file.bytes.byteLength > saveFileLimitBytes) {
    return refuse('too-large', { bytes: String(file.bytes.byteLength) });
  }
  const { canceled, filePath } = await dialog.showSaveDialog(window, { defaultPath: file.suggestedName });
  if (canceled || filePath === '') return refuse('cancelled');
  try {
    await writeWhole(filePath, file.bytes);
    return { ok: true, path: filePath };
  } catch (error) {
    return refuse('failed', { reason: String(error) });
  }
}

function windowState(window: BrowserWindow, fullScreen: boolean | undefined): WindowState {
  if (fullScreen !== undefined) window.setFullScreen(fullScreen);
  return {
    fullScreen: fullScreen ?? window.isFullScreen(),
    maximized: window.isMaximized(),
    focused: window.isFocused(),
  };
}
