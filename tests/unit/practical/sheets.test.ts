import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { practicalLine } from '../../../src-main/core/practical/queries.ts';
import { userOf } from '../../support/arrangedSite.ts';
import { another, examiners, lead, markedSite, markWhole, measurers } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';
import { mark } from '../../support/rubrics.ts';

let site: MarkedSite;
let one: EnrolmentId;
let away: EnrolmentId;
const [, second, third] = examiners;
const [measurer, otherMeasurer] = measurers;

beforeEach(async () => {
  site = await markedSite(2);
  const [first, last] = site.candidates;
  if (first === undefined || last === undefined) throw new Error('two candidates');
  [one, away] = [first, last];
  await site.come('practical', [one]);
});
afterEach(() => site.remove());

const judged = (...marks: ItemMark[]) => ({ enrolmentId: one, kind: 'judge' as const, marks });
const stored = (scorerId: string, kind = 'judge') =>
  practicalLine(site.store, one)?.sheets.find((sheet) => sheet.scorerId === scorerId && sheet.kind === kind);

describe('marking', () => {
  it('keeps every mark of a group and says how far the sheet is', async () => {
    expect(await site.done(second, 'sheet.mark', judged(mark(1, 3, 8)))).toEqual({ marked: 1, items: 2 });
    expect(await site.done(second, 'sheet.mark', judged(mark(2, 1, 35.5)))).toEqual({ marked: 2, items: 2 });
    expect(stored(second)?.marks).toEqual([mark(1, 3, 8), mark(2, 1, 35.5)]);
  });

  it('may be sent again, and may be changed before signing', async () => {
    await site.done(second, 'sheet.mark', judged(mark(1, 3, 8)));
    expect(await site.submit(second, 'sheet.mark', judged(mark(1, 3, 8)))).toMatchObject({
      ok: true,
      rows: null,
      result: { marked: 1 },
    });
    await site.done(second, 'sheet.mark', judged(mark(1, 3, 7), mark(2, 1, 30)));
    expect(stored(second)?.marks).toEqual([mark(1, 3, 7), mark(2, 1, 30)]);
  });

  it.each<[string, ItemMark[], string]>([
    ['an item of another sheet', [mark(1, 3, 8), mark(1, 1, 8)], 'item-not-on-sheet'],
    ['an item that is not there', [mark(1, 99, 8)], 'item-not-on-sheet'],
    ['more than the full marks', [mark(1, 3, 8), mark(2, 1, 40.01)], 'item-above-full'],
    ['an item twice', [mark(1, 3, 8), mark(1, 3, 8)], 'item-twice'],
    ['a veto on an item that has none', [mark(1, 3, 0, true)], 'veto-not-on-item'],
  ])('refuses the whole group for %s', async (_, marks, code) => {
    expect(await site.refusal(second, 'sheet.mark', judged(...marks))).toMatchObject({ code });
    expect(stored(second)).toBeUndefined();
  });

  it('is for who has the duty', async () => {
    const marks = [mark(1, 4, 8)];
    expect(await site.refusal(another('examiner', 3), 'sheet.mark', judged(mark(1, 3, 8)))).toMatchObject({
      code: 'not-your-sheet',
    });
    expect(await site.refusal(measurer, 'sheet.mark', judged(mark(1, 3, 8)))).toMatchObject({
      code: 'not-your-sheet',
    });
    expect(
      await site.refusal(second, 'sheet.mark', { enrolmentId: one, kind: 'observe', marks }),
    ).toMatchObject({ code: 'not-your-sheet' });
    await site.done(lead, 'sheet.mark', { enrolmentId: one, kind: 'observe', marks });
    expect(await site.refusal(second, 'sheet.mark', { enrolmentId: one, kind: 'full', marks })).toMatchObject(
      { code: 'sheet-kind-not-in-mode' },
    );
  });

  it('is for who has come', async () => {
    expect(
      await site.refusal(second, 'sheet.mark', { ...judged(mark(1, 3, 8)), enrolmentId: away }),
    ).toMatchObject({ code: 'candidate-not-checked-in' });
  });

  it('gives the measuring of a candidate to one measurer, or to the next when the first is released', async () => {
    const marks = [mark(1, 1, 30)];
    await site.done(measurer, 'sheet.mark', { enrolmentId: one, kind: 'measure', marks });
    expect(
      await site.refusal(otherMeasurer, 'sheet.mark', { enrolmentId: one, kind: 'measure', marks }),
    ).toMatchObject({ code: 'sheet-taken' });
    await site.done('chief', 'staff.release', {
      sittingId: site.sittingOf('practical'),
      userId: measurer,
      duty: 'measurer',
    });
    await site.done(otherMeasurer, 'sheet.mark', { enrolmentId: one, kind: 'measure', marks });
  });

  it('is over for others once the group is through', async () => {
    for (const examiner of examiners) {
      await site.fill(one, 'judge', examiner, 80);
      await site.sign(one, 'judge', examiner);
    }
    await site.done('chief', 'staff.release', {
      sittingId: site.sittingOf('practical'),
      userId: third,
      duty: 'examiner',
    });
    await site.assign(another('examiner', 3), 'examiner');
    expect(await site.refusal(another('examiner', 3), 'sheet.mark', judged(mark(1, 3, 8)))).toMatchObject({
      code: 'group-complete',
    });
  });
});

describe('signing', () => {
  it('names what is not marked', async () => {
    await site.done(second, 'sheet.mark', judged(mark(1, 3, 8)));
    expect(await site.refusal(second, 'sheet.sign', { enrolmentId: one, kind: 'judge' })).toMatchObject({
      code: 'items-unmarked',
      count: 1,
      items: ['2-1'],
    });
    expect(await site.refusal(third, 'sheet.sign', { enrolmentId: one, kind: 'judge' })).toMatchObject({
      code: 'sheet-empty',
    });
  });

  it('closes the sheet; the hash follows every mark', async () => {
    await site.fill(one, 'judge', second, 80);
    await site.fill(one, 'judge', third, 80);
    await site.done(third, 'sheet.mark', judged(mark(1, 3, 7.99)));
    const hash = (await site.sign(one, 'judge', second)) as { sheetSha256: string };
    expect(hash.sheetSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await site.sign(one, 'judge', third)).not.toEqual(hash);
    expect(await site.refusal(second, 'sheet.mark', judged(mark(1, 3, 7)))).toMatchObject({
      code: 'sheet-signed',
    });
    expect(await site.submit(second, 'sheet.mark', judged(mark(1, 3, 8)))).toMatchObject({
      ok: true,
      rows: null,
    });
    expect(await site.submit(second, 'sheet.sign', { enrolmentId: one, kind: 'judge' })).toMatchObject({
      ok: true,
      rows: null,
      result: hash,
    });
  });

  it('wants no marks for what a veto has ended: first one signed sheet, then the others', async () => {
    await site.done(second, 'sheet.mark', judged(mark(1, 3, 8)));
    await site.done(lead, 'sheet.mark', {
      enrolmentId: one,
      kind: 'observe',
      marks: [mark(1, 4, 8), mark(1, 5, 4), mark(2, 3, 0, true)],
    });
    expect(await site.refusal(second, 'sheet.sign', { enrolmentId: one, kind: 'judge' })).toMatchObject({
      code: 'items-unmarked',
    });
    await site.sign(one, 'observe', lead);
    await site.sign(one, 'judge', second);
    expect(stored(second)?.signed).toBe(true);
  });
});

describe('verifying measurements', () => {
  const verifying = { kind: 'measure' as const, by: measurer };

  it('is done by another person of the station, after signing, once', async () => {
    await site.fill(one, 'measure', measurer, 80);
    expect(
      await site.refusal(otherMeasurer, 'sheet.verify', { enrolmentId: one, ...verifying }),
    ).toMatchObject({ code: 'sheet-not-signed' });
    await site.sign(one, 'measure', measurer);
    expect(await site.refusal(measurer, 'sheet.verify', { enrolmentId: one, ...verifying })).toMatchObject({
      code: 'verify-own-sheet',
    });
    expect(
      await site.refusal(another('examiner', 3), 'sheet.verify', { enrolmentId: one, ...verifying }),
    ).toMatchObject({ code: 'not-your-sheet' });
    await site.done(second, 'sheet.verify', { enrolmentId: one, ...verifying });
    expect(stored(measurer, 'measure')?.verifiedBy).toBe(second);
    expect(await site.submit(second, 'sheet.verify', { enrolmentId: one, ...verifying })).toMatchObject({
      ok: true,
      rows: null,
    });
    expect(
      await site.refusal(otherMeasurer, 'sheet.verify', { enrolmentId: one, ...verifying }),
    ).toMatchObject({ code: 'sheet-verified' });
  });
});

it('a whole candidate: 80 % everywhere is 80', async () => {
  await markWhole(site, one, 80);
  const score = practicalLine(site.store, one)?.score;
  expect(score).toMatchObject({ open: [], scoreHundredths: 8000, unrounded: '80' });
  expect(
    await site.refusal(userOf('leadExaminer'), 'adjudication.decide', {
      enrolmentId: one,
      moduleNo: 1,
      itemNo: 3,
      scoreHundredths: 100,
      reason: '无',
    }),
  ).toMatchObject({ code: 'nothing-to-adjudicate' });
});
