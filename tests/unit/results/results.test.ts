import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { EnrolmentId, SubstitutionId } from '#shared/contract/ids.ts';
import { packageFileSchemas } from '#shared/contract/packageFiles.ts';
import type { ResultRow, ResultTable } from '#shared/contract/views/results.ts';
import { tableHashes } from '../../../src-main/core/ledger/replay.ts';
import { practicalCapability } from '../../../src-main/core/practical/events.ts';
import { resultsCapability } from '../../../src-main/core/results/events.ts';
import { packageResults } from '../../../src-main/core/results/packageResults.ts';
import { resultsAnswers } from '../../../src-main/core/results/procedures.ts';
import { openSpreads, scoreBands, tableSha256 } from '../../../src-main/core/results/queries.ts';
import { theoryCapability } from '../../../src-main/core/theory/events.ts';
import { lathe, testId, userOf } from '../../support/arrangedSite.ts';
import { entryOne, entryTwo, enterTwice, examiners, file, lead, markedSite, markWhole, measurers, verifier } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';
import { latheModules, mark } from '../../support/rubrics.ts';

let site: MarkedSite;
let good: EnrolmentId;
let poor: EnrolmentId;
let away: EnrolmentId;
let courseExam: EnrolmentId;

beforeEach(async () => {
  site = await markedSite(4);
  const [first, second, third, fourth] = site.candidates;
  if (first === undefined || second === undefined || third === undefined || fourth === undefined) throw new Error('four candidates');
  [good, poor, away, courseExam] = [first, second, third, fourth];
});
afterEach(() => site.remove());

function table(): ResultTable {
  const found = resultsAnswers['results.table'](site.asks(userOf('chief'), ['chief']), { batchId: site.batchId });
  if (found === null) throw new Error('a table');
  return found;
}
function row(enrolmentId: EnrolmentId): ResultRow {
  const found = table().rows.find((one) => one.enrolmentId === enrolmentId);
  if (found === undefined) throw new Error('a row');
  return found;
}
const explain = (enrolmentId: EnrolmentId) => resultsAnswers['results.explain'](site.asks(userOf('chief'), ['chief']), { enrolmentId });

/** Four candidates to the end: one passes, one falls short in theory, one never comes, one brings a course exam. */
async function wholeDay(): Promise<void> {
  const substitutionId = testId<'substitution'>('subst', 1) as SubstitutionId;
  await site.done('registrar', 'substitution.propose', {
    substitutionId,
    enrolmentId: courseExam,
    courseName: '机械基础',
    courseCode: 'JX-01',
    term: '2025-2026学年第2学期',
    examDate: null,
    rawHundredths: 10_000,
    fullHundredths: 15_000,
    teacher: '刘某',
    evidence: file,
  });
  await site.done('chief', 'substitution.decide', { substitutionId, decision: 'approved', reason: '已核对' });
  await site.come('theory', [good, poor]);
  await enterTwice(site, good, 6000);
  await enterTwice(site, poor, 5999);
  await site.finish('theory');
  await site.come('practical', [good, poor, courseExam]);
  await markWhole(site, good, 85);
  await markWhole(site, poor, 85);
  await markWhole(site, courseExam, 60);
  await site.finish('practical');
}
async function freeze(): Promise<CommandAnswer> {
  const asked = await site.give('registrar', 'results.freeze', { batchId: site.batchId, tableSha256: table().tableSha256 });
  if (!asked.ok || asked.waitsFor === undefined) return asked;
  return site.give('chief', 'approval.grant', { approvalId: asked.waitsFor.approvalId });
}

describe('the table', () => {
  it('says of every candidate what came out and from where', async () => {
    await wholeDay();
    expect(row(good)).toMatchObject({
      outcome: 'passed',
      open: [],
      theory: { state: 'taken', scoreHundredths: 6000, unrounded: '60', source: 'paper', nearLine: true, vetoed: false },
      practical: { state: 'taken', scoreHundredths: 8500, unrounded: '85', source: 'examiners', nearLine: false },
    });
    expect(row(poor)).toMatchObject({ outcome: 'failed', theory: { scoreHundredths: 5999, nearLine: true } });
    expect(row(away)).toMatchObject({ outcome: 'failed', open: [], theory: { state: 'absent', scoreHundredths: null }, practical: { state: 'absent', scoreHundredths: null } });
    expect(row(courseExam)).toMatchObject({
      outcome: 'passed',
      theory: { state: 'substituted', scoreHundredths: 6667, unrounded: '66.666667', source: 'courseExam' },
      practical: { scoreHundredths: 6000, nearLine: true },
    });
    expect(table().counts).toEqual({ enrolments: 4, passed: 2, failed: 2, open: 0, absent: 1, substituted: 1 });
    expect(table().scoreBands.map((band) => [band.from, band.theory, band.practical]).filter(([, ...counts]) => counts.some((count) => count !== 0))).toEqual([
      [50, 1, 0],
      [60, 2, 1],
      [80, 0, 2],
    ]);
    expect(scoreBands(site.store, [site.batchId])).toEqual(table().scoreBands);
  });

  it('says why a result is open', async () => {
    expect(row(good)).toMatchObject({ outcome: 'open', theory: { state: 'notTaken' }, practical: { state: 'notTaken' } });
    expect(row(good).open).toEqual(['theory-missing', 'sitting-not-finished']);
    await site.come('theory', [good]);
    await site.done(entryOne, 'theory.enter', { enrolmentId: good, scoreHundredths: 7000 });
    await site.finish('theory');
    expect(row(good).theory.state).toBe('incomplete');
    await site.done(entryTwo, 'theory.enter', { enrolmentId: good, scoreHundredths: 7100 });
    expect(row(good).open).toContain('theory-differs');
    await site.done(verifier, 'theory.resolve', { enrolmentId: good, scoreHundredths: 7100, reason: '原卷 71' });
    await site.come('practical', [good]);
    await site.finish('practical');
    expect(row(good)).toMatchObject({ open: ['sheet-unsigned'], practical: { state: 'incomplete' } });
    for (const [at, examiner] of examiners.entries()) {
      await site.fill(good, 'judge', examiner, at === 0 ? 40 : 80);
      await site.sign(good, 'judge', examiner);
    }
    await site.fill(good, 'observe', lead, 80);
    await site.sign(good, 'observe', lead);
    await site.fill(good, 'measure', measurers[0], 80);
    await site.sign(good, 'measure', measurers[0]);
    expect(row(good).open).toEqual(['measure-unverified', 'spread-open']);
    expect(openSpreads(site.store, site.batchId)).toBe(2);
    await site.done(measurers[1], 'sheet.verify', { enrolmentId: good, kind: 'measure', by: measurers[0] });
    for (const [moduleNo, itemNo, points] of [[1, 3, 8], [2, 1, 32]] as const)
      await site.done(lead, 'adjudication.decide', { enrolmentId: good, moduleNo, itemNo, scoreHundredths: points * 100, reason: '复看' });
    expect(row(good)).toMatchObject({ outcome: 'passed', open: [], practical: { scoreHundredths: 8000 } });
    expect(openSpreads(site.store, site.batchId)).toBe(0);
  });

  it('misses seats and rubrics', async () => {
    const [late] = await site.register([{ name: '后来者', line: { ...lathe, code: '6-18-02-04', name: '焊工', level: 4 } }], site.batchId);
    if (late === undefined) throw new Error('a candidate');
    expect(row(late).open).toEqual(['not-seated', 'rubric-missing']);
  });

  it('leaves the withdrawn out', async () => {
    await site.done('registrar', 'enrolment.withdraw', { enrolmentId: good, reason: '退学' });
    expect(table().rows.map((one) => one.enrolmentId)).not.toContain(good);
    expect(explain(good)).toBeNull();
  });

  it('fails on a veto of the subject, with 0', async () => {
    await site.come('practical', [good]);
    await site.done(lead, 'sheet.mark', { enrolmentId: good, kind: 'observe', marks: [mark(1, 5, 0, true)] });
    await site.sign(good, 'observe', lead);
    expect(row(good).practical).toEqual({ state: 'taken', scoreHundredths: 0, unrounded: '0', source: 'examiners', nearLine: false, vetoed: true });
  });

  it('has a hash that follows the numbers, not the names', async () => {
    await site.come('theory', [good]);
    const before = table().tableSha256;
    expect(tableSha256(site.batchId, table().rows.map((one) => ({ ...one, name: '某人' })).toReversed())).toBe(before);
    await enterTwice(site, good, 6000);
    expect(table().tableSha256).not.toBe(before);
  });
});

describe('how a number came about', () => {
  it('is told line by line', async () => {
    await wholeDay();
    expect(explain(courseExam)?.theory).toMatchObject([
      { label: 'courseExam', value: '机械基础 100 / 150 × 100 = 66.67', by: 'registrar 一' },
      { label: 'approved', value: '66.67', by: '主考' },
    ]);
    expect(explain(poor)?.theory.map((line) => [line.label, line.value])).toEqual([['firstEntry', '59.99'], ['secondEntry', '59.99']]);
    expect(explain(away)?.theory.map((line) => line.label)).toEqual(['absentAtDoor']);
    const told = explain(good);
    expect(told).toMatchObject({ sum: '85 × 70% + 85 × 30% = 85', rounded: '85' });
    expect(told?.practical[0]).toMatchObject({ moduleNo: 1, weightPercent: 70, moduleScore: '85', vetoed: false });
    expect(told?.practical[0]?.items[2]).toMatchObject({ itemNo: 3, kind: 'judged', used: '8.5', adjudicated: false });
    expect(told?.practical[0]?.items[2]?.marks).toHaveLength(3);
  });

  it('hides marks that are still blind', async () => {
    await site.come('theory', [good]);
    await site.done(entryOne, 'theory.enter', { enrolmentId: good, scoreHundredths: 7000 });
    await site.come('practical', [good]);
    await site.fill(good, 'judge', examiners[1], 80);
    await site.sign(good, 'judge', examiners[1]);
    const told = explain(good);
    expect(told?.theory).toEqual([]);
    expect(told?.practical.flatMap((module) => module.items.flatMap((item) => item.marks))).toEqual([]);
    expect(told?.practical.map((module) => module.moduleScore)).toEqual(['', '']);
    expect([told?.sum, told?.rounded]).toEqual(['', '']);
  });
});

describe('freezing', () => {
  it('takes two people and the table they have seen', async () => {
    await wholeDay();
    const seen = table().tableSha256;
    const answer = await freeze();
    expect(answer).toMatchObject({ ok: true, result: { enrolments: 4, passed: 2, failed: 2 } });
    expect(table().frozen).toEqual({ at: site.now(), by: 'registrar 一', secondPerson: '主考', tableSha256: seen });
    expect(table().tableSha256).toBe(seen);
    expect(site.store.raw.prepare("SELECT count(*) AS n FROM frozen_rows WHERE outcome = 'passed'").get()).toEqual({ n: 2 });
  });

  it('refuses the same person twice', async () => {
    await wholeDay();
    const asked = await site.give('registrar', 'results.freeze', { batchId: site.batchId, tableSha256: table().tableSha256 });
    if (!asked.ok || asked.waitsFor === undefined) throw new Error('it waits');
    expect(await site.refusal('registrar', 'approval.grant', { approvalId: asked.waitsFor.approvalId })).toMatchObject({ code: 'second-person-same' });
    expect(table().frozen).toBeNull();
  });

  it('refuses while anything is open, naming the tickets', async () => {
    expect(await freeze()).toMatchObject({ ok: false, refusal: { code: 'results-open', facts: { count: 4, tickets: table().rows.map((one) => one.ticketNumber) } } });
  });

  it('refuses a table that is no longer the one seen, also when it changed while it waited', async () => {
    await wholeDay();
    const stale = { batchId: site.batchId, tableSha256: '0'.repeat(64) };
    expect(await site.refusal('registrar', 'results.freeze', stale)).toMatchObject({ code: 'table-changed' });
    const asked = await site.give('registrar', 'results.freeze', { batchId: site.batchId, tableSha256: table().tableSha256 });
    if (!asked.ok || asked.waitsFor === undefined) throw new Error('it waits');
    await site.done('registrar', 'enrolment.withdraw', { enrolmentId: away, reason: '退学' });
    expect(await site.refusal('chief', 'approval.grant', { approvalId: asked.waitsFor.approvalId })).toMatchObject({ code: 'table-changed' });
  });

  it('shuts every door to the marks', async () => {
    await wholeDay();
    await freeze();
    const { batchId } = site;
    const frozen = { code: 'results-frozen' };
    expect(await freeze()).toMatchObject({ ok: false, refusal: frozen });
    expect(await site.refusal(entryOne, 'theory.import', { batchId, file, marks: [{ enrolmentId: good, scoreHundredths: 6000, row: 2 }] })).toMatchObject(frozen);
    expect(await site.refusal(entryOne, 'theory.enter', { enrolmentId: good, scoreHundredths: 6000 })).toMatchObject(frozen);
    expect(await site.refusal(verifier, 'theory.resolve', { enrolmentId: good, scoreHundredths: 6000, reason: '无' })).toMatchObject(frozen);
    expect(await site.refusal(lead, 'sheet.mark', { enrolmentId: good, kind: 'judge', marks: [mark(1, 3, 9)] })).toMatchObject(frozen);
    expect(await site.refusal(lead, 'sheet.sign', { enrolmentId: good, kind: 'judge' })).toMatchObject(frozen);
    expect(await site.refusal(lead, 'sheet.verify', { enrolmentId: good, kind: 'measure', by: measurers[0] })).toMatchObject(frozen);
    expect(await site.refusal(lead, 'adjudication.decide', { enrolmentId: good, moduleNo: 1, itemNo: 3, scoreHundredths: 1, reason: '无' })).toMatchObject(frozen);
    const rubricId = testId<'rubric'>('rubric', 9);
    expect(await site.refusal('chief', 'rubric.adopt', { rubricId, batchId, occupationLevel: lathe, modules: latheModules, file: null })).toMatchObject(frozen);
    expect(await site.refusal('registrar', 'checkin.undo', { checkInId: testId<'checkIn'>('chk', 1), reason: '无' })).toMatchObject(frozen);
  });
});

describe('publication', () => {
  const publishing = (from: string, until: string) => ({ batchId: site.batchId, from, until, place: '教学楼一楼公告栏' });

  it('comes after freezing', async () => {
    expect(await site.refusal('chief', 'publication.record', publishing('2026-11-24', '2026-12-30'))).toMatchObject({ code: 'results-not-frozen' });
  });

  it('hangs out the working days of the rules; day 0 and holidays do not count', async () => {
    await wholeDay();
    await freeze();
    expect(await site.refusal('chief', 'publication.record', publishing('2026-11-23', '2026-12-30'))).toMatchObject({ code: 'publication-before-freezing' });
    expect(await site.refusal('chief', 'publication.record', publishing('2026-11-25', '2026-11-24'))).toMatchObject({ code: 'days-reversed' });
    // Tuesday 24 November + 5 working days = Wednesday 2 December: 1 December is off in the test's calendar
    expect(await site.refusal('chief', 'publication.record', publishing('2026-11-24', '2026-12-01'))).toMatchObject({ code: 'publication-too-short', days: 5, earliest: '2026-12-02' });
    expect(await site.refusal('chief', 'publication.record', publishing('2027-01-04', '2027-01-20'))).toMatchObject({ code: 'calendar-missing', year: 2027 });
    await site.done('chief', 'publication.record', publishing('2026-11-24', '2026-12-02'));
    expect(table().publication).toEqual({ from: '2026-11-24', until: '2026-12-02', place: '教学楼一楼公告栏', over: false });
    site.setTime('2026-12-02T15:59:59.000Z');
    expect(table().publication?.over).toBe(false);
    site.setTime('2026-12-02T16:00:00.000Z');
    expect(table().publication?.over).toBe(true);
  });
});

describe('results.json of the package', () => {
  it('keeps to the published schema and holds every sheet and source', async () => {
    await wholeDay();
    expect(() => packageResults(site.store, site.batchId)).toThrow('frozen');
    await freeze();
    const results = packageResults(site.store, site.batchId);
    expect(packageFileSchemas['results.json'].safeParse(results).error).toBeUndefined();
    expect(results.rows).toHaveLength(4);
    const of = (enrolmentId: EnrolmentId) => results.rows.find((line) => line.enrolmentId === enrolmentId);
    expect(of(good)?.sheets.map((sheet) => sheet.kind).toSorted()).toEqual(['judge', 'judge', 'judge', 'measure', 'observe']);
    expect(of(good)?.sheets.find((sheet) => sheet.kind === 'measure')?.verifiedBy).toBe(measurers[1]);
    expect(of(courseExam)?.substitution).toMatchObject({ rawHundredths: 10_000, fullHundredths: 15_000, approvedBy: userOf('chief'), proposedBy: userOf('registrar') });
    expect(of(away)).toMatchObject({ outcome: 'failed', sheets: [], identity: { name: '考生丙' } });
  });
});

describe('the ledger', () => {
  const own = [theoryCapability, practicalCapability, resultsCapability];

  it('gives the same tables again, also when every personal part is blanked', async () => {
    await wholeDay();
    await freeze();
    await site.done('chief', 'publication.record', { batchId: site.batchId, from: '2026-11-24', until: '2026-12-30', place: '公告栏' });
    const live = tableHashes(site.store, own);
    site.store.raw.exec('DELETE FROM score_sheets; UPDATE theory_entries SET score_hundredths = 1; DELETE FROM frozen_rows');
    expect(tableHashes(site.store, own)).not.toEqual(live);
    site.rebuildsEqual();
    expect(tableHashes(site.store, own)).toEqual(live);
    const sha = table().tableSha256;
    site.store.raw.exec(
      'UPDATE substitutions SET teacher = NULL, evidence_name = NULL, reason = NULL; UPDATE publications SET place = NULL; UPDATE theory_resolutions SET reason = NULL; UPDATE adjudications SET reason = NULL; UPDATE theory_files SET file_name = NULL',
    );
    const blank = tableHashes(site.store, own);
    expect(blank).not.toEqual(live);
    site.rebuildsEqual(true);
    expect(tableHashes(site.store, own)).toEqual(blank);
    expect(table().tableSha256).toBe(sha);
  });
});
