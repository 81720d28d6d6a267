import { afterEach, describe, expect, it } from 'vitest';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { practicalAnswers } from '../../../src-main/core/practical/procedures.ts';
import { practicalLine } from '../../../src-main/core/practical/queries.ts';
import { sheetCounts } from '../../../src-main/core/board/sheetCounts.ts';
import { another, examiners, lead, markedSite, markWhole, measurers } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';
import { mark } from '../../support/rubrics.ts';

let site: MarkedSite;
afterEach(() => site.remove());

async function started(
  people: number,
  rules: Partial<BatchRules> = {},
): Promise<readonly [EnrolmentId, ...EnrolmentId[]]> {
  site = await markedSite(people, rules);
  await site.come('practical', site.candidates);
  const [first, ...rest] = site.candidates;
  if (first === undefined) throw new Error('a candidate');
  return [first, ...rest];
}
const progress = () => sheetCounts(site.store).get(site.sittingOf('practical'));

describe('independent marking', () => {
  it('has one full sheet for each examiner and no other', async () => {
    const [one] = await started(1, { practicalMode: 'independent' });
    const kinds = practicalAnswers['practical.stations'](site.asks(lead, []))[0]?.candidates[0]?.sheets;
    expect(kinds?.map((sheet) => `${sheet.kind} ${sheet.marked}/${sheet.items}`)).toEqual(['full 0/8']);
    expect(
      await site.refusal(measurers[0], 'sheet.mark', {
        enrolmentId: one,
        kind: 'measure',
        marks: [mark(1, 1, 5)],
      }),
    ).toMatchObject({ code: 'sheet-kind-not-in-mode' });
    for (const [at, examiner] of examiners.entries()) {
      await site.fill(one, 'full', examiner, 70 + 5 * at);
      await site.sign(one, 'full', examiner);
    }
    expect(practicalLine(site.store, one)?.score).toMatchObject({
      complete: true,
      scoreHundredths: 7500,
      vetoed: false,
    });
    expect(progress()).toEqual({ signed: 3, needed: 3 });
  });

  it('asks the lead about a veto on which the examiners disagree, and takes the answer', async () => {
    const [one] = await started(1, { practicalMode: 'independent' });
    for (const [at, examiner] of examiners.entries()) {
      await site.fill(one, 'full', examiner, 80, at === 0 ? [mark(1, 5, 3, true)] : []);
      await site.sign(one, 'full', examiner);
    }
    const score = () => practicalLine(site.store, one)?.score;
    expect(score()).toMatchObject({ open: ['spread-open'], vetoed: false, scoreHundredths: null });
    const deciding = { enrolmentId: one, moduleNo: 1, itemNo: 5, scoreHundredths: 0, reason: '违章操作属实' };
    await site.done(lead, 'adjudication.decide', { ...deciding, vetoed: true });
    expect(score()).toMatchObject({ open: [], vetoed: true, scoreHundredths: 0 });
    await site.done(lead, 'adjudication.decide', {
      ...deciding,
      scoreHundredths: 300,
      reason: '录像复核，未达否决',
    });
    expect(score()).toMatchObject({ open: [], vetoed: false, scoreHundredths: 7990 });
    expect(site.store.raw.prepare('SELECT count(*) AS n FROM adjudications').get()).toEqual({ n: 2 });
  });
});

describe('a spread of the judged total', () => {
  it('is settled by setting the total, within what the judged items can bring', async () => {
    const [, two] = await started(2, { totalSpreadHundredths: 300 });
    if (two === undefined) throw new Error('a second candidate');
    for (const [at, examiner] of examiners.entries()) {
      await site.fill(two, 'judge', examiner, at === 0 ? 60 : 80);
      await site.sign(two, 'judge', examiner);
    }
    const total = { enrolmentId: two, moduleNo: 0, itemNo: 0, reason: '复看全部考件' };
    const flags = () =>
      practicalAnswers['practical.matrix'](site.asks(lead, []), { batchId: site.batchId }).rows[1]?.spreads;
    // 0.7 × 10 + 0.3 × 40 = 19 at most; 60 % and 80 % of it are 3.8 apart
    expect(flags()).toMatchObject([
      { moduleNo: 0, itemNo: 0, fullHundredths: 1900, spreadHundredths: 380, adjudicated: null },
    ]);
    expect(
      await site.refusal(lead, 'adjudication.decide', { ...total, scoreHundredths: 1901 }),
    ).toMatchObject({ code: 'item-above-full' });
    await site.done(lead, 'adjudication.decide', { ...total, scoreHundredths: 1500 });
    expect(flags()).toMatchObject([
      { moduleNo: 0, adjudicated: { scoreHundredths: 1500, reason: '复看全部考件' } },
    ]);
  });
});

describe('progress of a sitting', () => {
  it('counts the sheets needed of those who came, and those signed', async () => {
    const [one] = await started(2);
    expect(progress()).toEqual({ signed: 0, needed: 10 });
    await markWhole(site, one, 80);
    expect(progress()).toEqual({ signed: 5, needed: 10 });
    await site.assign(another('examiner', 3), 'examiner');
    expect(progress()).toEqual({ signed: 5, needed: 12 });
  });

  it('wants nothing more of someone put out of the subject', async () => {
    const [one] = await started(2);
    await site.done(lead, 'sheet.mark', { enrolmentId: one, kind: 'observe', marks: [mark(1, 5, 0, true)] });
    await site.sign(one, 'observe', lead);
    expect(progress()).toEqual({ signed: 1, needed: 6 });
  });
});
