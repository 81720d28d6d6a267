import { describe, expect, it, vi } from 'vitest';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { createStreams } from '../../../src-main/core/api/streams.ts';

const chief = { roles: ['chief'] } as unknown as SignedIn;
const bytes = Buffer.from('0123456789');
const video = { kind: 'video', roles: ['chief'], once: false, goodForMs: 1000 } as const;
const asked = (ticket: string, range: string | null = null) =>
  ({ kind: 'video', ticket, rest: 'one', range }) as const;
const who = (owner: string, signedIn: SignedIn | null = chief) => ({ owner, signedIn: () => signedIn });
const open = () => Promise.resolve({ mediaType: 'video/mp4', bytes });

describe('an address of pictures', () => {
  it('is for the sign-in that asked for it, while it may see them, until its time is over', async () => {
    let nowMs = 0;
    const streams = createStreams(() => nowMs, {});
    const ticket = streams.offer({ ...video, open }, 'one');
    const never = new AbortController().signal;
    const status = async (owner: string, signedIn: SignedIn | null = chief) =>
      (await streams.answer(asked(ticket), who(owner, signedIn), never))?.status ?? null;
    expect(await status('another')).toBe(null);
    expect(await status('one', null)).toBe(null);
    expect(await status('one', { roles: ['examiner'] } as unknown as SignedIn)).toBe(null);
    expect(await status('one')).toBe(200);
    expect(await status('one')).toBe(200);
    nowMs = 1000;
    expect(await status('one')).toBe(null);
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=2-999', 206, '23456789', 'bytes 2-9/10'],
    ['bytes=20-30', 416, '', 'bytes */10'],
    ['bytes=5-2', 416, '', 'bytes */10'],
    ['bytes=1-2,4-5', 200, '0123456789', null],
    [null, 200, '0123456789', null],
  ])('is answered in the range %s with %s', async (range, status, text, contentRange) => {
    const streams = createStreams(() => 0, {});
    const ticket = streams.offer({ ...video, open }, 'one');
    const answer = await streams.answer(asked(ticket, range), who('one'), new AbortController().signal);
    expect([answer?.status, await answer?.text(), answer?.headers.get('content-range') ?? null]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('of live pictures is good once, and ends when its owner may see them no more', async () => {
    vi.useFakeTimers();
    const streams = createStreams(() => 0, {});
    let ended = false;
    const live = (_: string, signal: AbortSignal) => {
      signal.addEventListener('abort', () => (ended = true));
      const body = new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(bytes) });
      return Promise.resolve({ mediaType: 'application/octet-stream', body });
    };
    const ticket = streams.offer(
      { kind: 'live', roles: ['chief'], once: true, goodForMs: 1000, open: live },
      'one',
    );
    let signedIn: SignedIn | null = chief;
    const asking = { kind: 'live', ticket, rest: '', range: null } as const;
    const person = { owner: 'one', signedIn: () => signedIn };
    const answer = await streams.answer(asking, person, new AbortController().signal);
    expect(await streams.answer(asking, person, new AbortController().signal)).toBe(null);
    const reader = answer?.body?.getReader();
    expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe('0123456789');
    const next = reader?.read();
    signedIn = null;
    await vi.advanceTimersByTimeAsync(1000);
    expect((await next)?.done).toBe(true);
    expect(ended).toBe(true);
    vi.useRealTimers();
  });
});
