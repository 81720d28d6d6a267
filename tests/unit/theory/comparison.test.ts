import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { TheoryState } from '#shared/domain/theoryScore.ts';
import { sampleSize } from '#shared/domain/theoryComparison.ts';
import { drawSample } from '#node/markSample.ts';
import { theoryAnswers } from '../../../src-main/core/theory/procedures.ts';
import { missingFile, testId, userOf } from '../../support/arrangedSite.ts';
import { entryOne, entryTwo, file, markedSite, verifier } from '../../support/markedSite.ts';

let site: Awaited<ReturnType<typeof markedSite>>;
let people: readonly EnrolmentId[];
const mark = 6150;

beforeEach(async () => {
  site = await markedSite(24);
  people = site.candidates;
  await site.come('theory', people);
});
afterEach(() => site.remove());

const importing = (lines: readonly EnrolmentId[], more: object = {}) => ({
  batchId: site.batchId,
  file,
  rows: lines.length,
  marks: lines.map((enrolmentId, index) => ({ enrolmentId, scoreHundredths: mark, row: index + 2 })),
  ...more,
});
const compare = (who: UserId, enrolmentId: EnrolmentId, scoreHundredths: number, lookedAgain = false) =>
  site.refusal(who, 'theory.compare', { enrolmentId, scoreHundredths, lookedAgain });

const asked = (reader: UserId = verifier) => site.asks(reader, ['markVerifier']);
function fileView(reader?: UserId) {
  const [view] = theoryAnswers['theory.comparisons'](asked(reader), { batchId: site.batchId });
  if (view === undefined) throw new Error('no file was imported');
  return view;
}
const due = (): readonly EnrolmentId[] => fileView().due.map((line) => line.enrolmentId);
function states(): readonly TheoryState[] {
  const grid = theoryAnswers['theory.grid'](asked(), { batchId: site.batchId });
  return [...new Set(grid.map((row) => row.state))].toSorted();
}

describe('the sample of a mark file', () => {
  it('is 5 %, at least 10, all if there are fewer', () => {
    const sizes = [1, 9, 10, 24, 200, 201, 1200].map((lines) => [lines, sampleSize(lines)]);
    expect(sizes).toEqual([
      [1, 1],
      [9, 9],
      [10, 10],
      [24, 10],
      [200, 10],
      [201, 11],
      [1200, 60],
    ]);
  });

  it('is drawn by the core, once per hash of the file', async () => {
    await site.done(entryOne, 'theory.import', importing(people.slice(0, 12)));
    const first = new Set(due());
    expect(first.size).toBe(10);
    await site.done(entryTwo, 'theory.import', importing(people));
    const seeds = site.store.raw.prepare('SELECT DISTINCT seed FROM theory_draws').pluck().all() as string[];
    expect(seeds).toHaveLength(1);
    expect(due()).toEqual(expect.arrayContaining([...first, ...drawSample(seeds[0] ?? '', people)]));
  });
});

describe('one person’s mark file', () => {
  beforeEach(() => site.done(entryOne, 'theory.import', importing(people)));

  it('counts for nobody until a second person has found every drawn line right', async () => {
    expect(states()).toEqual(['uncompared']);
    expect(fileView()).toMatchObject({ lines: 24, sampled: 10, compared: 0, differing: 0, ownImport: false });
    for (const [index, enrolmentId] of due().entries()) {
      expect(states(), String(index)).toEqual(['uncompared']);
      expect(await compare(verifier, enrolmentId, mark)).toBeNull();
    }
    expect(states()).toEqual(['scored']);
    expect(due()).toEqual([]);
  });

  it('shows the second person no mark of it', () => {
    const shown = JSON.stringify([
      fileView(),
      theoryAnswers['theory.grid'](asked(), { batchId: site.batchId }),
    ]);
    expect(shown).not.toContain(String(mark));
  });

  it('is not compared by who imported it, nor line by line by chance', async () => {
    const [first = testId<'enrolment'>('x', 1)] = due();
    expect(fileView(entryOne).ownImport).toBe(true);
    expect(await compare(entryOne, first, mark)).toMatchObject({ code: 'compare-own-import' });
    expect(await compare(verifier, first, 10_001)).toMatchObject({ code: 'mark-above-full' });
    const other = people.find((one) => !due().includes(one)) ?? first;
    expect(await compare(verifier, other, mark)).toMatchObject({ code: 'nothing-to-compare' });
    expect(await compare(userOf('invigilator'), first, mark)).toMatchObject({ code: 'role-not-allowed' });
    expect(await compare(verifier, first, mark)).toBeNull();
    expect(await compare(entryTwo, first, mark + 1, true)).toMatchObject({ code: 'compared-already' });
  });

  it('has every line compared once one differs, and a third person settles that one', async () => {
    const [first = testId<'enrolment'>('x', 1)] = due();
    expect(await compare(verifier, first, mark + 50)).toMatchObject({ code: 'comparison-look-again' });
    expect(fileView()).toMatchObject({ compared: 0, differing: 0 });
    expect(await compare(verifier, first, mark + 50, true)).toBeNull();
    expect(due()).toHaveLength(23);
    for (const enrolmentId of due()) await compare(entryTwo, enrolmentId, mark);
    expect(due()).toEqual([]);
    expect(states()).toEqual(['differs', 'scored']);
    const settle = { enrolmentId: first, scoreHundredths: mark + 50, reason: '答卷为准' };
    for (const who of [entryOne, verifier])
      expect([who, (await site.refusal(who, 'theory.resolve', settle))?.code]).toEqual([
        who,
        // Mark entry may not settle at all.
        who === entryOne ? 'role-not-allowed' : 'resolve-own-entry',
      ]);
    await site.done('chief', 'theory.resolve', settle);
    expect(states()).toEqual(['scored']);
  });

  it('stands the same after a rebuild, and the withdrawn are waited for by nobody', async () => {
    for (const enrolmentId of due().slice(1)) await compare(verifier, enrolmentId, mark);
    const [last = testId<'enrolment'>('x', 1)] = due();
    await site.done('registrar', 'enrolment.withdraw', { enrolmentId: last, reason: '退学' });
    expect(due()).toEqual([]);
    expect(states()).toEqual(['scored']);
    expect(site.rebuildsEqual()).toBe(true);
  });
});

describe('an import', () => {
  it.each([
    ['of fewer marks than rows', { rows: 25 }, 'import-count-differs'],
    ['of a file that was never stored', { file: missingFile }, 'file-not-stored'],
  ])('%s is refused', async (_, more, code) => {
    expect(await site.refusal(entryOne, 'theory.import', importing(people, more))).toMatchObject({ code });
    expect(states()).toEqual(['open']);
  });
});
