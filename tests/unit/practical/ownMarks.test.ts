import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ApprovalId, EnrolmentId, UserId } from '#shared/contract/ids.ts';
import { pendingApprovals } from '../../../src-main/core/board/approvals.ts';
import { practicalLine } from '../../../src-main/core/practical/queries.ts';
import { userOf } from '../../support/arrangedSite.ts';
import { examiners, markedSite, measurers } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

/** Nobody verifies or settles what they measured or marked; new roles and duties free nobody of what they wrote. */

let site: MarkedSite;
let one: EnrolmentId;
const [lead, second, third] = examiners;
const [measurer, otherMeasurer] = measurers;

beforeEach(async () => {
  site = await markedSite(1);
  const [first] = site.candidates;
  if (first === undefined) throw new Error('a candidate');
  one = first;
  await site.come('practical', [one]);
});
afterEach(() => site.remove());

/** The lead decides about a spread to which the lead's own mark belongs; it waits. */
async function decideSpread(): Promise<ApprovalId> {
  for (const [examiner, percent] of [
    [lead, 80],
    [second, 20],
    [third, 80],
  ] as const) {
    await site.fill(one, 'judge', examiner, percent);
    await site.sign(one, 'judge', examiner);
  }
  const deciding = { enrolmentId: one, moduleNo: 1, itemNo: 3, scoreHundredths: 750, reason: '复看工艺卡' };
  const answer = await site.submit(lead, 'adjudication.decide', deciding);
  if (!answer.ok || answer.waitsFor === undefined) throw new Error('it should wait for a second person');
  return answer.waitsFor.approvalId;
}

const decided = () => practicalLine(site.store, one)?.adjudications.map((each) => each.scoreHundredths);
const grant = (who: UserId, approvalId: ApprovalId) => site.refusal(who, 'approval.grant', { approvalId });

it('a lead who has marked settles a spread only together with somebody who has not', async () => {
  const approvalId = await decideSpread();
  expect(decided()).toEqual([]);
  await site.done('chief', 'user.setRoles', { userId: second, roles: ['examiner', 'registrar'] });
  await site.done('chief', 'staff.release', {
    sittingId: site.sittingOf('practical'),
    userId: second,
    duty: 'examiner',
  });
  expect(await grant(second, approvalId)).toMatchObject({ code: 'adjudication-own-marks' });
  expect(decided()).toEqual([]);
  await site.done('chief', 'approval.grant', { approvalId });
  expect(decided()).toEqual([750]);
});

it('the second person reads what is judged and how the examiners differ', async () => {
  await decideSpread();
  const [asked] = pendingApprovals(site.asks(userOf('chief'), ['chief']));
  const lines = new Map(asked?.lines.map((line) => [line.field, line.after]));
  expect(lines.get('spread.item')).toBe('工艺安排');
  expect(lines.get('spread.marks')).toEqual(['800', '800', '200']);
  expect(lines.get('scoreHundredths')).toBe(750);
});

it('whoever began to measure a workpiece does not verify it for the one who took over', async () => {
  await site.done(measurer, 'sheet.mark', {
    enrolmentId: one,
    kind: 'measure',
    marks: [{ moduleNo: 1, itemNo: 1, scoreHundredths: 3000, vetoed: false }],
  });
  const duty = { sittingId: site.sittingOf('practical'), userId: measurer, duty: 'measurer' } as const;
  await site.done('chief', 'staff.release', duty);
  await site.fill(one, 'measure', otherMeasurer, 80);
  await site.sign(one, 'measure', otherMeasurer);
  await site.done('chief', 'staff.assign', { ...duty, reason: null });
  expect(
    await site.refusal(measurer, 'sheet.verify', { enrolmentId: one, kind: 'measure', by: otherMeasurer }),
  ).toMatchObject({ code: 'verify-own-sheet' });
  await site.done(second, 'sheet.verify', { enrolmentId: one, kind: 'measure', by: otherMeasurer });
});
