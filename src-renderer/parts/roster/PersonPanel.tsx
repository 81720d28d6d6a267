import { useState } from 'react';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import { lengths } from '#shared/domain/limits.ts';
import type {
  RosterField,
  RosterPerson,
  RosterProblem,
  RosterReport,
} from '#shared/contract/rosterReport.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { Button } from '../Button.tsx';
import control from '../control.module.css';
import { StateTag } from '../StateTag.tsx';
import styles from './roster.module.css';
import { isAt } from './useRosterCheck.ts';
import type { RosterCheck } from './useRosterCheck.ts';
import text from '../text.module.css';

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
    <aside className={styles.panel} aria-live="polite">
      <header>
        <strong>{person.values.name ?? person.given.name ?? '—'}</strong>
        <span className={text.soft}>
          {person.sheet} · {w.panel.row({ row: person.row })}
        </span>
      </header>
      {person.problems.length === 0 && <StateTag tone="good">{w.panel.ok}</StateTag>}
      {person.problems.map((problem) => (
        <ProblemCard key={`${problem.code} ${problem.column}`} {...props} problem={problem} />
      ))}
      {fixed.length > 0 && (
        <ul className={styles.fixed}>
          {fixed.map((fix) => (
            <li key={fix.field}>
              <span>
                {common.titled({
                  title: w.fields[fix.field],
                  text: w.panel.changed({ text: fix.text }),
                })}
              </span>
              <Button kind="link" onClick={() => check.unfix(person, fix.field)}>
                {w.panel.undo}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div className={styles.other}>
        <select
          className={control.control}
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
  const said = describeProblem(problem, language);
  const field = w.fields[problem.column];
  const { proposal } = problem;
  return (
    <section className={styles.problem} data-severity={problem.severity}>
      <StateTag wrap tone={problem.severity === 'error' ? 'bad' : 'warn'}>
        {said.message}
      </StateTag>
      <p>{said.wayOut}</p>
      <div>
        {common.titled({
          title: problem.cell === null ? field : w.panel.field({ field, cell: problem.cell }),
          text: '',
        })}
        <span className={styles.given}>{problem.value === '' ? '—' : problem.value}</span>
      </div>
      {proposal !== undefined && (
        <Button
          disabled={check.phase === 'reading'}
          onClick={() => check.fix(person, problem.column, proposal)}
        >
          {w.panel.useProposal({ proposal })}
        </Button>
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
  const [value, setValue] = useState(props.given);
  return (
    <form
      className={styles.fix}
      onSubmit={(event) => {
        event.preventDefault();
        if (value !== props.given) props.onFix(value);
      }}
    >
      <input
        className={control.control}
        aria-label={w.panel.newValue}
        value={value}
        maxLength={lengths.rosterCell}
        spellCheck={false}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" disabled={props.busy || value === props.given}>
        {w.panel.apply}
      </Button>
    </form>
  );
}
