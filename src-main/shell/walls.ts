import { session, type App, type Session, type WebContents } from 'electron';

import { windowOrigin } from '#shared/contract/pageHeaders.ts';

/** True for an address of our own page (not of a file that a page made up). */
export function isOwnPage(address: string): boolean {
  return address === windowOrigin || address.startsWith(`${windowOrigin}/`);
}

/** Applies to every page that will ever exist: no leaving our origin, no new windows, no web views. */
export function raiseWalls(app: App): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents));
  app.on('session-created', guardSession);
  guardSession(session.defaultSession);
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOwnPage(event.url) && !event.url.startsWith(`blob:${windowOrigin}/`)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Refuses every permission but the camera for our own origin. The microphone is refused too: nothing records sound. */
function guardSession(guarded: Session): void {
  guarded.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const kinds = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const camera = permission === 'media' && kinds.length > 0 && kinds.every((kind) => kind === 'video');
    answer(camera && isOwnPage(details.requestingUrl));
  });
  guarded.setPermissionCheckHandler((_contents, permission, origin, details) => {
    return permission === 'media' && details.mediaType !== 'audio' && isOwnPage(origin.replace(/\/$/, ''));
  });
  guarded.setDevicePermissionHandler(() => false);
  guarded.on('will-download', (event, item) => {
    const address = item.getURL();
    if (!isOwnPage(address) && !address.startsWith(`blob:${windowOrigin}/`)) event.preventDefault();
  });
}
