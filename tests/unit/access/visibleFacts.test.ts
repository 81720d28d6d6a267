import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { event } from '#shared/contract/events/event.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { candidatesAnswers } from '../../../src-main/core/candidates/procedures.ts';
import { institutionAnswers } from '../../../src-main/core/institution/procedures.ts';
import { testId, userOf } from '../../support/arrangedSite.ts';
import { entryOne, entryTwo, examiners, lead, markedSite, markWhole } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

let site: MarkedSite;
let one: EnrolmentId;

beforeEach(async () => {
  site = await markedSite(1);
  const [first] = site.candidates;
  if (first === undefined) throw new Error('a candidate');
  one = first;
});
afterEach(() => site.remove());

function lastRow(type: string, reader: UserId, roles: readonly Role[]) {
  const [row] = institutionAnswers['ledger.rows'](site.asks(reader, roles), {
    before: null,
    limit: 1,
    batchId: null,
    type,
  }).rows;
  if (row === undefined) throw new Error(`a row of ${type}`);
  return row;
}
const onCard = (type: string, reader: UserId, roles: readonly Role[]) =>
  candidatesAnswers['candidates.one'](site.asks(reader, roles), { enrolmentId: one })?.timeline.find(
    (entry) => entry.type === type,
  );
const chief = userOf('chief');

describe('the event catalogue', () => {
  it('takes no event without an audience', () => {
    // @ts-expect-error: who may see it is missing
    const line: unknown = event(z.strictObject({}), null);
    expect(line).toBeDefined();
  });
});

describe('a row of the ledger', () => {
  it('keeps a first entry of a theory mark to its writer until the second stands', async () => {
    await site.come('theory', [one]);
    await site.done(entryOne, 'theory.enter', { enrolmentId: one, scoreHundredths: 7319 });
    const hidden = lastRow('theory.entered', chief, ['chief']);
    expect(hidden).toMatchObject({ data: null, personal: null, hidden: 'secondEntry' });
    expect(hidden.header).toContain('"type":"theory.entered"');
    expect(lastRow('theory.entered', entryOne, ['markEntry'])).toMatchObject({ hidden: null });
    expect(lastRow('theory.entered', entryTwo, ['markEntry'])).toMatchObject({ hidden: 'secondEntry' });
    expect(onCard('theory.entered', userOf('invigilator'), ['invigilator'])).toMatchObject({
      facts: {},
      hidden: 'roles',
    });
    await site.done(entryTwo, 'theory.enter', { enrolmentId: one, scoreHundredths: 7319 });
    expect(lastRow('theory.entered', chief, ['chief']).data).toContain('7319');
    expect(onCard('theory.entered', chief, ['chief'])?.facts).toMatchObject({ scoreHundredths: 7319 });
    expect(onCard('theory.entered', userOf('invigilator'), ['invigilator'])?.facts).toEqual({});
  });

  it('keeps marks to their writer until all examiners of the candidate have signed', async () => {
    await site.come('practical', [one]);
    const [, second] = examiners;
    await site.fill(one, 'judge', second, 73);
    for (const type of ['sheet.marked', 'sheet.signed']) {
      if (type === 'sheet.signed') await site.sign(one, 'judge', second);
      expect(lastRow(type, chief, ['chief']).hidden).toBe('sheetOpen');
      expect(lastRow(type, lead, ['leadExaminer', 'examiner']).hidden).toBe('sheetOpen');
      expect(lastRow(type, second, ['examiner']).hidden).toBeNull();
    }
    await markWhole(site, one, 73);
    for (const type of ['sheet.marked', 'sheet.signed']) {
      expect(lastRow(type, chief, ['chief']).hidden).toBeNull();
      expect(lastRow(type, userOf('invigilator'), ['invigilator']).hidden).toBe('roles');
    }
  });

  it('does not join a name and the code on a workpiece', () => {
    const row = lastRow('enrolment.arranged', userOf('registrar'), ['registrar']);
    expect(row.data).not.toContain('workpieceCode');
    expect(row.hiddenParts).toEqual([{ part: 'workpieceCode', reason: 'codesOpen' }]);
  });

  it('shows what is asked for to those who may approve it', async () => {
    site.setTime('2026-11-24T00:45:00.000Z');
    await site.done('chief', 'sitting.admit', { sittingId: site.sittingOf('theory') });
    await site.submit('chief', 'checkin.record', {
      checkInId: testId<'checkIn'>('chk', 9),
      sittingId: site.sittingOf('theory'),
      enrolmentId: one,
      method: 'typed',
      exception: { code: 'document-missing', reason: '证件遗失' },
    });
    expect(lastRow('approval.requested', userOf('invigilator'), ['invigilator']).hidden).toBeNull();
    expect(lastRow('approval.requested', chief, []).hidden).toBeNull();
    expect(lastRow('approval.requested', entryOne, ['markEntry']).hidden).toBe('roles');
  });
});
