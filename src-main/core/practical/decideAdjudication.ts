import type { CommandInput } from '#shared/contract/commands/index.ts';
import { judgedTotalPlace } from '#shared/domain/practicalScore.ts';
import { judgeSheetKind, findItem } from '#shared/domain/practicalSheets.ts';
import { adjudicable } from '#shared/domain/practicalSpread.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { atStation, hasMarked } from './sheetContext.ts';

/**
 * The lead examiner of the sitting decides about a spread, with a reason, and a second person agrees who has marked nothing of this
 * candidate: leads mark too, and nobody settles their own marks alone. Possible once every blind sheet is signed. A later decision
 * about the same item replaces the earlier one; both stay in the ledger.
 */
export function adjudicate(context: DecideContext, input: CommandInput<'adjudication.decide'>): Decision {
  const found = atStation(context.store, input.enrolmentId);
  if (!found.ok) return found;
  const { line, enrolment, rubric, rules } = found.at;
  const leads = line.staff.some((one) => one.userId === context.by && one.duty === 'leadExaminer');
  if (!leads) return refused('not-lead-of-sitting');
  const { second } = context;
  if (second !== null && hasMarked(line, second)) return refused('adjudication-own-marks');
  if (line.score?.judgesSigned !== true) return refused('sheets-unsigned');
  const judge = judgeSheetKind(rules.practicalMode);
  const judged = line.score.modules
    .filter((module) => !module.vetoed)
    .flatMap((module) => module.items)
    .filter((item) => item.sheet === judge);
  const most = adjudicable(judged, line.score.spreads, input);
  if (most === null) return refused('nothing-to-adjudicate');
  if (input.scoreHundredths > most)
    return refused('item-above-full', { item: `${input.moduleNo}-${input.itemNo}`, full: most / 100 });
  const vetoed = input.vetoed ?? false;
  const ofTotal = input.moduleNo === judgedTotalPlace.moduleNo;
  if (vetoed && (ofTotal || findItem(rubric.modules, input)?.kind !== 'veto'))
    return refused('veto-not-on-item', { item: `${input.moduleNo}-${input.itemNo}` });
  return decided([
    happened(
      'adjudication.decided',
      enrolment.batchId,
      {
        enrolmentId: input.enrolmentId,
        moduleNo: input.moduleNo,
        itemNo: input.itemNo,
        scoreHundredths: input.scoreHundredths,
        vetoed,
        by: context.by,
      },
      { reason: input.reason },
    ),
  ]);
}
