interface Kept {
  readonly value: string;
  /** Milliseconds since 1970; absent: until the window closes. */
  readonly expiresAt?: number;
}

/**
 * The session cookies of one window. Cookies do not work on `app://`, so the shell keeps them: the page never sees one. All
 * cookies belong to the core, so path and domain do not matter.
 */
export class CookieJar {
  readonly #kept = new Map<string, Kept>();

  /** Takes the `Set-Cookie` headers of an answer. */
  take(setCookies: readonly string[], nowMs: number): void {
    for (const line of setCookies) {
      const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
      const equals = pair.indexOf('=');
      if (equals < 1) continue;
      const expiresAt = expiryOf(attributes, nowMs);
      const name = pair.slice(0, equals);
      if (expiresAt !== undefined && expiresAt <= nowMs) this.#kept.delete(name);
      else
        this.#kept.set(name, {
          value: pair.slice(equals + 1),
          ...(expiresAt === undefined ? {} : { expiresAt }),
        });
    }
  }

  /** The `Cookie` header of a request; nothing when there is no cookie. */
  header(nowMs: number): string | undefined {
    const pairs: string[] = [];
    for (const [name, { value, expiresAt }] of this.#kept) {
      if (expiresAt !== undefined && expiresAt <= nowMs) this.#kept.delete(name);
      else pairs.push(`${name}=${value}`);
    }
    return pairs.length === 0 ? undefined : pairs.join('; ');
  }
}

/** `Max-Age` counts before `Expires` (RFC 6265, 5.3). */
function expiryOf(attributes: readonly string[], nowMs: number): number | undefined {
  let expires: number | undefined;
  for (const attribute of attributes) {
    const [name = '', value = ''] = attribute.split('=', 2);
    if (/^max-age$/i.test(name) && /^-?\d+$/.test(value)) return nowMs + Number(value) * 1000;
    if (/^expires$/i.test(name) && !Number.isNaN(Date.parse(value))) expires = Date.parse(value);
  }
  return expires;
}
