import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { MatrixRow, SheetView, Station } from '#shared/contract/views/examDay.ts';
import { practicalAnswers } from '../../../src-main/core/practical/procedures.ts';
import { userOf } from '../../support/arrangedSite.ts';
import { another, examiners, lead, markedSite, measurers } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';
import { mark } from '../../support/rubrics.ts';

let site: MarkedSite;
let one: EnrolmentId;
const [, second, third] = examiners;
const [measurer, otherMeasurer] = measurers;

beforeEach(async () => {
  site = await markedSite(2);
  const [first] = site.candidates;
  if (first === undefined) throw new Error('a candidate');
  one = first;
  await site.come('practical', [one]);
});
afterEach(() => site.remove());

function station(userId: Station['toVerify'][number]['by']): Station {
  const [found, ...more] = practicalAnswers['practical.stations'](site.asks(userId, []));
  if (found === undefined || more.length > 0) throw new Error('one station');
  return found;
}
const sheet = (
  reader: typeof lead,
  roles: readonly Role[],
  kind: SheetView['kind'],
  scorerId: typeof lead,
): SheetView | null =>
  practicalAnswers['practical.sheet'](site.asks(reader, roles), { enrolmentId: one, kind, scorerId });
function matrixRow(): MatrixRow {
  const [row] = practicalAnswers['practical.matrix'](site.asks(lead, ['leadExaminer']), {
    batchId: site.batchId,
  }).rows;
  if (row === undefined) throw new Error('a row');
  return row;
}
async function judge(examiner: typeof lead, percent: number): Promise<void> {
  await site.fill(one, 'judge', examiner, percent);
  await site.sign(one, 'judge', examiner);
}

describe('stations', () => {
  it('give each person their own sheets and no more', async () => {
    const kinds = (userId: typeof lead) =>
      station(userId).candidates[0]?.sheets.map(
        (own) => `${own.kind} ${own.state} ${own.marked}/${own.items}`,
      );
    expect(kinds(lead)).toEqual(['judge empty 0/2', 'observe empty 0/4']);
    expect(kinds(second)).toEqual(['judge empty 0/2']);
    expect(kinds(measurer)).toEqual(['measure empty 0/2']);
    await site.done(measurer, 'sheet.mark', { enrolmentId: one, kind: 'measure', marks: [mark(1, 1, 30)] });
    expect(kinds(measurer)).toEqual(['measure started 1/2']);
    expect(kinds(otherMeasurer)).toEqual([]);
    expect(practicalAnswers['practical.stations'](site.asks(another('examiner', 3), []))).toEqual([]);
  });

  it('hide who it is from measurers: a code, no name, no ticket', () => {
    const [seen] = station(measurer).candidates;
    expect(seen).toMatchObject({ name: null, ticketNumber: '', checkedIn: true });
    expect(seen?.workpieceCode).toMatch(/^\S{4,}$/);
    // whoever knows the person is not told which workpiece is theirs
    expect(station(second).candidates[0]).toMatchObject({ name: '考生甲', workpieceCode: null });
    expect(JSON.stringify(station(measurer))).not.toContain('考生');
  });

  it('ask everyone but the measurer to verify a signed measurement', async () => {
    await site.fill(one, 'measure', measurer, 80);
    expect(station(second).toVerify).toEqual([]);
    await site.sign(one, 'measure', measurer);
    expect(station(second).toVerify).toMatchObject([{ enrolmentId: one, by: measurer }]);
    expect(station(otherMeasurer).toVerify).toHaveLength(1);
    expect(station(measurer).toVerify).toEqual([]);
    await site.done(second, 'sheet.verify', { enrolmentId: one, kind: 'measure', by: measurer });
    expect(station(otherMeasurer).toVerify).toEqual([]);
  });
});

describe('blindness', () => {
  it('shows an examiner nothing of another, and the lead and chief only the state, until all have signed', async () => {
    await judge(second, 80);
    expect(sheet(second, ['examiner'], 'judge', second)).toMatchObject({
      state: 'signed',
      marks: [mark(1, 3, 8), mark(2, 1, 32)],
    });
    expect(sheet(third, ['examiner'], 'judge', second)).toBeNull();
    for (const [reader, role] of [
      [lead, 'leadExaminer'],
      [userOf('chief'), 'chief'],
      [userOf('supervisor'), 'supervisor'],
    ] as const)
      expect(sheet(reader, [role], 'judge', second)).toMatchObject({ state: 'signed', marks: [] });
    await judge(third, 70);
    expect(matrixRow().sheets.map((cell) => cell.totalHundredths)).toEqual(
      matrixRow().sheets.map(() => null),
    );
    expect(matrixRow().spreads).toEqual([]);
    await judge(lead, 60);
    expect(sheet(lead, ['leadExaminer'], 'judge', second)?.marks).toEqual([mark(1, 3, 8), mark(2, 1, 32)]);
    expect(sheet(third, ['examiner'], 'judge', second)).toBeNull();
    // weighted: 0.7 × 8 + 0.3 × 32
    expect(matrixRow().sheets.find((cell) => cell.scorerId === second)?.totalHundredths).toBe(1520);
  });

  it('shows a signed measurement to who may verify it, without a name to measurers', async () => {
    await site.fill(one, 'measure', measurer, 80);
    expect(sheet(otherMeasurer, ['measurer'], 'measure', measurer)).toBeNull();
    await site.sign(one, 'measure', measurer);
    const seen = sheet(otherMeasurer, ['measurer'], 'measure', measurer);
    expect(seen).toMatchObject({ name: null, ticketNumber: null, state: 'signed' });
    expect(seen?.marks).toHaveLength(2);
    expect(seen?.modules.map((module) => module.items.map((item) => item.kind))).toEqual([
      ['measured', 'measured'],
    ]);
    expect(sheet(second, ['examiner'], 'measure', measurer)?.name).toBe('考生甲');
    expect(sheet(measurer, ['measurer'], 'judge', second)).toBeNull();
  });
});

describe('the matrix', () => {
  it('lists who has yet to begin, and who is absent', async () => {
    expect(matrixRow().sheets.map((cell) => `${cell.kind} ${cell.state}`)).toEqual([
      'judge empty',
      'judge empty',
      'judge empty',
      'observe empty',
      'measure empty',
      'measure empty',
    ]);
    await site.finish('practical');
    const rows = practicalAnswers['practical.matrix'](site.asks(lead, ['leadExaminer']), {
      batchId: site.batchId,
    }).rows;
    expect(rows.map((row) => row.absent)).toEqual([false, true]);
  });

  it('shows a spread, and what was decided about it', async () => {
    await judge(lead, 40);
    await judge(second, 80);
    await judge(third, 80);
    expect(matrixRow()).toMatchObject({ complete: false, scoreHundredths: null });
    expect(matrixRow().spreads).toMatchObject([
      {
        moduleNo: 1,
        itemNo: 3,
        content: '工艺安排',
        fullHundredths: 1000,
        spreadHundredths: 400,
        adjudicated: null,
      },
      { moduleNo: 2, itemNo: 1, content: '程序编制', spreadHundredths: 1600, adjudicated: null },
    ]);
    const deciding = { enrolmentId: one, moduleNo: 1, itemNo: 3, scoreHundredths: 750, reason: '复看工艺卡' };
    expect(
      await site.refusal(userOf('leadExaminer'), 'adjudication.decide', {
        ...deciding,
        scoreHundredths: 1001,
      }),
    ).toMatchObject({ code: 'item-above-full' });
    expect(await site.refusal(lead, 'adjudication.decide', { ...deciding, itemNo: 1 })).toMatchObject({
      code: 'nothing-to-adjudicate',
    });
    expect(await site.refusal(lead, 'adjudication.decide', { ...deciding, vetoed: true })).toMatchObject({
      code: 'veto-not-on-item',
    });
    await site.done(lead, 'adjudication.decide', deciding);
    expect(matrixRow().spreads[0]?.adjudicated).toEqual({
      scoreHundredths: 750,
      reason: '复看工艺卡',
      by: 'leadExaminer 一',
    });
  });

  it('lets nobody decide before all have signed, nor anyone who is not the lead of the sitting', async () => {
    const deciding = { enrolmentId: one, moduleNo: 1, itemNo: 3, scoreHundredths: 750, reason: '复看工艺卡' };
    await judge(second, 20);
    await judge(third, 80);
    expect(await site.refusal(lead, 'adjudication.decide', deciding)).toMatchObject({
      code: 'sheets-unsigned',
    });
    await judge(lead, 80);
    await site.done('chief', 'staff.release', {
      sittingId: site.sittingOf('practical'),
      userId: lead,
      duty: 'leadExaminer',
    });
    expect(await site.refusal(lead, 'adjudication.decide', deciding)).toMatchObject({
      code: 'not-lead-of-sitting',
    });
  });
});
