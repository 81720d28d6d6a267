import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { tableSha256 } from '../../../src-main/core/results/queries.ts';
import { lathe } from '../../support/arrangedSite.ts';
import {
  entryOne,
  entryTwo,
  enterTwice,
  examiners,
  lead,
  measurers,
  verifier,
} from '../../support/markedSite.ts';
import { resultDay } from '../../support/resultDay.ts';
import type { ResultDay } from '../../support/resultDay.ts';
import { mark } from '../../support/rubrics.ts';

let day: ResultDay;
let seconds: number;
/** As the board sees it, a minute after it was last asked. */
const standNow = () => marksStand(day.site.store, (seconds += 60) * 1000)(day.site.batchId);
beforeEach(async () => {
  seconds = 0;
  day = await resultDay();
});
afterEach(() => day.site.remove());

describe('the table', () => {
  it('says of every candidate what came out and from where', async () => {
    await day.wholeDay();
    expect(day.row(day.good)).toMatchObject({
      outcome: 'passed',
      open: [],
      theory: {
        state: 'taken',
        scoreHundredths: 6000,
        unrounded: '60',
        source: 'paper',
        nearLine: true,
        vetoed: false,
      },
      practical: {
        state: 'taken',
        scoreHundredths: 8500,
        unrounded: '85',
        source: 'examiners',
        nearLine: false,
      },
    });
    expect(day.row(day.poor)).toMatchObject({
      outcome: 'failed',
      theory: { scoreHundredths: 5999, nearLine: true },
    });
    expect(day.row(day.away)).toMatchObject({
      outcome: 'failed',
      open: [],
      theory: { state: 'absent', scoreHundredths: null },
      practical: { state: 'absent', scoreHundredths: null },
    });
    expect(day.row(day.courseExam)).toMatchObject({
      outcome: 'passed',
      theory: {
        state: 'substituted',
        scoreHundredths: 6667,
        unrounded: '66.666667',
        source: 'courseExam',
      },
      practical: { scoreHundredths: 6000, nearLine: true },
    });
    expect(day.table().counts).toEqual({
      enrolments: 4,
      passed: 2,
      failed: 2,
      open: 0,
      absent: 1,
      substituted: 1,
    });
    expect(
      day
        .table()
        .scoreBands.map((band) => [band.from, band.theory, band.practical])
        .filter(([, ...counts]) => counts.some((count) => count !== 0)),
    ).toEqual([
      [50, 1, 0],
      [60, 2, 1],
      [80, 0, 2],
    ]);
    expect(standNow().scoreBands).toEqual(day.table().scoreBands);
  });

  it('says why a result is open', async () => {
    expect(day.row(day.good)).toMatchObject({
      outcome: 'open',
      theory: { state: 'notTaken' },
      practical: { state: 'notTaken' },
    });
    expect(day.row(day.good).open).toEqual(['theory-missing', 'sitting-not-finished']);
    await day.site.come('theory', [day.good]);
    await day.site.done(entryOne, 'theory.enter', { enrolmentId: day.good, scoreHundredths: 7000 });
    await day.site.finish('theory');
    expect(day.row(day.good).theory.state).toBe('incomplete');
    await day.site.done(entryTwo, 'theory.enter', { enrolmentId: day.good, scoreHundredths: 7100 });
    expect(day.row(day.good).open).toContain('theory-differs');
    await day.site.done(verifier, 'theory.resolve', {
      enrolmentId: day.good,
      scoreHundredths: 7100,
      reason: '原卷 71',
    });
    await day.site.come('practical', [day.good]);
    await day.site.finish('practical');
    expect(day.row(day.good)).toMatchObject({ open: ['sheet-unsigned'], practical: { state: 'incomplete' } });
    for (const [at, examiner] of examiners.entries()) {
      await day.site.fill(day.good, 'judge', examiner, at === 0 ? 40 : 80);
      await day.site.sign(day.good, 'judge', examiner);
    }
    await day.site.fill(day.good, 'observe', lead, 80);
    await day.site.sign(day.good, 'observe', lead);
    await day.site.fill(day.good, 'measure', measurers[0], 80);
    await day.site.sign(day.good, 'measure', measurers[0]);
    expect(day.row(day.good).open).toEqual(['measure-unverified', 'spread-open']);
    expect(standNow().openSpreads).toBe(2);
    await day.site.done(measurers[1], 'sheet.verify', {
      enrolmentId: day.good,
      kind: 'measure',
      by: measurers[0],
    });
    for (const [moduleNo, itemNo, points] of [
      [1, 3, 8],
      [2, 1, 32],
    ] as const)
      await day.site.done(lead, 'adjudication.decide', {
        enrolmentId: day.good,
        moduleNo,
        itemNo,
        scoreHundredths: points * 100,
        reason: '复看',
      });
    expect(day.row(day.good)).toMatchObject({
      outcome: 'passed',
      open: [],
      practical: { scoreHundredths: 8000 },
    });
    expect(standNow().openSpreads).toBe(0);
  });

  it('misses seats and rubrics', async () => {
    const [late] = await day.site.register(
      [{ name: '后来者', line: { ...lathe, code: '6-18-02-04', name: '焊工', level: 4 } }],
      day.site.batchId,
    );
    if (late === undefined) throw new Error('a candidate');
    expect(day.row(late).open).toEqual(['not-seated', 'rubric-missing']);
  });

  it('leaves the withdrawn out', async () => {
    await day.site.done('registrar', 'enrolment.withdraw', { enrolmentId: day.good, reason: '退学' });
    expect(day.table().rows.map((one) => one.enrolmentId)).not.toContain(day.good);
    expect(day.explain(day.good)).toBeNull();
  });

  it('fails on a veto of the subject, with 0', async () => {
    await day.site.come('practical', [day.good]);
    await day.site.done(lead, 'sheet.mark', {
      enrolmentId: day.good,
      kind: 'observe',
      marks: [mark(1, 5, 0, true)],
    });
    await day.site.sign(day.good, 'observe', lead);
    expect(day.row(day.good).practical).toEqual({
      state: 'taken',
      scoreHundredths: 0,
      unrounded: '0',
      source: 'examiners',
      nearLine: false,
      vetoed: true,
    });
  });

  it('has a hash that follows the numbers, not the names', async () => {
    await day.site.come('theory', [day.good]);
    const before = day.table().tableSha256;
    expect(
      tableSha256(
        day.site.batchId,
        day
          .table()
          .rows.map((one) => ({ ...one, name: '某人' }))
          .toReversed(),
      ),
    ).toBe(before);
    await enterTwice(day.site, day.good, 6000);
    expect(day.table().tableSha256).not.toBe(before);
  });
});

describe('how a number came about', () => {
  it('is told line by line', async () => {
    await day.wholeDay();
    expect(day.explain(day.courseExam)?.theory).toMatchObject([
      { label: 'courseExam', value: '机械基础 100 / 150 × 100 = 66.67', by: 'registrar 一' },
      { label: 'approved', value: '66.67', by: '主考' },
    ]);
    expect(day.explain(day.poor)?.theory.map((line) => [line.label, line.value])).toEqual([
      ['firstEntry', '59.99'],
      ['secondEntry', '59.99'],
    ]);
    expect(day.explain(day.away)?.theory.map((line) => line.label)).toEqual(['absentAtDoor']);
    const told = day.explain(day.good);
    expect(told).toMatchObject({ sum: '85 × 70% + 85 × 30% = 85', rounded: '85' });
    expect(told?.practical[0]).toMatchObject({
      moduleNo: 1,
      weightPercent: 70,
      moduleScore: '85',
      vetoed: false,
    });
    expect(told?.practical[0]?.items[2]).toMatchObject({
      itemNo: 3,
      kind: 'judged',
      used: '8.5',
      adjudicated: false,
    });
    expect(told?.practical[0]?.items[2]?.marks).toHaveLength(3);
  });

  it('hides marks that are still blind', async () => {
    await day.site.come('theory', [day.good]);
    await day.site.done(entryOne, 'theory.enter', { enrolmentId: day.good, scoreHundredths: 7000 });
    await day.site.come('practical', [day.good]);
    await day.site.fill(day.good, 'judge', examiners[1], 80);
    await day.site.sign(day.good, 'judge', examiners[1]);
    const told = day.explain(day.good);
    expect(told?.theory).toEqual([]);
    expect(told?.practical.flatMap((module) => module.items.flatMap((item) => item.marks))).toEqual([]);
    expect(told?.practical.map((module) => module.moduleScore)).toEqual(['', '']);
    expect([told?.sum, told?.rounded]).toEqual(['', '']);
  });
});
