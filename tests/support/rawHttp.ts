import { connect } from 'node:net';

/** How long a busy machine may take until an answer begins. */
const firstByteMs = 15_000;

/** Sends these bytes as they are, and gives everything that comes back until the server closes, or is silent after it began. */
export function rawHttp(
  where: { readonly port: number } | { readonly path: string },
  text: string,
  silenceMs = 400,
): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect('path' in where ? { path: where.path } : { port: where.port, host: '127.0.0.1' });
    socket.setTimeout(firstByteMs, () => socket.destroy());
    socket.on('data', (piece) => {
      answer += piece.toString('latin1');
      socket.setTimeout(silenceMs);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
    socket.write(text);
  });
}

/** Request lines that name no path of ours, and the head that goes with them. */
export const malformedTargets = ['//', '//evil.example/rpc/x', '/\\evil.example', '*', 'x', 'ftp://a/b'];
