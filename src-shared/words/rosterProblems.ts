import type { RosterProblem, SpreadsheetRefusal } from '../contract/rosterReport.ts';
import type { Language } from './words.ts';
import { say, wordsOf } from './words.ts';

/** What is wrong, and the way out. */
export interface ProblemText {
  readonly message: string;
  readonly wayOut: string;
}

/** The words of a problem with its facts filled in; `{value}` and `{proposal}` are the problem's own. */
export function describeProblem(problem: RosterProblem, language: Language): ProblemText {
  const { problems, unknown } = wordsOf(language, 'roster');
  const words = problems[problem.code];
  const facts = { ...problem.facts, value: problem.value, proposal: problem.proposal ?? unknown };
  return { message: say(words.message, facts), wayOut: say(words.wayOut, facts) };
}

/** The words of a refused file, without what a desk adds to them. */
export function describeRefusal(refusal: SpreadsheetRefusal, language: Language): ProblemText {
  const words = wordsOf(language, 'spreadsheets').refusals[refusal.code];
  return { message: say(words.what, refusal.facts), wayOut: say(words.wayOut, refusal.facts) };
}
