import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { bench } from '../../src-main/cli/bench.ts';
import type { DoorFigures } from '../../src-main/cli/bench/door.ts';

describe('kaodian bench door', () => {
  beforeEach(() => vi.stubEnv('KAODIAN_ELECTRON', ''));
  afterEach(() => vi.unstubAllEnvs());

  it('measures every road that is open here, and says why the window is not measured', async () => {
    const said: string[] = [];
    const io = { stdout: (text: string) => void said.push(text), stderr: () => undefined };
    expect(await bench(['door', '--json'], io)).toBe(0);
    const figures = JSON.parse(said.join('')) as DoorFigures;
    expect(figures).toMatchObject({ questions: 200, window: null, windowMissing: 'no-runtime' });
    for (const road of [figures.inProcess, figures.socket, figures.loopbackHttp]) {
      expect(road.p50).toBeGreaterThan(0);
      expect(road.p95).toBeGreaterThanOrEqual(road.p50);
      expect(road.p99).toBeGreaterThanOrEqual(road.p95);
    }
  }, 120_000);

  it('names the benches when asked for another', async () => {
    const said: string[] = [];
    const io = { stdout: () => undefined, stderr: (text: string) => void said.push(text) };
    expect(await bench(['window'], io)).toBe(2);
    expect(said.join('')).toContain('commit|door');
  });
});
