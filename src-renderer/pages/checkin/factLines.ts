import type { ChosenMessage } from '#shared/words/words.ts';
import { say } from '#shared/words/words.ts';
import { dayTimeOf } from '../../app/time.ts';

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** Facts of a verdict as lines for people; a fact without words is left out, an instant is shown in local time. */
export function factLines(
  facts: Readonly<Record<string, string | number>>,
  lines: Readonly<Record<string, ChosenMessage>>,
): readonly string[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const line = lines[name];
    if (line === undefined) return [];
    const shown = typeof value === 'string' && instantPattern.test(value) ? dayTimeOf(value) : value;
    return [say(line, { value: shown })];
  });
}
