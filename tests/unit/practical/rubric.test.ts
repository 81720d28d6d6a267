import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from '#node/hashes.ts';
import { rubricsInForce } from '../../../src-main/core/practical/queries.ts';
import { lathe, testId, welder } from '../../support/arrangedSite.ts';
import { examiners, markedSite } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';
import { latheModules, moduleOf } from '../../support/rubrics.ts';

let site: MarkedSite;
beforeEach(async () => {
  site = await markedSite(1);
});
afterEach(() => site.remove());

const adopting = (number: number, modules: readonly RubricModule[], line = lathe) => ({
  rubricId: testId<'rubric'>('rubric', number),
  batchId: site.batchId,
  occupationLevel: line,
  modules: [...modules],
  file: { sha256: 'ab'.repeat(32), size: 1, name: '评分标准.xlsx' },
});
const item = (content: string, points: number) => [content, points, 'judged'] as const;

describe('adopting a rubric', () => {
  it('hashes its canonical text and is in force for its occupation and level alone', async () => {
    const answer = await site.done('registrar', 'rubric.adopt', adopting(2, latheModules, welder));
    expect(answer).toEqual({ rubricSha256: sha256Hex(jcs(latheModules)) });
    expect(
      rubricsInForce(site.store, site.batchId).map(
        (rubric) => `${rubric.occupationName} ${rubric.rubricId.slice(-1)}`,
      ),
    ).toEqual(['车工 1', '焊工 2']);
  });

  it.each<[string, RubricModule[]]>([
    ['rubric-weights', [moduleOf(1, 70, [item('一', 100)]), moduleOf(2, 29, [item('二', 100)])]],
    ['rubric-module-sum', [moduleOf(1, 100, [item('一', 60), item('二', 39)])]],
    ['rubric-module-twice', [moduleOf(1, 50, [item('一', 100)]), moduleOf(1, 50, [item('二', 100)])]],
    [
      'rubric-item-twice',
      [moduleOf(1, 100, [item('一', 60), item('二', 40)])].map((module) => ({
        ...module,
        items: module.items.map((one) => ({ ...one, no: 1 })),
      })),
    ],
    ['rubric-veto-unclear', [moduleOf(1, 100, [item('一', 96), ['安全', 4, 'veto']])]],
    ['rubric-veto-unclear', [moduleOf(1, 100, [['一', 100, 'judged', 'module']])]],
    ['rubric-item-without-marks', [moduleOf(1, 100, [item('一', 100), item('二', 0)])]],
  ])('%s', async (code, modules) => {
    expect(await site.refusal('chief', 'rubric.adopt', adopting(2, modules))).toMatchObject({ code });
  });

  it('takes a veto without marks', async () => {
    await site.done(
      'chief',
      'rubric.adopt',
      adopting(2, [moduleOf(1, 100, [item('一', 100), ['安全', 0, 'veto', 'subject']])]),
    );
  });

  it('refuses an occupation that is not in the batch', async () => {
    expect(
      await site.refusal('chief', 'rubric.adopt', adopting(2, latheModules, { ...lathe, level: 4 })),
    ).toMatchObject({ code: 'rubric-outside-batch' });
  });

  it('may be replaced until the first mark', async () => {
    const [candidate] = site.candidates;
    if (candidate === undefined) throw new Error('a candidate');
    await site.done('chief', 'rubric.adopt', adopting(2, [moduleOf(1, 100, [item('一', 100)])]));
    expect(rubricsInForce(site.store, site.batchId).map((rubric) => rubric.rubricId)).toEqual([
      testId('rubric', 2),
    ]);
    await site.done('chief', 'rubric.adopt', adopting(3, latheModules));
    await site.come('practical', [candidate]);
    await site.fill(candidate, 'judge', examiners[1], 80);
    expect(await site.refusal('chief', 'rubric.adopt', adopting(4, latheModules))).toMatchObject({
      code: 'rubric-in-use',
    });
    await site.done('chief', 'rubric.adopt', adopting(4, latheModules, welder));
  });
});
