import type { CommandAnswer } from '#shared/contract/command.ts';
import type { EnrolmentId, SubstitutionId } from '#shared/contract/ids.ts';
import type { ResultExplanation, ResultRow, ResultTable } from '#shared/contract/views/results.ts';
import { resultsAnswers } from '../../src-main/core/results/procedures.ts';
import { testId, userOf } from './arrangedSite.ts';
import { enterTwice, file, markedSite, markWhole } from './markedSite.ts';

/** Four candidates of a marked site, and what people do with their results. */
export async function resultDay() {
  const site = await markedSite(4);
  const [good, poor, away, courseExam] = site.candidates;
  if (good === undefined || poor === undefined || away === undefined || courseExam === undefined)
    throw new Error('four candidates');

  function table(): ResultTable {
    const found = resultsAnswers['results.table'](site.asks(userOf('chief'), ['chief']), {
      batchId: site.batchId,
    });
    if (found === null) throw new Error('a table');
    return found;
  }

  return {
    site,
    good,
    poor,
    away,
    courseExam,
    table,
    row: (enrolmentId: EnrolmentId): ResultRow => {
      const found = table().rows.find((one) => one.enrolmentId === enrolmentId);
      if (found === undefined) throw new Error('a row');
      return found;
    },
    explain: (enrolmentId: EnrolmentId): ResultExplanation | null =>
      resultsAnswers['results.explain'](site.asks(userOf('chief'), ['chief']), { enrolmentId }),
    /** To the end: one passes, one falls short in theory, one never comes, one brings a course exam. */
    wholeDay: async (): Promise<void> => {
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
      await site.done('chief', 'substitution.decide', {
        substitutionId,
        decision: 'approved',
        reason: '已核对',
      });
      await site.come('theory', [good, poor]);
      await enterTwice(site, good, 6000);
      await enterTwice(site, poor, 5999);
      await site.finish('theory');
      await site.come('practical', [good, poor, courseExam]);
      await markWhole(site, good, 85);
      await markWhole(site, poor, 85);
      await markWhole(site, courseExam, 60);
      await site.finish('practical');
    },
    /** The registrar asks, the chief approves. */
    freeze: async (): Promise<CommandAnswer> => {
      const asked = await site.submit('registrar', 'results.freeze', {
        batchId: site.batchId,
        tableSha256: table().tableSha256,
      });
      if (!asked.ok || asked.waitsFor === undefined) return asked;
      return site.submit('chief', 'approval.grant', { approvalId: asked.waitsFor.approvalId });
    },
  };
}

export type ResultDay = Awaited<ReturnType<typeof resultDay>>;
