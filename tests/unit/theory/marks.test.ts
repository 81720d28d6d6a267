import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { TheoryRow } from '#shared/contract/views/examDay.ts';
import { theoryAnswers } from '../../../src-main/core/theory/procedures.ts';
import { marksStand } from '../../../src-main/core/board/marksStand.ts';
import { testId, userOf } from '../../support/arrangedSite.ts';
import {
  another,
  entryOne,
  entryTwo,
  enterTwice,
  file,
  markedSite,
  verifier,
} from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

let site: MarkedSite;
let one: EnrolmentId;
let two: EnrolmentId;
let away: EnrolmentId;

beforeEach(async () => {
  site = await markedSite(3);
  const [first, second, third] = site.candidates;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three candidates');
  [one, two, away] = [first, second, third];
  await site.come('theory', [one, two]);
});
afterEach(() => site.remove());

function row(enrolmentId: EnrolmentId, reader = userOf('chief')): TheoryRow {
  const rows = theoryAnswers['theory.grid'](site.asks(reader, ['markEntry']), { batchId: site.batchId });
  const found = rows.find((line) => line.enrolmentId === enrolmentId);
  if (found === undefined) throw new Error('not in the grid');
  return found;
}
const marks = (...lines: [EnrolmentId, number | null][]) =>
  lines.map(([enrolmentId, scoreHundredths], at) => ({ enrolmentId, scoreHundredths, row: at + 2 }));
const importing = (...lines: [EnrolmentId, number | null][]) => ({
  batchId: site.batchId,
  file,
  marks: marks(...lines),
});

describe('double entry', () => {
  it('shows nobody the other number until both stand', async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
    expect(row(one, entryOne)).toMatchObject({
      state: 'enteredOnce',
      ownEntryHundredths: 6150,
      ownEntryGiven: true,
      entries: [],
      scoreHundredths: null,
    });
    for (const reader of [entryTwo, userOf('chief')])
      expect(row(one, reader)).toMatchObject({
        state: 'enteredOnce',
        ownEntryHundredths: null,
        ownEntryGiven: false,
        entries: [],
        scoreHundredths: null,
      });
    expect(JSON.stringify(row(one, entryTwo))).not.toContain('6150');
    await site.done(entryTwo, 'theory.enter', { enrolmentId: one, scoreHundredths: 6510 });
    expect(row(one).entries.map((entry) => entry.scoreHundredths)).toEqual([6150, 6510]);
    expect(row(one)).toMatchObject({ state: 'differs', scoreHundredths: null });
    expect(marksStand(site.store, 0)(site.batchId).theoryDifferences).toBe(1);
  });

  it('scores when two people say the same', async () => {
    await enterTwice(site, one, 6150);
    expect(row(one)).toMatchObject({ state: 'scored', scoreHundredths: 6150, source: 'paper', entries: [] });
  });

  it('lets the writer of the first entry put it right until the second stands', async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6510 });
    await site.done(entryTwo, 'theory.enter', { enrolmentId: one, scoreHundredths: 6510 });
    expect(row(one).state).toBe('scored');
    expect(
      await site.refusal(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 9000 }),
    ).toMatchObject({ code: 'entry-closed' });
  });

  it('takes the same entry twice without a second row in the ledger', async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
    const again = await site.submit(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
    expect(again).toMatchObject({ ok: true, rows: null, result: { entries: 1 } });
  });

  it('refuses a third person', async () => {
    await enterTwice(site, one, 6150);
    expect(
      await site.refusal(verifier, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 }),
    ).toMatchObject({ code: 'two-entries-stand' });
  });

  it.each([
    ['above 100', 10_001, 'mark-above-full'],
    ['of a person who never came', 6000, 'marks-for-absent'],
  ])('refuses a mark %s', async (_, scoreHundredths, code) => {
    const enrolmentId = code === 'marks-for-absent' ? away : one;
    expect(await site.refusal(entryOne, 'theory.enter', { enrolmentId, scoreHundredths })).toMatchObject({
      code,
    });
  });
});

describe('third look', () => {
  beforeEach(async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
  });
  const resolving = (scoreHundredths: number | null) => ({
    enrolmentId: one,
    scoreHundredths,
    reason: '原始答卷为 65.1',
  });

  it('settles what differs, by someone else, both entries kept', async () => {
    await site.done(entryTwo, 'theory.enter', { enrolmentId: one, scoreHundredths: 6510 });
    await site.done(verifier, 'theory.resolve', resolving(6510));
    expect(row(one)).toMatchObject({ state: 'scored', scoreHundredths: 6510, source: 'paper' });
    expect(site.store.raw.prepare('SELECT count(*) AS n FROM theory_entries').get()).toEqual({ n: 2 });
    expect(await site.refusal(verifier, 'theory.resolve', resolving(9000))).toMatchObject({
      code: 'theory-not-differing',
    });
  });

  it('is refused to one who entered', async () => {
    await site.done(verifier, 'theory.enter', { enrolmentId: one, scoreHundredths: 6510 });
    expect(await site.refusal(verifier, 'theory.resolve', resolving(6510))).toMatchObject({
      code: 'resolve-own-entry',
    });
  });

  it('is refused while nothing differs', async () => {
    expect(await site.refusal(verifier, 'theory.resolve', resolving(6150))).toMatchObject({
      code: 'theory-not-differing',
    });
  });

  it('is needed when the door takes back a check-in of a person with a mark', async () => {
    await site.done(entryTwo, 'theory.enter', { enrolmentId: one, scoreHundredths: 6150 });
    await site.finish('theory');
    await site.done('chief', 'checkin.undo', { checkInId: testId<'checkIn'>('chk', 1), reason: '认错人' });
    expect(row(one)).toMatchObject({ state: 'differs', scoreHundredths: null });
    await site.done(verifier, 'theory.resolve', resolving(null));
    expect(row(one)).toMatchObject({ state: 'absent', scoreHundredths: null });
  });
});

describe('import', () => {
  it('records marks and absences in one row', async () => {
    const answer = await site.submit(
      entryOne,
      'theory.import',
      importing([one, 6150], [two, 0], [away, null]),
    );
    expect(answer).toMatchObject({
      ok: true,
      result: { marks: 3, recorded: 3, absent: 1, absentButCheckedIn: [] },
    });
    expect([one, two, away].map((id) => [row(id).state, row(id).scoreHundredths, row(id).source])).toEqual([
      ['scored', 6150, 'machine'],
      ['scored', 0, 'machine'],
      ['absent', null, null],
    ]);
  });

  it('tells whom the file calls absent though they were let in', async () => {
    const answer = await site.submit(entryOne, 'theory.import', importing([one, null]));
    expect(answer).toMatchObject({
      ok: true,
      result: { absent: 1, absentButCheckedIn: [row(one).ticketNumber] },
    });
    expect(row(one)).toMatchObject({ state: 'absent', checkedIn: true });
  });

  it('may be sent twice, and adds only what is new', async () => {
    await site.done(entryOne, 'theory.import', importing([one, 6150]));
    expect(await site.submit(entryOne, 'theory.import', importing([one, 6150]))).toMatchObject({
      ok: true,
      rows: null,
    });
    const more = await site.submit(entryOne, 'theory.import', importing([one, 6150], [two, 7000]));
    expect(more).toMatchObject({ ok: true, result: { marks: 2, recorded: 1 } });
    expect(row(two).scoreHundredths).toBe(7000);
  });

  it.each<[string, () => [EnrolmentId, number | null][], string]>([
    [
      'marks for a person the door has not seen',
      () => [
        [one, 6150],
        [away, 7000],
      ],
      'marks-for-absent',
    ],
    [
      'a person twice',
      () => [
        [one, 6150],
        [one, 6150],
      ],
      'mark-twice',
    ],
    ['a stranger', () => [[testId<'enrolment'>('x', 9), 6150]], 'marks-outside-batch'],
    ['more than 100', () => [[one, 10_050]], 'mark-above-full'],
  ])('refuses %s, whole', async (_, lines, code) => {
    expect(await site.refusal(entryOne, 'theory.import', importing(...lines()))).toMatchObject({
      code,
      count: 1,
    });
    expect(row(one).state).toBe('open');
  });

  it('names the tickets of whom it refuses', async () => {
    const refusal = await site.refusal(entryOne, 'theory.import', importing([away, 7000]));
    expect(refusal).toMatchObject({ tickets: [row(away).ticketNumber] });
  });

  it('refuses another value than the one that stands, from a file or from paper', async () => {
    await site.done(entryOne, 'theory.import', importing([one, 6150]));
    expect(await site.refusal(entryOne, 'theory.import', importing([one, 6151]))).toMatchObject({
      code: 'marks-conflict',
    });
    await site.done(entryOne, 'theory.enter', { enrolmentId: two, scoreHundredths: 7000 });
    await site.done(entryTwo, 'theory.enter', { enrolmentId: two, scoreHundredths: 7000 });
    expect(await site.refusal(entryOne, 'theory.import', importing([two, 7001]))).toMatchObject({
      code: 'marks-conflict',
    });
    await site.done(entryOne, 'theory.import', importing([two, 7000]));
    expect(row(two)).toMatchObject({ state: 'scored', source: 'machine' });
    expect(
      await site.refusal(entryTwo, 'theory.enter', { enrolmentId: two, scoreHundredths: 7001 }),
    ).toMatchObject({ code: 'theory-from-machine' });
  });

  it('does not say by a file whether a single entry from paper agrees with it', async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: two, scoreHundredths: 7000 });
    const wrong = await site.refusal(entryTwo, 'theory.import', importing([two, 7001]));
    const right = await site.refusal(entryTwo, 'theory.import', importing([two, 7000]));
    expect(right).toMatchObject({ code: 'marks-entry-begun' });
    expect(right).toEqual(wrong);
  });

  it('shows a single entry to nobody else where it disagrees with the door', async () => {
    await site.done(entryOne, 'theory.enter', { enrolmentId: two, scoreHundredths: 7319 });
    const [checkIn] = site.store.raw
      .prepare('SELECT check_in_id AS id FROM check_ins WHERE enrolment_id = ?')
      .all(two) as { id: never }[];
    if (checkIn === undefined) throw new Error('a check-in');
    await site.done('chief', 'checkin.undo', { checkInId: checkIn.id, reason: '认错了人' });
    await site.finish('theory');
    expect(row(two)).toMatchObject({ state: 'differs', entries: [] });
  });

  it('refuses people without a seat and people withdrawn', async () => {
    const [late] = await site.register([{ name: '后来者' }], site.batchId);
    if (late === undefined) throw new Error('one candidate');
    expect(await site.refusal(entryOne, 'theory.import', importing([late, null]))).toMatchObject({
      code: 'marks-for-unseated',
    });
    await site.done('registrar', 'enrolment.withdraw', { enrolmentId: away, reason: '退学' });
    expect(await site.refusal(entryOne, 'theory.import', importing([away, null]))).toMatchObject({
      code: 'marks-outside-batch',
    });
    expect(
      await site.refusal(another('markEntry', 1), 'theory.enter', {
        enrolmentId: away,
        scoreHundredths: null,
      }),
    ).toMatchObject({ code: 'enrolment-withdrawn' });
  });
});
