import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  errorCode,
  makeFolderDurable,
  removeDurable,
  sweepUnfinished,
  writeDurable,
} from '#node/durableFile.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Clock } from './clock.ts';
import { namesIn } from './packageStore.ts';

/** A link is good once, and this long. */
export const linkLifetimeMs = 60_000;
/** A working day; after it the reviewer needs a new link. */
const sessionLifetimeMs = 10 * 60 * 60 * 1000;
const cookieName = 'kaodian_centre';

export type ReviewerSession = {
  readonly reviewer: string;
  /** Stands in every form; a foreign page cannot know it. */
  readonly formToken: string;
};

export type SignIn = {
  /** The secret of a new one-time link. Kept as a file, so that the command line can make one beside a running centre. */
  newLinkSecret(): Promise<string>;
  /** Ends a link and begins a session; null when the link is unknown, used or too old. Gives the cookie's text. */
  redeem(secret: string, reviewer: string): Promise<string | null>;
  sessionOf(request: Request): ReviewerSession | null;
  /** Ends the session; gives the cookie that forgets it. */
  signOut(request: Request): string;
};

const linkSchema = z.strictObject({ expiresAt: z.string() });

/** Reviewers' sign-in: one-time links in `folder`, sessions in memory. */
export async function openSignIn(folder: string, clock: Clock, secure: () => boolean): Promise<SignIn> {
  await makeFolderDurable(folder);
  await sweepOldLinks(folder, clock);
  const sessions = new Map<string, ReviewerSession & { readonly expiresAt: number }>();
  const keyOf = (request: Request): string | null => {
    const id = cookies(request).get(cookieName);
    return id === undefined ? null : sha256Hex(id);
  };
  const cookie = (value: string, maxAgeSeconds: number): string =>
    [
      `${cookieName}=${value}`,
      'Path=/',
      'HttpOnly',
      'SameSite=Strict',
      `Max-Age=${maxAgeSeconds}`,
      ...(secure() ? ['Secure'] : []),
    ].join('; ');

  return {
    async newLinkSecret() {
      const secret = randomBytes(24).toString('base64url');
      const expiresAt = new Date(clock.now().getTime() + linkLifetimeMs).toISOString();
      await writeDurable(join(folder, `${sha256Hex(secret)}.json`), JSON.stringify({ expiresAt }));
      return secret;
    },

    async redeem(secret, reviewer) {
      const path = join(folder, `${sha256Hex(secret)}.json`);
      const expiresAt = await readExpiry(path);
      // Of two that come at once, the one that removes the file is in.
      if (expiresAt === null || !(await removeDurable(path))) return null;
      if (clock.now().getTime() > expiresAt) return null;
      const id = randomBytes(32).toString('base64url');
      sessions.set(sha256Hex(id), {
        reviewer,
        formToken: randomBytes(32).toString('base64url'),
        expiresAt: clock.now().getTime() + sessionLifetimeMs,
      });
      return cookie(id, sessionLifetimeMs / 1000);
    },

    sessionOf(request) {
      const key = keyOf(request);
      const session = key === null ? undefined : sessions.get(key);
      if (key === null || session === undefined) return null;
      if (clock.now().getTime() <= session.expiresAt) return session;
      sessions.delete(key);
      return null;
    },

    signOut(request) {
      const key = keyOf(request);
      if (key !== null) sessions.delete(key);
      return cookie('', 0);
    },
  };
}

/** The cookies of a request. */
export function cookies(request: Request): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const part of (request.headers.get('cookie') ?? '').split(';')) {
    const at = part.indexOf('=');
    if (at > 0) found.set(part.slice(0, at).trim(), part.slice(at + 1).trim());
  }
  return found;
}

async function readExpiry(path: string): Promise<number | null> {
  try {
    return Date.parse(linkSchema.parse(JSON.parse(await readFile(path, 'utf8'))).expiresAt);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null;
    throw error;
  }
}

async function sweepOldLinks(folder: string, clock: Clock): Promise<void> {
  await sweepUnfinished(folder);
  for (const name of await namesIn(folder)) {
    const expiresAt = await readExpiry(join(folder, name));
    if (expiresAt !== null && clock.now().getTime() > expiresAt) await removeDurable(join(folder, name));
  }
}
