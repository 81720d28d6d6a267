import { describe, expect, test } from 'vitest';
import { attempts } from '#node/attempt.ts';
import type { Demand } from '#node/attempt.ts';

const fruits = attempts<'apple' | 'pear'>();
const { attempt, need } = fruits;
const demand: Demand<'apple' | 'pear'> = fruits.demand;
const roots = attempts<'beet'>();
const no = (refusal: 'apple' | 'pear') => ({ ok: false, refusal }) as const;

describe('an attempt', () => {
  test('gives the value of work that nothing refused', async () => {
    expect(attempt(() => need({ ok: true, value: 1 }) + 1)).toEqual({ ok: true, value: 2 });
    expect(await attempt(async () => 'x')).toEqual({ ok: true, value: 'x' });
  });

  test('ends at the first refusal, and gives it out as it was', async () => {
    const steps: string[] = [];
    const refusal = no('apple');
    const work = () => {
      steps.push('begun');
      demand(steps.length === 1, no('pear'));
      need(refusal);
      steps.push('never');
    };
    expect(attempt(work)).toBe(refusal);
    expect(steps).toEqual(['begun']);
    expect(await attempt(async () => work())).toEqual(no('pear'));
  });

  test('of an attempt within another only the outer one ends, where it needs the inner', () => {
    const outer = attempt(() => {
      const inner = attempt(() => need(no('pear')));
      demand(!inner.ok, no('apple'));
      return inner.refusal;
    });
    expect(outer).toEqual({ ok: true, value: 'pear' });
  });

  test('cleans up on the way', async () => {
    let closed = false;
    const work = async (): Promise<never> => {
      try {
        return need(no('apple'));
      } finally {
        closed = true;
      }
    };
    expect(await attempt(work)).toEqual(no('apple'));
    expect(closed).toBe(true);
  });

  test('lets other errors pass, also a refusal of another kind', async () => {
    const fault = new Error('broken');
    expect(() =>
      attempt(() => {
        throw fault;
      }),
    ).toThrow(fault);
    await expect(attempt(async () => Promise.reject(fault))).rejects.toBe(fault);
    expect(() => attempt(() => roots.need({ ok: false, refusal: 'beet' }))).toThrow('refused outside');
    await expect(attempt(async () => roots.need({ ok: false, refusal: 'beet' }))).rejects.toThrow(
      'refused outside',
    );
  });

  test('takes a failed condition of any kind for a no', () => {
    for (const condition of [false, null, undefined, 0, ''])
      expect(attempt(() => demand(condition, no('pear')))).toEqual(no('pear'));
    const text: string | null = ['x'][0] ?? null;
    expect(
      attempt(() => {
        demand(text !== null, no('pear'));
        return text.length;
      }),
    ).toEqual({ ok: true, value: 1 });
  });
});
