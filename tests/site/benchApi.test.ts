import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import type { ApiFigures } from '../bench/api.ts';
import { bench } from '../bench/bench.ts';

describe('npm run bench -- api', () => {
  beforeEach(() => vi.stubEnv('KAODIAN_ELECTRON', ''));
  afterEach(() => vi.unstubAllEnvs());

  it('measures every transport that is open here, and says why the window is not measured', async () => {
    const said: string[] = [];
    const io = { stdout: (text: string) => void said.push(text), stderr: () => undefined };
    expect(await bench(['api', '--json'], io)).toBe(0);
    const figures = JSON.parse(said.join('')) as ApiFigures;
    expect(figures).toMatchObject({ questions: 200, window: null, windowMissing: 'no-runtime' });
    for (const transport of [figures.inProcess, figures.socket, figures.loopbackHttp]) {
      expect(transport.p50).toBeGreaterThan(0);
      expect(transport.p95).toBeGreaterThanOrEqual(transport.p50);
      expect(transport.p99).toBeGreaterThanOrEqual(transport.p95);
    }
  }, 120_000);

  it.each([[], ['window'], ['api', '--questions', 'many'], ['api', '--rows', '5']])(
    'lists the benches when asked for %s',
    async (...args: string[]) => {
      const said: string[] = [];
      const io = { stdout: () => undefined, stderr: (text: string) => void said.push(text) };
      expect(await bench(args, io)).toBe(2);
      for (const name of ['commit', 'api', 'lookup'])
        expect(said.join('')).toMatch(new RegExp(`^${name} `, 'm'));
    },
  );
});
