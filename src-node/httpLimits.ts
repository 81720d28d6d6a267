import type { IncomingMessage } from 'node:http';
import type { Server } from 'node:net';

/** How slowly a body may arrive, and how many connections there may be. Who needs other numbers says why where they stand. */
export interface HttpLimits {
  /** Milliseconds that a sender may let us wait before its speed counts at all: a line that is interrupted for a moment. */
  readonly bodyGraceMs: number;
  /** Then at least this: slower than any line on which a person would wait, and it ends what is never sent to the end. */
  readonly slowestBodyBytesPerSecond: number;
  /** What is still read of a body whose answer is out already, so that the sender gets to read the answer. */
  readonly drainBytes: number;
  readonly drainMs: number;
  /** Connections of one address; of IPv6 its /64 network, which one machine has for itself. */
  readonly connectionsPerAddress: number;
  /** Connections of all addresses together. */
  readonly connections: number;
}

/** More than one window, its downloads and its live news ever hold open; fewer than the files a process may have open. */
export const usualHttpLimits: HttpLimits = {
  bodyGraceMs: 30_000,
  slowestBodyBytesPerSecond: 8 * 1024,
  drainBytes: 32 * 1024 * 1024,
  drainMs: 10_000,
  connectionsPerAddress: 256,
  connections: 512,
};

/** Why a body was not read to its end. */
export type BodyFault = 'too-large' | 'too-slow';

/**
 * The bytes of a body; fails where they pass the limit, where they come too slowly, and when the client breaks off.
 * Only the time counts in which we wait for the sender.
 * @param onFault told before this fails, if it is the limits' doing
 */
export async function* bodyWithin(
  message: IncomingMessage,
  limitBytes: number,
  { bodyGraceMs, slowestBodyBytesPerSecond }: HttpLimits,
  onFault: (fault: BodyFault) => void,
): AsyncGenerator<Uint8Array> {
  // The connection stays, so that the answer can still be given.
  const chunks = message.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let seen = 0;
  let waitedMs = 0;
  for (;;) {
    const allowedMs = bodyGraceMs + (seen / slowestBodyBytesPerSecond) * 1000;
    const asked = performance.now();
    const next = await within(chunks.next(), Math.max(0, allowedMs - waitedMs));
    waitedMs += performance.now() - asked;
    if (next === null) {
      onFault('too-slow');
      throw new Error('the body comes too slowly');
    }
    if (next.done === true) return;
    seen += next.value.length;
    if (seen > limitBytes) {
      onFault('too-large');
      await chunks.return?.();
      throw new Error('the body is too large');
    }
    yield next.value;
  }
}

/** What the work gives, or null when it takes longer; of what comes later nobody is told. */
async function within<T>(work: Promise<T>, milliseconds: number): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), milliseconds);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Reads and forgets the rest of a body whose answer is out, up to the limits; then the connection ends. Without it a
 * sender that is still sending would find the connection reset, and never see what it was told.
 */
export function drain(message: IncomingMessage, { drainBytes, drainMs }: HttpLimits): void {
  if (message.complete || message.destroyed) return;
  let seen = 0;
  const end = (): void => void message.socket.destroy();
  const timer = setTimeout(end, drainMs);
  timer.unref();
  const done = (): void => clearTimeout(timer);
  message.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    if (seen > drainBytes) end();
  });
  message.once('end', done);
  message.once('error', done);
  message.once('close', done);
}

/**
 * Counts the connections of a server by address. The answer says whether an address holds more than it may: then it is
 * told so in words. One that holds twice as many is told nothing any more.
 */
export function countConnections(
  server: Server,
  limits: HttpLimits,
): (address: string | undefined) => boolean {
  const open = new Map<string, number>();
  server.maxConnections = limits.connections;
  server.on('connection', (socket) => {
    const group = addressGroup(socket.remoteAddress);
    const count = (open.get(group) ?? 0) + 1;
    if (count > limits.connectionsPerAddress * 2) {
      socket.destroy();
      return;
    }
    open.set(group, count);
    socket.once('close', () => {
      const left = (open.get(group) ?? 1) - 1;
      if (left === 0) open.delete(group);
      else open.set(group, left);
    });
  });
  return (address) => (open.get(addressGroup(address)) ?? 0) > limits.connectionsPerAddress;
}

/** An IPv4 address as it stands, of an IPv6 address its /64 network; all connections of a local socket are one group. */
export function addressGroup(address: string | undefined): string {
  if (address === undefined) return '';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.replace(/%.*$/u, '').split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return [...before, ...zeros, ...after].slice(0, 4).join(':');
}
