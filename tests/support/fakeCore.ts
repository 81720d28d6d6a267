/**
 * A core that only plays the launcher's game, for tests of the launcher and the shell. Its first argument says how:
 * `listen` listens on the socket and answers, `die` ends at once, `refuse` refuses, `stubborn` ignores the end of its input,
 * `once FILE` dies the first time and runs well afterwards, `crowded` finds every port taken that it is told to use again.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';

import type { CoreReport, CoreStart } from '#shared/contract/coreProcess.ts';

const [role, file] = process.argv.slice(2);
const lines = createInterface({ input: process.stdin });

function report(value: CoreReport): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

function listen(start: CoreStart): void {
  const server = createServer((request, response) => {
    if (request.headers['x-kaodian-socket'] !== start.socketToken) {
      response.writeHead(403).end();
      return;
    }
    if (request.url === '/rpc/stream') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: first\n\n');
      response.on('close', () => process.stderr.write('stream released\n'));
      return;
    }
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const seen = {
        method: request.method,
        url: request.url,
        headers: request.headers,
        bytes: Buffer.concat(pieces).length,
        environment: Object.keys(process.env),
        start,
      };
      response.writeHead(200, {
        'content-type': 'application/json',
        'set-cookie': 'kaodian=one; HttpOnly; Path=/',
      });
      response.end(JSON.stringify(seen));
    });
  });
  server.listen(start.socketPath, () => {
    process.stderr.write('listening\n');
    const { port } = start.http ?? {};
    report({
      kind: 'ready',
      pid: process.pid,
      signInLink: 'http://127.0.0.1/in/1',
      ...(port === undefined ? {} : { httpOrigin: `http://127.0.0.1:${port === 0 ? 4321 : port}` }),
    });
  });
}

function begin(start: CoreStart): void {
  if (role === 'die') process.exit(3);
  if (role === 'once' && file !== undefined && !existsSync(file)) {
    writeFileSync(file, '');
    process.exit(3);
  }
  if (role === 'crowded' && start.http !== undefined && start.http.port !== 0) {
    report({ kind: 'refused', code: 'port-taken', facts: { port: String(start.http.port) } });
    process.exit(1);
  }
  if (role === 'refuse') {
    report({ kind: 'refused', code: 'site-locked', facts: { pid: '1' } });
    process.exit(1);
  }
  if (start.keyStore === true && start.siteKeyHex === undefined) {
    report({ kind: 'siteKey', siteKeyHex: 'ab'.repeat(32) });
  }
  process.stdout.write('not a report\n');
  listen(start);
}

let started = false;
lines.on('line', (line) => {
  const value = JSON.parse(line) as CoreStart | { kind: string };
  if (!started) {
    started = true;
    begin(value as CoreStart);
  } else {
    report({ kind: 'link', signInLink: 'http://127.0.0.1/in/2' });
  }
});
lines.on('close', () => {
  if (role === 'stubborn') setInterval(() => undefined, 1_000);
  else process.exit(0);
});
