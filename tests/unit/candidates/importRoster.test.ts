import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RosterImported } from '#shared/contract/actions/candidates.ts';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CandidateId, EnrolmentId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { candidateByDocument } from '../../../src-main/core/candidates/knownPeople.ts';
import {
  arrangedSite,
  batchId,
  documentNumberOf,
  lathe,
  missingFile,
  testId,
  welder,
} from '../../support/arrangedSite.ts';

type Roster = CommandInput<'roster.import'>;

let site: Awaited<ReturnType<typeof arrangedSite>>;
let drawn = 0;
beforeEach(async () => {
  site = await arrangedSite();
});
afterEach(() => site.remove());

/** Somebody of a roster, anew each time it is read: what is known of them is the core's affair. */
function line(
  number: number,
  own: Partial<Identity> = {},
  occupationLevel: OccupationLevel = lathe,
): Roster['people'][number] {
  drawn += 1;
  return {
    candidateId: testId<'candidate'>('rcand', drawn) as CandidateId,
    enrolmentId: testId<'enrolment'>('renr', drawn) as EnrolmentId,
    identity: {
      name: `考生${'甲乙丙丁戊己庚辛'.charAt(number)}`,
      documentType: 'residentId',
      documentNumber: documentNumberOf(100 + number),
      sex: null,
      birthDate: null,
      studentNumber: null,
      className: '一班',
      phone: null,
      remark: null,
      ...own,
    },
    occupationLevel,
    sheet: 1,
    row: number + 2,
    warnings: [],
  };
}
function roster(people: Roster['people'], more: Partial<Roster> = {}): Roster {
  const file = { sha256: 'cd'.repeat(32), size: 1, name: '名册.xlsx' };
  return { batchId, file, rows: people.length, people, leftOut: [], ...more };
}
const imported = (people: Roster['people'], more: Partial<Roster> = {}) =>
  site.done('registrar', 'roster.import', roster(people, more)) as Promise<RosterImported>;
const refusal = (input: Roster) => site.refusal('registrar', 'roster.import', input);
function registered(number: number) {
  return candidateByDocument(site.store, documentNumberOf(100 + number));
}

describe('a roster that the core did not compose', () => {
  it.each<[string, Partial<Identity>, string]>([
    ['document number 1', { documentNumber: '1' }, 'documentNumber'],
    ['a wrong check character', { documentNumber: '500101200001010009' }, 'documentNumber'],
    ['a number with blanks', { documentNumber: ` ${documentNumberOf(101)}` }, 'documentNumber'],
    ['a kind of document that there is not', { documentType: 'library card' }, 'documentType'],
    ['a name that was lost', { name: '考生?' }, 'name'],
    ['the other sex than the number says', { sex: 'female' }, 'sex'],
    ['a birth date that the number denies', { birthDate: '1999-01-01' }, 'birthDate'],
    [
      'a birth date to come',
      { documentType: 'passport', documentNumber: 'E1234567', birthDate: '2030-01-01' },
      'birthDate',
    ],
    ['a telephone number that is none', { phone: '12' }, 'phone'],
  ])('with %s is refused whole', async (_, own, field) => {
    expect(await refusal(roster([line(0), line(1, own)]))).toEqual({
      code: 'roster-person-wrong',
      row: 3,
      field,
    });
    expect(registered(0)).toBeNull();
  });

  it('is refused when its numbers do not add up, its file is not stored, or its ids are taken', async () => {
    expect(await refusal(roster([line(0)], { rows: 2 }))).toMatchObject({ code: 'import-count-differs' });
    expect(await refusal(roster([line(0)], { file: missingFile }))).toMatchObject({
      code: 'file-not-stored',
    });
    const one = line(0);
    await imported([one]);
    const { candidateId, enrolmentId } = one;
    for (const taken of [{ candidateId }, { enrolmentId }])
      expect(await refusal(roster([{ ...line(1), ...taken }]))).toMatchObject({ code: 'id-taken' });
    expect(registered(0)?.name).toBe('考生甲');
  });

  it('is refused once the results are frozen', async () => {
    site.freeze();
    expect(await refusal(roster([line(0)]))).toMatchObject({ code: 'results-frozen' });
  });
});

describe('a roster that comes again', () => {
  it('enrols whoever is new and leaves the others out, each with the reason', async () => {
    await imported([line(0), line(1)]);
    const again = await imported(
      [
        line(0),
        line(1),
        line(2),
        line(3, {}, { ...lathe, level: 4 }),
        line(4, { documentNumber: documentNumberOf(100) }),
        line(2),
      ],
      { rows: 7, leftOut: [{ sheet: 2, row: 9, reason: 'level-missing' }] },
    );
    expect(again).toEqual({
      rows: 7,
      imported: 1,
      leftOut: [
        { sheet: 2, row: 9, reason: 'level-missing' },
        { sheet: 1, row: 2, reason: 'enrolled-already' },
        { sheet: 1, row: 3, reason: 'enrolled-already' },
        { sheet: 1, row: 5, reason: 'occupation-outside-batch' },
        { sheet: 1, row: 6, reason: 'document-of-another-name' },
        { sheet: 1, row: 4, reason: 'enrolled-already' },
      ],
      differing: [],
    });
    const [row] = site.store.raw
      .prepare("SELECT data FROM ledger_rows WHERE type = 'roster.imported' ORDER BY seq DESC")
      .pluck()
      .all() as string[];
    expect(JSON.parse(row ?? '')).toMatchObject({ rows: 7, people: 1, leftOut: again.leftOut });
  });

  it('changes nothing when nobody is new', async () => {
    await imported([line(0)]);
    const answer = await site.submit('registrar', 'roster.import', roster([line(0)]));
    expect(answer).toMatchObject({ ok: true, rows: null, result: { rows: 1, imported: 0 } });
  });

  it('keeps what a correction put right, and tells the difference', async () => {
    const first = line(0, { phone: '13800000000', studentNumber: '1001' });
    await imported([first]);
    await site.done('registrar', 'candidate.correct', {
      candidateId: first.candidateId,
      identity: { ...first.identity, name: '考生正', className: '二班' },
      evidence: '身份证原件',
    });
    const answer = await imported([line(0, { className: '一班', studentNumber: '1002' }, welder)]);
    expect(answer).toMatchObject({
      imported: 1,
      leftOut: [],
      differing: [{ sheet: 1, row: 2, fields: ['name', 'className'] }],
    });
    // Corrected fields stay, silence erases nothing, and the rest is the newest roster's word.
    expect(registered(0)).toMatchObject({
      name: '考生正',
      className: '二班',
      phone: '13800000000',
      studentNumber: '1002',
    });
  });

  it('knows somebody whose number was corrected, and no one else by it', async () => {
    const first = line(0);
    await imported([first]);
    await site.done('registrar', 'candidate.correct', {
      candidateId: first.candidateId,
      identity: { ...first.identity, documentNumber: documentNumberOf(107) },
      evidence: '身份证原件',
    });
    const again = await imported([line(0)]);
    expect(again).toMatchObject({
      imported: 0,
      leftOut: [{ row: 2, reason: 'enrolled-already' }],
      differing: [{ row: 2, fields: ['documentNumber'] }],
    });
    expect(await imported([line(0, { name: '考生乙' })])).toMatchObject({ imported: 1, differing: [] });
    expect(registered(0)).toMatchObject({ name: '考生乙' });
    expect(registered(7)).toMatchObject({ name: '考生甲', candidateId: first.candidateId });
  });

  it('forgets former names and corrected fields with a blanked person', async () => {
    const first = line(0);
    await imported([first]);
    const { candidateId } = first;
    await site.done('registrar', 'candidate.correct', {
      candidateId,
      identity: { ...first.identity, name: '考生正' },
      evidence: '身份证原件',
    });
    await site.done('chief', 'candidate.blank', { candidateId, reason: '本人申请' });
    for (const table of ['former_identities', 'corrected_identities'])
      expect(site.store.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    expect(site.rebuildsEqual()).toBe(true);
  });
});

describe('a correction', () => {
  it('is held to what a roster is held to', async () => {
    const first = line(0);
    await imported([first]);
    const correct = (own: Partial<Identity>) =>
      site.refusal('registrar', 'candidate.correct', {
        candidateId: first.candidateId,
        identity: { ...first.identity, ...own },
        evidence: '身份证原件',
      });
    expect(await correct({ documentNumber: '1' })).toEqual({
      code: 'identity-wrong',
      field: 'documentNumber',
    });
    expect(await correct({ name: '考生1' })).toEqual({ code: 'identity-wrong', field: 'name' });
  });
});
