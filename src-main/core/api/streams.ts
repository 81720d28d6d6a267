import { randomBytes } from 'node:crypto';
import type { Role } from '#shared/domain/roles.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';

/** What a ticket opens: bytes, as the part of the address after the ticket asks for them. */
export interface StreamOffer {
  readonly kind: 'live' | 'video';
  /** Whoever holds none of these any more sees nothing more. */
  readonly roles: readonly Role[];
  /** Good for one connection, or for as many as are asked for until it ends. */
  readonly once: boolean;
  readonly goodForMs: number;
  readonly open: (rest: string, signal: AbortSignal) => Promise<StreamAnswer | null>;
}

/** Bytes with their kind. A whole body may be asked for in ranges; a stream may not. */
export type StreamAnswer = {
  readonly mediaType: string;
} & ({ readonly body: ReadableStream<Uint8Array> } | { readonly bytes: Uint8Array });

/** Addresses of pictures: only for the sign-in that asked for them, and only while it may see them. */
export interface Streams {
  /** Answers the ticket in the address. */
  readonly offer: (offer: StreamOffer, owner: string) => string;
  readonly answer: (
    asked: {
      readonly kind: StreamOffer['kind'];
      readonly ticket: string;
      readonly rest: string;
      readonly range: string | null;
    },
    who: { readonly owner: string; readonly signedIn: () => SignedIn | null },
    signal: AbortSignal,
  ) => Promise<Response | null>;
}

/** How often it is looked whether the one who looks still may. */
const lookEveryMs = 1_000;
const mostTickets = 1_000;

/** Makes the book of tickets. */
export function createStreams(monotonicMs: () => number, headers: Readonly<Record<string, string>>): Streams {
  const offers = new Map<string, StreamOffer & { readonly owner: string; readonly until: number }>();

  function makeRoom(): void {
    for (const [ticket, { until }] of offers)
      if (until <= monotonicMs() || offers.size >= mostTickets) offers.delete(ticket);
  }

  return {
    offer(offer, owner) {
      makeRoom();
      const ticket = randomBytes(16).toString('hex');
      offers.set(ticket, { ...offer, owner, until: monotonicMs() + offer.goodForMs });
      return ticket;
    },
    async answer({ kind, ticket, rest, range }, { owner, signedIn }, signal) {
      const offer = offers.get(ticket);
      // Somebody else's try takes nothing away from the owner.
      if (offer === undefined || offer.kind !== kind || offer.owner !== owner) return null;
      const may = (): boolean => signedIn()?.roles.some((role) => offer.roles.includes(role)) === true;
      if (offer.once) offers.delete(ticket);
      if (offer.until <= monotonicMs() || !may()) return null;
      const ended = new AbortController();
      const either = AbortSignal.any([signal, ended.signal]);
      const found = await offer.open(rest, either);
      if (found === null) return null;
      if ('bytes' in found)
        return ranged(found.bytes, { ...headers, 'content-type': found.mediaType }, range);
      return new Response(watched(found.body, may, ended), {
        headers: { ...headers, 'content-type': found.mediaType },
      });
    },
  };
}

/** The same bytes, which end when nobody may see them any more, or reads them. */
function watched(
  body: ReadableStream<Uint8Array>,
  may: () => boolean,
  ended: AbortController,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearInterval(timer);
    ended.abort();
    void reader.cancel().catch(() => undefined);
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      timer = setInterval(() => {
        if (may()) return;
        end();
        controller.close();
      }, lookEveryMs);
      timer.unref();
    },
    async pull(controller) {
      const next = await reader.read().catch(() => ({ done: true, value: undefined }));
      // It may have been closed while this piece was on its way.
      if (ended.signal.aborted) return;
      if (next.done || next.value === undefined) {
        end();
        controller.close();
      } else controller.enqueue(next.value);
    },
    cancel: end,
  });
}

/** A whole body, or the one range of it that is asked for (RFC 9110, 14.2). What is no range of ours is answered whole. */
function ranged(
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>>,
  range: string | null,
): Response {
  const whole = { ...headers, 'accept-ranges': 'bytes' };
  const asked = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const [, first = '', last = ''] = asked ?? [];
  if (asked === null || (first === '' && last === ''))
    return new Response(Buffer.from(bytes), { headers: whole });
  const { length } = bytes;
  const from = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const to = first === '' || last === '' ? length - 1 : Math.min(length - 1, Number(last));
  if (from >= length || from > to)
    return new Response(null, { status: 416, headers: { ...whole, 'content-range': `bytes */${length}` } });
  return new Response(Buffer.from(bytes.subarray(from, to + 1)), {
    status: 206,
    headers: { ...whole, 'content-range': `bytes ${from}-${to}/${length}` },
  });
}
