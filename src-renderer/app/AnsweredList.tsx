import { useEffect, useEffectEvent, useRef } from 'react';
import type { AnsweredApproval } from '#shared/contract/views/site.ts';
import text from '../parts/text.module.css';
import { useQuestion } from './api.tsx';
import { useWords } from './language.tsx';
import { tell } from './tell.ts';
import { dayTimeOf } from './time.ts';

/** What became of one's own requests, with the reason when one was refused. */
export function AnsweredList() {
  const w = useWords('app').approvals;
  const common = useWords('common');
  const answered = useQuestion('approvals.answered', {});
  const commands: Readonly<Record<string, string>> = common.commands;
  if (!answered.data || answered.data.length === 0) return null;
  const said = ({ state, by, reason, answeredAt }: AnsweredApproval): string => {
    const at = dayTimeOf(answeredAt);
    if (state === 'withdrawn') return w.withdrawnAt({ at });
    const name = by ?? '—';
    return state === 'granted' ? w.grantedBy({ name, at }) : w.refusedBy({ name, at, reason: reason ?? '' });
  };
  return (
    <section aria-label={w.answered}>
      <h3>{w.answered}</h3>
      <ul>
        {answered.data.map((one) => (
          <li key={one.approvalId}>
            {commands[one.commandType] ?? one.commandType}
            <span className={text.soft}> {said(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Tells the one who asked as soon as somebody has answered; stands once in the frame. */
export function AnswerNews() {
  const w = useWords('app').approvals;
  const common = useWords('common');
  const answered = useQuestion('approvals.answered', {});
  const known = useRef<ReadonlySet<string> | null>(null);
  const commands: Readonly<Record<string, string>> = common.commands;
  const tellNew = useEffectEvent((list: readonly AnsweredApproval[]) => {
    const before = known.current;
    known.current = new Set(list.map((one) => one.approvalId));
    if (before === null) return;
    for (const one of list) {
      if (before.has(one.approvalId) || one.state === 'withdrawn') continue;
      const facts = { command: commands[one.commandType] ?? one.commandType, name: one.by ?? '—' };
      tell.done(
        one.state === 'granted'
          ? w.newsGranted(facts)
          : w.newsRefused({ ...facts, reason: one.reason ?? '' }),
      );
    }
  });
  useEffect(() => {
    if (answered.data) tellNew(answered.data);
  }, [answered.data]);
  return null;
}
