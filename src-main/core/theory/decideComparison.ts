import type { CommandInput } from '#shared/contract/commands/index.ts';
import { isDue } from '#shared/domain/theoryComparison.ts';
import { theoryFullHundredths } from '#shared/domain/theoryScore.ts';
import { openEnrolment } from '../enrolments/standing.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { drawsOf, fileComparisons } from './comparisons.ts';
import { theoryLines } from './queries.ts';

/**
 * A second person reads one line of an imported file on the paper, without seeing the file's mark. Never by who imported the
 * file. What differs is asked for once more, so that a slip of the finger is none of the file's; then it stands.
 */
export function compareMark(context: DecideContext, input: CommandInput<'theory.compare'>): Decision {
  const { store, by } = context;
  const { enrolmentId, scoreHundredths } = input;
  const opened = openEnrolment(store, enrolmentId);
  if (!opened.ok) return opened;
  const { batchId, ticketNumber } = opened.enrolment;
  const ticket = ticketNumber ?? '—';
  const imported = theoryLines(store, { enrolmentId }).get(enrolmentId)?.imported ?? null;
  if (imported === null) return refused('nothing-to-compare', { ticket });
  if (drawsOf(store, imported.fileSha256).some((one) => one.importedBy === by))
    return refused('compare-own-import');
  if (scoreHundredths !== null && scoreHundredths > theoryFullHundredths)
    return refused('mark-above-full', { count: 1, tickets: [ticket] });
  const agrees = scoreHundredths === imported.scoreHundredths;
  if (imported.compared !== null)
    return imported.compared.by === by && imported.compared.scoreHundredths === scoreHundredths
      ? decided([], { agrees })
      : refused('compared-already', { ticket });
  const file = fileComparisons(store, { enrolmentId }).get(imported.fileSha256);
  if (file === undefined || !isDue(file, imported)) return refused('nothing-to-compare', { ticket });
  if (!agrees && !input.lookedAgain) return refused('comparison-look-again', { ticket });
  return decided([happened('theory.compared', batchId, { enrolmentId, by, scoreHundredths }, null)], {
    agrees,
  });
}
