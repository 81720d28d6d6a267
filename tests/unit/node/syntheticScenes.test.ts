import { describe, expect, it } from 'vitest';

import { sceneGraph } from '#node/syntheticScenes.ts';
import { syntheticScenes } from '#shared/domain/cameras.ts';

const minute = 60_000;
const hour = Date.UTC(2026, 10, 24, 2);

describe('the made-up rooms', () => {
  it.each(syntheticScenes)('%s is one graph whose parts are joined end to end', (scene) => {
    const graph = sceneGraph(scene, hour);
    const made = [...(graph ?? '').matchAll(/\[(\w+)\](?=;|$)/g)].map(([, name]) => name);
    const taken = [...(graph ?? '').matchAll(/(?<=^|;|\])\[(\w+)\](?!;|$)/g)].map(([, name]) => name);
    expect(made.length).toBeGreaterThan(3);
    expect(taken.toSorted()).toEqual(made.toSorted());
  });

  it('a name that is none of them gives a room all the same', () => {
    expect(sceneGraph('of another version', hour)).toBe(sceneGraph('workshop', hour));
  });

  it.each([
    ['holds from the full hour to the third minute', 0, 180],
    ['holds for as long as is left', 2 * minute, 60],
    ['holds again after the fault, into the next ten minutes', 4 * minute, 540],
  ])('the loose plug %s', (_, into, seconds) => {
    expect(sceneGraph('unsteady', hour + into)).toContain(`trim=duration=${seconds}.0`);
  });

  it('the loose plug gives nothing for forty seconds of every ten minutes', () => {
    const missing = Array.from({ length: 600 }, (_, second) => hour + second * 1000).filter(
      (at) => sceneGraph('unsteady', at) === null,
    );
    expect(missing).toHaveLength(40);
  });
});
