import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { bench } from '../../src-main/cli/bench.ts';
import type { ApiFigures } from '../../src-main/cli/bench/api.ts';

describe('kaodian bench api', () => {
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

  it('names the benches when asked for another', async () => {
    const said: string[] = [];
    const io = { stdout: () => undefined, stderr: (text: string) => void said.push(text) };
    expect(await bench(['window'], io)).toBe(2);
    expect(said.join('')).toContain('commit|api');
  });
});
