import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { packageFileSchemas } from '#shared/contract/packageFiles.ts';
import { tableHashes } from '../../../src-main/core/ledger/replay.ts';
import { practicalCapability } from '../../../src-main/core/practical/capability.ts';
import { sheetCounts } from '../../../src-main/core/board/sheetCounts.ts';
import { resultsCapability } from '../../../src-main/core/results/capability.ts';
import { packageResults } from '../../../src-main/core/packages/resultsFile.ts';
import { theoryCapability } from '../../../src-main/core/theory/capability.ts';
import { lathe, testId, userOf } from '../../support/arrangedSite.ts';
import { entryOne, file, lead, measurers, verifier } from '../../support/markedSite.ts';
import { resultDay } from '../../support/resultDay.ts';
import type { ResultDay } from '../../support/resultDay.ts';
import { latheModules, mark } from '../../support/rubrics.ts';

let day: ResultDay;
beforeEach(async () => {
  day = await resultDay();
});
afterEach(() => day.site.remove());

describe('freezing', () => {
  it('takes two people and the table they have seen', async () => {
    await day.wholeDay();
    const seen = day.table().tableSha256;
    const answer = await day.freeze();
    expect(answer).toMatchObject({ ok: true, result: { enrolments: 4, passed: 2, failed: 2 } });
    expect(day.table().frozen).toEqual({
      at: day.site.now(),
      by: 'registrar 一',
      secondPerson: '主考',
      tableSha256: seen,
    });
    expect(day.table().tableSha256).toBe(seen);
    // three candidates came to the practical exam, with five sheets each
    expect(sheetCounts(day.site.store).get(day.site.sittingOf('practical'))).toEqual({
      signed: 15,
      needed: 15,
    });
    expect(
      day.site.store.raw.prepare("SELECT count(*) AS n FROM frozen_rows WHERE outcome = 'passed'").get(),
    ).toEqual({ n: 2 });
  });

  it('refuses the same person twice', async () => {
    await day.wholeDay();
    const asked = await day.site.submit('registrar', 'results.freeze', {
      batchId: day.site.batchId,
      tableSha256: day.table().tableSha256,
    });
    if (!asked.ok || asked.waitsFor === undefined) throw new Error('it waits');
    expect(
      await day.site.refusal('registrar', 'approval.grant', { approvalId: asked.waitsFor.approvalId }),
    ).toMatchObject({ code: 'second-person-same' });
    expect(day.table().frozen).toBeNull();
  });

  it('refuses while anything is open, naming the tickets', async () => {
    expect(await day.freeze()).toMatchObject({
      ok: false,
      refusal: {
        code: 'results-open',
        facts: { count: 4, tickets: day.table().rows.map((one) => one.ticketNumber) },
      },
    });
  });

  it('refuses a table that is no longer the one seen, also when it changed while it waited', async () => {
    await day.wholeDay();
    const stale = { batchId: day.site.batchId, tableSha256: '0'.repeat(64) };
    expect(await day.site.refusal('registrar', 'results.freeze', stale)).toMatchObject({
      code: 'table-changed',
    });
    const asked = await day.site.submit('registrar', 'results.freeze', {
      batchId: day.site.batchId,
      tableSha256: day.table().tableSha256,
    });
    if (!asked.ok || asked.waitsFor === undefined) throw new Error('it waits');
    await day.site.done('registrar', 'enrolment.withdraw', { enrolmentId: day.away, reason: '退学' });
    expect(
      await day.site.refusal('chief', 'approval.grant', { approvalId: asked.waitsFor.approvalId }),
    ).toMatchObject({ code: 'table-changed' });
  });

  it('lets nobody change the marks any more', async () => {
    await day.wholeDay();
    await day.freeze();
    const { batchId } = day.site;
    const frozen = { code: 'results-frozen' };
    expect(await day.freeze()).toMatchObject({ ok: false, refusal: frozen });
    expect(
      await day.site.refusal(entryOne, 'theory.import', {
        batchId,
        file,
        rows: 1,
        marks: [{ enrolmentId: day.good, scoreHundredths: 6000, row: 2 }],
      }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(entryOne, 'theory.enter', { enrolmentId: day.good, scoreHundredths: 6000 }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(verifier, 'theory.resolve', {
        enrolmentId: day.good,
        scoreHundredths: 6000,
        reason: '无',
      }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(lead, 'sheet.mark', {
        enrolmentId: day.good,
        kind: 'judge',
        marks: [mark(1, 3, 9)],
      }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(lead, 'sheet.sign', { enrolmentId: day.good, kind: 'judge' }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(lead, 'sheet.verify', {
        enrolmentId: day.good,
        kind: 'measure',
        by: measurers[0],
      }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal(lead, 'adjudication.decide', {
        enrolmentId: day.good,
        moduleNo: 1,
        itemNo: 3,
        scoreHundredths: 1,
        reason: '无',
      }),
    ).toMatchObject(frozen);
    const rubricId = testId<'rubric'>('rubric', 9);
    expect(
      await day.site.refusal('chief', 'rubric.adopt', {
        rubricId,
        batchId,
        occupationLevel: lathe,
        modules: latheModules,
        file,
      }),
    ).toMatchObject(frozen);
    expect(
      await day.site.refusal('registrar', 'checkin.undo', {
        checkInId: testId<'checkIn'>('chk', 1),
        reason: '无',
      }),
    ).toMatchObject(frozen);
  });
});

describe('publication', () => {
  const publishing = (from: string, until: string) => ({
    batchId: day.site.batchId,
    from,
    until,
    place: '教学楼一楼公告栏',
  });

  it('comes after freezing', async () => {
    expect(
      await day.site.refusal('chief', 'publication.record', publishing('2026-11-24', '2026-12-30')),
    ).toMatchObject({ code: 'results-not-frozen' });
  });

  it('hangs out the working days of the rules; day 0 and holidays do not count', async () => {
    await day.wholeDay();
    await day.freeze();
    expect(
      await day.site.refusal('chief', 'publication.record', publishing('2026-11-23', '2026-12-30')),
    ).toMatchObject({ code: 'publication-before-freezing' });
    expect(
      await day.site.refusal('chief', 'publication.record', publishing('2026-11-25', '2026-11-24')),
    ).toMatchObject({ code: 'days-reversed' });
    // Tuesday 24 November + 5 working days = Wednesday 2 December: 1 December is off in the test's calendar
    expect(
      await day.site.refusal('chief', 'publication.record', publishing('2026-11-24', '2026-12-01')),
    ).toMatchObject({ code: 'publication-too-short', days: 5, earliest: '2026-12-02' });
    expect(
      await day.site.refusal('chief', 'publication.record', publishing('2027-01-04', '2027-01-20')),
    ).toMatchObject({ code: 'calendar-missing', year: 2027 });
    await day.site.done('chief', 'publication.record', publishing('2026-11-24', '2026-12-02'));
    expect(day.table().publication).toEqual({
      from: '2026-11-24',
      until: '2026-12-02',
      place: '教学楼一楼公告栏',
      over: false,
    });
    day.site.setTime('2026-12-02T15:59:59.000Z');
    expect(day.table().publication?.over).toBe(false);
    day.site.setTime('2026-12-02T16:00:00.000Z');
    expect(day.table().publication?.over).toBe(true);
  });
});

describe('results.json of the package', () => {
  it('keeps to the published schema and holds every sheet and source', async () => {
    await day.wholeDay();
    expect(() => packageResults(day.site.store, day.site.batchId)).toThrow('frozen');
    await day.freeze();
    const results = packageResults(day.site.store, day.site.batchId);
    expect(packageFileSchemas['results.json'].safeParse(results).error).toBeUndefined();
    expect(results.rows).toHaveLength(4);
    const of = (enrolmentId: EnrolmentId) => results.rows.find((line) => line.enrolmentId === enrolmentId);
    expect(
      of(day.good)
        ?.sheets.map((sheet) => sheet.kind)
        .toSorted(),
    ).toEqual(['judge', 'judge', 'judge', 'measure', 'observe']);
    expect(of(day.good)?.sheets.find((sheet) => sheet.kind === 'measure')?.verifiedBy).toBe(measurers[1]);
    expect(of(day.courseExam)?.substitution).toMatchObject({
      rawHundredths: 10_000,
      fullHundredths: 15_000,
      approvedBy: userOf('chief'),
      proposedBy: userOf('registrar'),
    });
    expect(of(day.away)).toMatchObject({ outcome: 'failed', sheets: [], identity: { name: '考生丙' } });
  });
});

describe('the ledger', () => {
  const own = [theoryCapability, practicalCapability, resultsCapability];

  it('gives the same tables again, also when every personal part is blanked', async () => {
    await day.wholeDay();
    await day.freeze();
    await day.site.done('chief', 'publication.record', {
      batchId: day.site.batchId,
      from: '2026-11-24',
      until: '2026-12-30',
      place: '公告栏',
    });
    const live = tableHashes(day.site.store, own);
    day.site.store.raw.exec(
      'DELETE FROM score_sheets; UPDATE theory_entries SET score_hundredths = 1; DELETE FROM frozen_rows',
    );
    expect(tableHashes(day.site.store, own)).not.toEqual(live);
    day.site.rebuildsEqual();
    expect(tableHashes(day.site.store, own)).toEqual(live);
    const sha = day.table().tableSha256;
    day.site.store.raw.exec(
      'UPDATE substitutions SET teacher = NULL, evidence_name = NULL, reason = NULL; UPDATE publications SET place = NULL; UPDATE theory_resolutions SET reason = NULL; UPDATE adjudications SET reason = NULL; UPDATE theory_files SET file_name = NULL',
    );
    const blank = tableHashes(day.site.store, own);
    expect(blank).not.toEqual(live);
    day.site.rebuildsEqual(true);
    expect(tableHashes(day.site.store, own)).toEqual(blank);
    expect(day.table().tableSha256).toBe(sha);
  });
});
