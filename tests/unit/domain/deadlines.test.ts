import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { calendarFile } from '#shared/contract/calendarFile.ts';
import { addDays } from '#shared/domain/calendarDate.ts';
import { deadlineSteps, endOfExams } from '#shared/domain/deadlines.ts';
import type { BatchProgress } from '#shared/domain/deadlines.ts';
import { addWorkingDays } from '#shared/domain/workingDays.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';

const calendar: WorkingCalendar = calendarFile.parse(
  JSON.parse(readFileSync(new URL('../../../resources/calendar/holidays.json', import.meta.url), 'utf8')),
);
const batch: BatchProgress = {
  firstDay: '2026-11-24',
  begunOn: '2026-11-24',
  end: { day: '2026-11-25', over: true },
  rules: defaultBatchRules,
  planSubmittedOn: null,
  frozenOn: null,
  published: null,
  sealedOn: null,
  reportedOn: null,
};

/** `code day state`, of the steps of a batch. */
function stepsOf(
  change: Partial<BatchProgress>,
  today: string,
  calendars: readonly WorkingCalendar[] = [calendar],
) {
  const [first = calendar, ...others] = calendars;
  return Object.fromEntries(
    deadlineSteps({ ...batch, ...change }, today, [first, ...others]).map((step) => [
      step.code,
      `${step.day ?? '—'} ${step.state}`,
    ]),
  );
}

const counted = (from: string, count: number): string => {
  const answer = addWorkingDays(calendar, from, count);
  if (!answer.ok) throw new Error('the calendar has the year');
  return answer.date;
};

describe('the deadlines of a batch', () => {
  it('stand planned backwards inside the ten working days', () => {
    expect(stepsOf({}, '2026-11-26')).toEqual({
      plan: '2026-11-10 missed',
      firstDay: '2026-11-24 done',
      lastDay: '2026-11-25 done',
      freeze: '2026-12-01 ahead',
      publicationStart: '2026-12-01 ahead',
      publicationEnd: '2026-12-08 ahead',
      seal: '2026-12-09 ahead',
      report: '2026-12-09 ahead',
    });
  });

  it('a day that has come is no exam that was held', () => {
    const nobodyCame = { begunOn: null, end: { day: '2026-11-25', over: false } };
    expect(stepsOf(nobodyCame, '2026-11-24')).toMatchObject({
      firstDay: '2026-11-24 near',
      lastDay: '2026-11-25 near',
    });
    expect(stepsOf(nobodyCame, '2026-11-26')).toMatchObject({
      firstDay: '2026-11-24 missed',
      lastDay: '2026-11-25 missed',
    });
    expect(stepsOf({ begunOn: '2026-11-25' }, '2026-11-26')['firstDay']).toBe('2026-11-24 late');
  });

  it('the start of the publication is the last one that is over before sealing, whatever the holidays', () => {
    const { publicationWorkingDays: length, reportWorkingDays: report } = defaultBatchRules;
    for (let end = '2026-01-05'; end < '2026-11-20'; end = addDays(end, 3)) {
      const steps = deadlineSteps({ ...batch, end: { day: end, over: true } }, end, [calendar]);
      const dayOf = (code: string): string => steps.find((step) => step.code === code)?.day ?? '';
      const due = counted(end, report);
      expect(dayOf('report')).toBe(due);
      expect(counted(dayOf('publicationStart'), length)).toBe(dayOf('publicationEnd'));
      expect(dayOf('publicationEnd') < due).toBe(true);
      // A working day later it would not be over before the last day for sealing.
      expect(counted(counted(dayOf('publicationStart'), 1), length) >= due).toBe(true);
    }
  });

  it.each([
    ['in time', '2026-11-10', 'done'],
    ['a day late', '2026-11-11', 'late'],
    ['after the first exam day', '2026-11-25', 'late'],
  ])('a plan handed in %s', (_, planSubmittedOn, state) => {
    expect(stepsOf({ planSubmittedOn }, '2026-11-26')['plan']).toBe(`2026-11-10 ${state}`);
  });

  it.each([
    ['in time', { from: '2026-12-01', until: '2026-12-08' }, '2026-12-02', 'done', 'ahead'],
    ['started late', { from: '2026-12-02', until: '2026-12-09' }, '2026-12-02', 'late', 'missed'],
    ['started late, and over', { from: '2026-12-02', until: '2026-12-09' }, '2026-12-10', 'late', 'late'],
    ['over in time', { from: '2026-11-30', until: '2026-12-07' }, '2026-12-09', 'done', 'done'],
    ['not started', null, '2026-12-02', 'missed', 'ahead'],
  ])('a publication %s says so at once', (_, published, today, start, end) => {
    const steps = stepsOf({ frozenOn: '2026-11-30', published }, today);
    expect(steps['publicationStart']).toBe(`2026-12-01 ${start}`);
    expect(steps['publicationEnd']).toBe(`2026-12-08 ${end === 'ahead' ? stateNear(today) : end}`);
  });

  it('a batch without a publication freezes and seals up to the report, and a late seal is late', () => {
    const rules = { ...defaultBatchRules, publicationWorkingDays: 0 };
    const steps = stepsOf({ rules, sealedOn: '2026-12-10', reportedOn: '2026-12-09' }, '2026-12-11');
    expect(Object.keys(steps)).toEqual(['plan', 'firstDay', 'lastDay', 'freeze', 'seal', 'report']);
    expect([steps['freeze'], steps['seal'], steps['report']]).toEqual([
      '2026-12-09 missed',
      '2026-12-09 late',
      '2026-12-09 done',
    ]);
  });

  it('a year that no calendar has gives no day, and says so', () => {
    const steps = stepsOf({ end: { day: '2026-12-25', over: true }, reportedOn: '2026-12-30' }, '2026-12-26');
    expect(steps['report']).toBe('— calendarMissing');
    expect(steps['publicationStart']).toBe('— calendarMissing');
  });

  it('is counted with the batch’s own calendar, and with the newer one only for years that it has not', () => {
    const own: WorkingCalendar = { version: 'own', years: { '2026': { off: ['2026-12-01'], work: [] } } };
    const newer: WorkingCalendar = {
      version: 'newer',
      years: {
        '2026': { off: ['2026-12-02', '2026-12-03'], work: [] },
        '2027': { off: ['2027-01-01'], work: [] },
      },
    };
    const report = (day: string) =>
      deadlineSteps({ ...batch, end: { day, over: true } }, day, [own, newer]).find(
        (step) => step.code === 'report',
      );
    expect(report('2026-11-25')).toMatchObject({ day: '2026-12-10', calendarVersion: 'own' });
    expect(report('2026-12-25')).toMatchObject({ day: '2027-01-11', calendarVersion: 'newer' });
  });
});

const stateNear = (today: string): string => (today >= '2026-12-05' ? 'near' : 'ahead');

describe('the end of the exams', () => {
  const held = (day: string, over = true) => ({ day, over });
  it.each([
    ['none is planned', [], true, '2026-11-25', false],
    ['the last one was held a day later', [held('2026-11-24'), held('2026-11-26')], true, '2026-11-26', true],
    ['an added one was held days later', [held('2026-11-24'), held('2026-12-02')], true, '2026-12-02', true],
    ['all were over a day earlier', [held('2026-11-23'), held('2026-11-24')], true, '2026-11-24', true],
    ['somebody has no seat yet', [held('2026-11-24')], false, '2026-11-25', false],
    ['one is still to come', [held('2026-11-24'), held('2026-11-27', false)], true, '2026-11-27', false],
  ])('%s', (_, sittings, everybodySat, day, over) => {
    expect(endOfExams('2026-11-25', sittings, everybodySat)).toEqual({ day, over });
  });
});
