import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { requestHeader } from '#shared/contract/live.ts';

const linkMs = 60_000;
const deskCookie = 'kd_desk';
export const sessionCookie = 'kd_session';

/** How a request came in. */
export type Transport = { readonly kind: 'socket' } | { readonly kind: 'http'; readonly origin: string };

/** Desks that came in by a one-time link, and the links that are still good. */
export interface DeskBook {
  /** A new link path `/enter?k=…`, good once and for a minute. */
  readonly newLink: () => string;
  /** Uses a link; answers the desk's token, or null. */
  readonly enter: (key: string) => string | null;
  /** The name of the desk that holds this token; null when unknown. */
  readonly deskOf: (token: string | null) => string | null;
}

/**
 * Makes the book. Its links end with the core. A desk's token is its name and a proof of it under the secret, so that a desk
 * is known again by the next core that is given the same secret.
 */
export function createDeskBook(monotonicMs: () => number, secret: string): DeskBook {
  const links = new Map<string, number>();
  const proofOf = (name: string): string =>
    createHmac('sha256', secret).update(`kaodian desk\n${name}`).digest('base64url');
  return {
    newLink() {
      const key = randomBytes(18).toString('base64url');
      links.set(hash(key), monotonicMs() + linkMs);
      return `/enter?k=${key}`;
    },
    enter(key) {
      const until = links.get(hash(key));
      links.delete(hash(key));
      if (until === undefined || until < monotonicMs()) return null;
      const name = `desk-${randomBytes(4).toString('hex')}`;
      return `${name}.${proofOf(name)}`;
    },
    deskOf(token) {
      const [name = '', proof = '', ...more] = token?.split('.') ?? [];
      return /^desk-[0-9a-f]{8}$/.test(name) && more.length === 0 && sameText(proof, proofOf(name))
        ? name
        : null;
    },
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function sameText(left: string, right: string): boolean {
  return timingSafeEqual(
    createHash('sha256').update(left).digest(),
    createHash('sha256').update(right).digest(),
  );
}

/**
 * Whether a request may come in by its headers: right `Host` (a rebound name has another), own `Origin`, no cross-site
 * fetch, and the page's own header on everything that answers data.
 */
export function headersAllow(request: Request, transport: Transport): boolean {
  if (transport.kind === 'http') {
    const host = request.headers.get('host') ?? '';
    const allowed = new URL(transport.origin).host;
    if (host !== allowed && host !== allowed.replace('127.0.0.1', 'localhost')) return false;
    const origin = request.headers.get('origin');
    if (origin !== null && origin !== `http://${host}`) return false;
    const site = request.headers.get('sec-fetch-site');
    if (site !== null && site !== 'same-origin' && site !== 'none') return false;
  }
  return request.headers.get(requestHeader) === '1';
}

/** The value of one cookie; null when it is not there. */
export function cookie(request: Request, name: string): string | null {
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

/** A cookie of ours: out of reach of scripts, never sent across sites. */
export function setCookie(name: string, value: string | null): string {
  const age = value === null ? '; Max-Age=0' : '';
  return `${name}=${value ?? ''}; Path=/; HttpOnly; SameSite=Strict${age}`;
}

/** The desk token that a browser holds. */
export function deskToken(request: Request): string | null {
  return cookie(request, deskCookie);
}

/** Sets the desk cookie. */
export function deskCookieHeader(token: string): string {
  return setCookie(deskCookie, token);
}
