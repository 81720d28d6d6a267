import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId, SubstitutionId } from '#shared/contract/ids.ts';
import { substitutedEnrolments } from '../../../src-main/core/enrolments/standing.ts';
import { theoryAnswers } from '../../../src-main/core/theory/procedures.ts';
import { testId, userOf } from '../../support/arrangedSite.ts';
import { joins } from '../../support/joining.ts';
import { entryOne, entryTwo, file, markedSite, verifier } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

let site: MarkedSite;
let candidate: EnrolmentId;
const first = testId<'substitution'>('subst', 1) as SubstitutionId;

beforeEach(async () => {
  site = await markedSite(2);
  const [one] = site.candidates;
  if (one === undefined) throw new Error('a candidate');
  candidate = one;
});
afterEach(() => site.remove());

const proposal = (
  more: Partial<CommandInput<'substitution.propose'>> = {},
): CommandInput<'substitution.propose'> => ({
  substitutionId: first,
  enrolmentId: candidate,
  courseName: '汽车机械基础',
  courseCode: null,
  term: '2025-2026学年第2学期',
  examDate: '2026-06-20',
  rawHundredths: 10_800,
  fullHundredths: 15_000,
  teacher: '刘某',
  evidence: file,
  ...more,
});
const decision = (taken: 'approved' | 'refused') => ({
  substitutionId: first,
  decision: taken,
  reason: '成绩单已核对',
});
const grid = () =>
  theoryAnswers['theory.grid'](site.asks(userOf('chief'), ['chief']), { batchId: site.batchId });
const rows = () =>
  theoryAnswers['theory.substitutions'](site.asks(userOf('chief'), ['chief']), { batchId: site.batchId });

describe('course exam instead of theory', () => {
  it('is proposed by one and approved by another; 108 of 150 is 72', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    expect(grid()[0]).toMatchObject({ state: 'proposed', scoreHundredths: null });
    expect(substitutedEnrolments(site.store, site.batchId).size).toBe(0);
    await site.done(verifier, 'substitution.decide', decision('approved'));
    expect(grid()[0]).toMatchObject({ state: 'substituted', scoreHundredths: 7200, source: 'courseExam' });
    expect([...substitutedEnrolments(site.store, site.batchId)]).toEqual([candidate]);
    expect(rows()).toMatchObject([
      {
        state: 'approved',
        convertedHundredths: 7200,
        teacher: '刘某',
        proposedBy: 'registrar 一',
        decidedBy: 'markVerifier 01',
        reason: '成绩单已核对',
      },
    ]);
  });

  it('leaves theory open when it is refused, and may be proposed anew', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    await site.done('chief', 'substitution.decide', decision('refused'));
    expect(grid()[0]).toMatchObject({ state: 'open' });
    await site.done(
      'registrar',
      'substitution.propose',
      proposal({ substitutionId: testId<'substitution'>('subst', 2) as SubstitutionId }),
    );
    expect(rows().map((row) => row.state)).toEqual(['refused', 'open']);
  });

  it('has one proposal at a time', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    const second = proposal({ substitutionId: testId<'substitution'>('subst', 2) as SubstitutionId });
    expect(await site.refusal(entryOne, 'substitution.propose', second)).toMatchObject({
      code: 'substitution-stands',
    });
    expect(await site.refusal(entryOne, 'substitution.propose', proposal())).toMatchObject({
      code: 'id-taken',
    });
  });

  it('refuses more marks than there are', async () => {
    expect(
      await site.refusal('registrar', 'substitution.propose', proposal({ rawHundredths: 15_001 })),
    ).toMatchObject({ code: 'course-mark-above-full' });
  });

  it('is never decided by its proposer', async () => {
    const both = testId<'user'>('both', 1);
    await joins(site.submit, {
      userId: both,
      loginName: 'both',
      displayName: '两职',
      roles: ['registrar', 'markVerifier'],
    });
    await site.done(both, 'substitution.propose', proposal());
    for (const taken of ['approved', 'refused'] as const)
      expect(await site.refusal(both, 'substitution.decide', decision(taken))).toMatchObject({
        code: 'substitution-own-proposal',
      });
  });

  it.each(['主考', ' 主 考 ', '主\u3000考\u200B'])(
    'is never approved by its teacher, written 「%s」',
    async (teacher) => {
      await site.done('registrar', 'substitution.propose', proposal({ teacher }));
      expect(await site.refusal('chief', 'substitution.decide', decision('approved'))).toMatchObject({
        code: 'substitution-by-teacher',
      });
      await site.done(verifier, 'substitution.decide', decision('approved'));
    },
  );

  it('is settled once', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    await site.done('chief', 'substitution.decide', decision('approved'));
    expect(await site.refusal(verifier, 'substitution.decide', decision('refused'))).toMatchObject({
      code: 'substitution-settled',
      state: 'approved',
    });
    expect(
      await site.refusal(verifier, 'substitution.decide', {
        ...decision('refused'),
        substitutionId: testId<'substitution'>('subst', 9) as SubstitutionId,
      }),
    ).toMatchObject({ code: 'substitution-unknown' });
  });

  it('is too late once the seat was used', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    await site.come('theory', [candidate]);
    expect(await site.refusal('chief', 'substitution.decide', decision('approved'))).toMatchObject({
      code: 'theory-seat-used',
    });
    await site.done('chief', 'substitution.decide', decision('refused'));
    expect(
      await site.refusal(
        'registrar',
        'substitution.propose',
        proposal({ substitutionId: testId<'substitution'>('subst', 2) as SubstitutionId }),
      ),
    ).toMatchObject({ code: 'theory-seat-used' });
  });

  it('keeps marks out', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    await site.done('chief', 'substitution.decide', decision('approved'));
    const lines = [{ enrolmentId: candidate, scoreHundredths: null, row: 2 }];
    expect(
      await site.refusal(entryOne, 'theory.import', {
        batchId: site.batchId,
        file,
        rows: lines.length,
        marks: lines,
      }),
    ).toMatchObject({ code: 'marks-for-substituted' });
    expect(
      await site.refusal(entryTwo, 'theory.enter', { enrolmentId: candidate, scoreHundredths: null }),
    ).toMatchObject({ code: 'marks-for-substituted' });
  });

  it('stands although the seat stays empty', async () => {
    await site.done('registrar', 'substitution.propose', proposal());
    await site.done('chief', 'substitution.decide', decision('approved'));
    const other = site.candidates[1];
    if (other === undefined) throw new Error('a second candidate');
    await site.come('theory', [other]);
    await site.finish('theory');
    expect(grid()[0]).toMatchObject({ state: 'substituted', scoreHundredths: 7200 });
  });
});
