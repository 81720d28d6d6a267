import type { Alarm } from '#shared/contract/views/site.ts';
import { say } from '#shared/words/words.ts';
import type { Words } from '#shared/words/words.ts';
import { dayTimeOf } from '../../app/time.ts';

/** An alarm in words: steps and instants among its facts are put into words first. */
export function alarmText(alarm: Alarm, common: Words<'common'>): string {
  const steps: Readonly<Record<string, string>> = common.deadlines;
  const subjects: Readonly<Record<string, string>> = common.subjects;
  const facts: Record<string, string | number> = { ...alarm.facts };
  const { step, startsAt, subject } = facts;
  if (typeof step === 'string') facts['step'] = steps[step] ?? step;
  if (typeof subject === 'string') facts['subject'] = subjects[subject] ?? subject;
  if (typeof startsAt === 'string' && startsAt.includes('T')) facts['startsAt'] = dayTimeOf(startsAt);
  return say(common.alarms[alarm.code], facts);
}
