import type { ResultExplanation, TheoryLineLabel } from '#shared/contract/views/results.ts';
import type { ItemScore } from '#shared/domain/practicalFacts.ts';
import type { ModuleScore } from '#shared/domain/practicalScore.ts';
import { pointsText } from '#shared/domain/rational.ts';
import { formatScore } from '#shared/domain/score.ts';
import { sheetReaders } from '#shared/domain/roles.ts';
import type { EnrolmentId } from '#shared/contract/ids.ts';
import { personNames } from '../access/queries.ts';
import type { AskContext } from '../api/answers.ts';
import type { PracticalLine } from '../practical/queries.ts';
import { areEntriesOpen } from '../theory/queries.ts';
import type { TheoryLine } from '../theory/queries.ts';
import { resultDetails } from './queries.ts';

type NameOf = (userId: string) => string;

/**
 * How a candidate's numbers came about, line by line; null for an unknown or withdrawn enrolment. Blind numbers stay hidden, and the
 * marks of examiners to those who may see no sheet of others.
 */
export function explainResult(
  { store, actor }: Pick<AskContext, 'store' | 'actor'>,
  enrolmentId: EnrolmentId,
): ResultExplanation | null {
  const [detail] = resultDetails(store, { enrolmentId });
  if (detail === undefined) return null;
  const nameOf = personNames(store);
  const { practical, row } = detail;
  const showsSheets = actor.roles.some((role) => sheetReaders.includes(role));
  return {
    row,
    theory: theoryExplained(detail.theory, nameOf),
    practicalHidden: showsSheets ? null : 'roles',
    practical:
      practical.score === null || !showsSheets
        ? []
        : practical.score.modules.map((module) => moduleExplained(module, practical, nameOf)),
    sum: showsSheets ? sumText(practical) : '',
    rounded: row.practical.scoreHundredths === null ? '' : formatScore(row.practical.scoreHundredths),
  };
}

function theoryExplained(line: TheoryLine, nameOf: NameOf): ResultExplanation['theory'] {
  const lines: ResultExplanation['theory'][number][] = [];
  const add = (label: TheoryLineLabel, value: string, by: string | null, seq: number | null): void => {
    lines.push({ label, value, by: by === null ? null : nameOf(by), seq });
  };
  const { substitution, imported, entries, resolved } = line;
  if (substitution !== null) {
    const raw = formatScore(substitution.rawHundredths);
    const full = formatScore(substitution.fullHundredths);
    const converted = formatScore(substitution.convertedHundredths);
    add(
      'courseExam',
      `${substitution.courseName} ${raw} / ${full} × 100 = ${converted}`,
      substitution.proposedBy,
      substitution.seq,
    );
    if (substitution.state === 'approved')
      add('approved', converted, substitution.decidedBy, substitution.decidedSeq);
  }
  if (line.attendance.absent && substitution?.state !== 'approved')
    add('absentAtDoor', absentText, null, null);
  if (imported !== null) add('machine', markText(imported.scoreHundredths), null, imported.seq);
  if (areEntriesOpen(line))
    for (const [index, entry] of entries.entries())
      add(index === 0 ? 'firstEntry' : 'secondEntry', markText(entry.scoreHundredths), entry.by, entry.seq);
  if (resolved !== null) add('resolved', markText(resolved.scoreHundredths), resolved.by, resolved.seq);
  return lines;
}

const absentText = '—';

function markText(scoreHundredths: number | null): string {
  return scoreHundredths === null ? absentText : formatScore(scoreHundredths);
}

function moduleExplained(
  scored: ModuleScore,
  line: PracticalLine,
  nameOf: NameOf,
): ResultExplanation['practical'][number] {
  const { module } = scored;
  const open = line.score?.judgesSigned === true;
  return {
    moduleNo: module.no,
    title: module.title,
    weightPercent: module.weightPercent,
    moduleScore: line.score?.complete === true ? pointsText(scored.score) : '',
    vetoed: scored.vetoed,
    items: scored.items.map((item) => itemExplained(item, open, nameOf)),
  };
}

function itemExplained(
  one: ItemScore,
  open: boolean,
  nameOf: NameOf,
): ResultExplanation['practical'][number]['items'][number] {
  return {
    itemNo: one.item.no,
    content: one.item.content,
    fullHundredths: one.item.fullHundredths,
    kind: one.item.kind,
    marks: open
      ? one.marks.map((mark) => ({
          by: nameOf(mark.scorerId),
          scoreHundredths: mark.scoreHundredths,
          vetoed: mark.vetoed,
        }))
      : [],
    used: open && one.used !== null ? pointsText(one.used) : '',
    adjudicated: one.adjudicated !== null,
  };
}

/** The weighted sum as one line: `82.5 × 70% + 91 × 30% = 85.05`. An adjudicated judged total is its own addend. */
function sumText(line: PracticalLine): string {
  const { score } = line;
  if (score === null || score.unrounded === null) return '';
  const own = score.judgedTotalHundredths;
  const addends = score.modules.map((scored) => {
    const counted = own === null || score.vetoed ? scored.score : scored.unjudgedScore;
    return `${pointsText(counted)} × ${scored.module.weightPercent}%`;
  });
  if (own !== null && !score.vetoed) addends.push(formatScore(own));
  return `${addends.join(' + ')} = ${score.unrounded}`;
}
