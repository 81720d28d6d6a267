/** The origin of the page in the desktop window. */
export const windowOrigin = 'app://kaodian';

/** Colour of the page before it has drawn itself, so that the window opens without a flash. */
export const pageBackground = '#f7f6f2';

/** Rooms of the API under the page's own origin; everything else is a file of the renderer. */
const apiPaths: ReadonlySet<string> = new Set(['rpc', 'upload', 'files', 'live', 'video']);

/** True when a path of the page's origin belongs to the API (`/rpc/…`, `/upload`, `/files/…`, `/live/…`, `/video/…`). */
export function isApiPath(pathname: string): boolean {
  return apiPaths.has(pathname.split('/', 2)[1] ?? '');
}

/** Scripts come from our own files only; styles may be inline because Ant Design writes its styles into the page. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "frame-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "object-src 'none'",
].join('; ');

/** Headers of every file of the renderer, the same in the window and from the core's HTTP server. */
export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(self), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=()',
};

const mediaTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
};

/** Media type of a renderer file by its name. */
export function mediaTypeOf(name: string): string {
  return mediaTypes[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

/**
 * The renderer file that a path asks for, by the list of all its files (names with `/`, no leading one). A path without a
 * dot in its last part is a route of the page and gets `index.html`; a name that is not in the list gets nothing.
 */
export function pageFileFor(pathname: string, names: ReadonlySet<string>): string | undefined {
  let name: string;
  try {
    name = decodeURIComponent(pathname).replace(/^\/+/, '');
  } catch {
    return undefined;
  }
  if (name !== '' && names.has(name)) return name;
  const last = name.slice(name.lastIndexOf('/') + 1);
  return !last.includes('.') && names.has('index.html') ? 'index.html' : undefined;
}
