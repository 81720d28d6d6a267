import { useState } from 'react';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import type {
  RosterField,
  RosterPerson,
  RosterProblem,
  RosterReport,
} from '#shared/contract/rosterReport.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { StateTag } from '../StateTag.tsx';
import { isAt } from './useRosterCheck.ts';
import type { RosterCheck } from './useRosterCheck.ts';

interface PersonPanelProps {
  readonly check: RosterCheck;
  readonly report: RosterReport;
  readonly person: RosterPerson;
}

/** One person of the roster: every problem with its way out, repaired here. */
export function PersonPanel(props: PersonPanelProps) {
  const w = useWords('roster');
  const common = useWords('common');
  const { check, person } = props;
  const [other, setOther] = useState<RosterField | ''>('');
  const fixed = check.choices.fixes.filter((fix) => isAt(fix, person, fix.field));
  return (
    <aside className="roster-panel" aria-live="polite">
      <header>
        <strong>{person.values.name ?? person.given.name ?? '—'}</strong>
        <span className="soft">
          {person.sheet} · {w.panel.row({ row: person.row })}
        </span>
      </header>
      {person.problems.length === 0 && <StateTag tone="good">{w.panel.ok}</StateTag>}
      {person.problems.map((problem) => (
        <ProblemCard key={`${problem.code} ${problem.column}`} {...props} problem={problem} />
      ))}
      {fixed.length > 0 && (
        <ul className="roster-fixed">
          {fixed.map((fix) => (
            <li key={fix.field}>
              <span>
                {common.titled({
                  title: w.fields[fix.field],
                  text: w.panel.changed({ text: fix.text }),
                })}
              </span>
              <button
                type="button"
                className="button button-link"
                onClick={() => check.unfix(person, fix.field)}
              >
                {w.panel.undo}
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="roster-other">
        <select
          aria-label={w.panel.others}
          value={other}
          onChange={(event) => setOther(event.target.value as RosterField | '')}
        >
          <option value="">{w.panel.others}</option>
          {Object.entries(w.fields)
            .filter(([field]) => field !== 'sequence')
            .map(([field, name]) => (
              <option key={field} value={field}>
                {name}
              </option>
            ))}
        </select>
        {other !== '' && (
          <FixForm
            key={other}
            given={person.given[other] ?? ''}
            busy={check.phase === 'reading'}
            onFix={(text) => check.fix(person, other, text)}
          />
        )}
      </div>
    </aside>
  );
}

function ProblemCard(props: PersonPanelProps & { readonly problem: RosterProblem }) {
  const w = useWords('roster');
  const common = useWords('common');
  const { language } = useLanguage();
  const { problem, check, person } = props;
  const text = describeProblem(problem, language);
  const field = w.fields[problem.column];
  const { proposal } = problem;
  return (
    <section className={`roster-problem roster-problem-${problem.severity}`}>
      <StateTag tone={problem.severity === 'error' ? 'bad' : 'warn'}>{text.message}</StateTag>
      <p className="soft">{text.wayOut}</p>
      <div className="soft">
        {common.titled({
          title: problem.cell === null ? field : w.panel.field({ field, cell: problem.cell }),
          text: '',
        })}
        <span className="roster-given">{problem.value === '' ? '—' : problem.value}</span>
      </div>
      {proposal !== undefined && (
        <button
          type="button"
          className="button"
          disabled={check.phase === 'reading'}
          onClick={() => check.fix(person, problem.column, proposal)}
        >
          {w.panel.useProposal({ proposal })}
        </button>
      )}
      <FixForm
        given={problem.value}
        busy={check.phase === 'reading'}
        onFix={(value) => check.fix(person, problem.column, value)}
      />
    </section>
  );
}

function FixForm(props: { readonly given: string; readonly busy: boolean; onFix(text: string): void }) {
  const w = useWords('roster');
  const [text, setText] = useState(props.given);
  return (
    <form
      className="roster-fix"
      onSubmit={(event) => {
        event.preventDefault();
        if (text !== props.given) props.onFix(text);
      }}
    >
      <input
        aria-label={w.panel.newValue}
        value={text}
        maxLength={200}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button" disabled={props.busy || text === props.given}>
        {w.panel.apply}
      </button>
    </form>
  );
}
