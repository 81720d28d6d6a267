import type { ReadinessLine } from '#shared/contract/views/preparation.ts';
import { neededWork } from '#shared/domain/neededPeople.ts';
import { say } from '#shared/words/words.ts';
import type { Words } from '#shared/words/words.ts';

/** What a line of the readiness check says beside its state. A line without facts, or with counts of nothing only, says nothing. */
export function readinessText(line: ReadinessLine, common: Words<'common'>): string {
  const facts: Record<string, string | number | readonly string[]> = { ...line.facts };
  if (line.code === 'people') {
    const list = neededWork.flatMap((work) => {
      const count = Number(line.facts[work] ?? 0);
      return count === 0 ? [] : [common.peopleMissing({ work: common.roles[work], count })];
    });
    return list.length === 0 ? '' : say(common.readinessFacts.people, { list });
  }
  // Of a ready line a count of nothing says nothing; where nothing is seated yet, the words say that.
  const given =
    Object.values(facts).some((fact) => fact !== 0) || (line.state === 'missing' && 'sittings' in facts);
  return given ? say(common.readinessFacts[line.code], line.facts) : '';
}
