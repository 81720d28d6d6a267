import { BrowserWindow, session } from 'electron';

import { pageBackground, windowOrigin } from '#shared/contract/pageHeaders.ts';

import { servePageOrigin, type PageOriginOptions } from './pageOrigin.ts';
import type { Places } from './places.ts';

/**
 * Opens windows. Each has a session of its own, so that two people at one machine stay two people. A window shows at once
 * in the page's colour; it does not wait for the core.
 */
export class Windows {
  readonly #places: Places;
  readonly #origin: PageOriginOptions;
  readonly #devTools: boolean;
  readonly #open = new Map<number, BrowserWindow>();

  constructor(places: Places, origin: PageOriginOptions, devTools: boolean) {
    this.#places = places;
    this.#origin = origin;
    this.#devTools = devTools;
  }

  /** Opens a further window; the smallest screen we know is 1366 x 768. */
  async open(): Promise<void> {
    let number = 1;
    while (this.#open.has(number)) number += 1;
    const partition = `persist:window-${number}`;
    const own = session.fromPartition(partition);
    if (!own.protocol.isProtocolHandled('app')) servePageOrigin(own, this.#origin);
    const window = new BrowserWindow({
      width: 1366,
      height: 768,
      minWidth: 1024,
      minHeight: 640,
      backgroundColor: pageBackground,
      title: '考点',
      icon: this.#places.icon,
      autoHideMenuBar: true,
      webPreferences: {
        partition,
        preload: this.#places.preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false,
        devTools: this.#devTools,
      },
    });
    this.#open.set(number, window);
    window.on('closed', () => this.#open.delete(number));
    await window.loadURL(`${windowOrigin}/`);
  }

  /** Brings the first window forward, or opens one. */
  async show(): Promise<void> {
    const [window] = this.#open.values();
    if (window === undefined) return this.open();
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** Tells every window. */
  send(channel: string, value: unknown): void {
    for (const window of this.#open.values())
      if (!window.isDestroyed()) window.webContents.send(channel, value);
  }
}
