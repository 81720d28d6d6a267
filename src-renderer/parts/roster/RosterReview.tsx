import { useMemo, useState } from 'react';
import { descriptionOf } from '#shared/words/words.ts';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import type { RosterPerson, RosterReport } from '#shared/contract/rosterReport.ts';
import type { Level } from '#shared/domain/level.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { Button } from '../Button.tsx';
import { classes } from '../classes.ts';
import { DataTable } from '../DataTable.tsx';
import type { Column } from '../DataTable.tsx';
import { RefusalNotice } from '../RefusalNotice.tsx';
import { StateTag } from '../StateTag.tsx';
import type { Tone } from '../StateTag.tsx';
import { ColumnsRecognised } from './ColumnsRecognised.tsx';
import { PersonPanel } from './PersonPanel.tsx';
import styles from './roster.module.css';
import { personKey } from './useRosterCheck.ts';
import type { RosterCheck } from './useRosterCheck.ts';
import text from '../text.module.css';

const tones: Readonly<Record<RosterPerson['status'], Tone>> = { ok: 'good', warning: 'warn', error: 'bad' };
const weights: Readonly<Record<RosterPerson['status'], number>> = { error: 0, warning: 1, ok: 2 };

/** A roster's report: what was recognised, every person with a verdict, and the repair of what is wrong, in its place. */
export function RosterReview(props: { readonly check: RosterCheck; readonly report: RosterReport }) {
  const w = useWords('roster');
  const { check, report } = props;
  const [selected, setSelected] = useState<string | null>(null);
  const columns = usePersonColumns(report);
  const person =
    report.people.find((one) => personKey(one) === selected) ??
    report.people.find((one) => one.status === 'error') ??
    report.people.find((one) => one.status === 'warning') ??
    null;
  return (
    <>
      <div className={styles.summary} role="status" aria-busy={check.phase === 'reading'}>
        <strong>{report.fileName}</strong>
        <span>{w.counts.rows(report.counts)}</span>
        <StateTag tone="good">{w.counts.ok(report.counts)}</StateTag>
        {report.counts.warnings > 0 && <StateTag tone="warn">{w.counts.warnings(report.counts)}</StateTag>}
        {report.counts.errors > 0 && <StateTag tone="bad">{w.counts.errors(report.counts)}</StateTag>}
        {check.choices.fixes.length > 0 && (
          <>
            <span className={text.soft}>{w.fixed({ count: check.choices.fixes.length })}</span>
            <Button kind="link" onClick={check.undoAll}>
              {w.undoAll}
            </Button>
          </>
        )}
      </div>
      {check.refusal && <RefusalNotice refusal={check.refusal} />}
      <ColumnsRecognised check={check} report={report} />
      <div className={styles.split}>
        <DataTable
          name={w.table.name}
          rows={report.people}
          columns={columns}
          rowKey={personKey}
          onOpen={(row) => setSelected(personKey(row))}
          selectedKey={person ? personKey(person) : null}
          initialSorting={{ key: 'status', down: false }}
          rowTone={(row) => (row.status === 'error' ? 'bad' : row.status === 'warning' ? 'warn' : null)}
          height="fill"
        />
        {person ? (
          <PersonPanel key={personKey(person)} check={check} report={report} person={person} />
        ) : (
          <aside className={classes(styles.panel, text.soft)}>{w.panel.none}</aside>
        )}
      </div>
    </>
  );
}

function usePersonColumns(report: RosterReport): readonly Column<RosterPerson>[] {
  const w = useWords('roster');
  const common = useWords('common');
  const { language } = useLanguage();
  return useMemo(() => {
    const field = (key: keyof RosterPerson['values']) => (person: RosterPerson) => {
      const value = person.values[key];
      return value === null ? (person.given[key as keyof RosterPerson['given']] ?? null) : String(value);
    };
    const severalSheets = report.sheets.filter((sheet) => sheet.people > 0).length > 1;
    const all: readonly (Column<RosterPerson> | false)[] = [
      severalSheets && {
        key: 'sheet',
        title: w.table.sheet,
        text: (person) => person.sheet,
        width: 110,
        choices: true,
      },
      { key: 'row', title: w.table.row, text: (person) => person.row, width: 50, align: 'right' },
      {
        key: 'status',
        title: w.table.status,
        text: (person) => w.statuses[person.status],
        sortBy: (person) => weights[person.status],
        cell: (person) => <StateTag tone={tones[person.status]}>{w.statuses[person.status]}</StateTag>,
        width: 86,
        choices: true,
      },
      { key: 'name', title: common.person.name, text: field('name'), width: 84 },
      {
        key: 'documentNumber',
        title: common.person.documentNumber,
        text: field('documentNumber'),
        width: 170,
      },
      {
        key: 'problem',
        title: w.table.problem,
        minWidth: 230,
        text: (person) =>
          person.problems
            .map((problem) => describeProblem(problem, language).message)
            .join(descriptionOf(language).clauseSeparator) || null,
      },
      { key: 'className', title: common.person.className, text: field('className'), width: 120 },
      { key: 'occupation', title: common.person.occupation, text: field('occupationName'), width: 124 },
      {
        key: 'level',
        title: common.person.level,
        text: (person) => {
          const { level } = person.values;
          return level === null ? (person.given.level ?? null) : (common.levels[level as Level] ?? null);
        },
        width: 112,
      },
    ];
    return all.filter((column): column is Column<RosterPerson> => column !== false);
  }, [report.sheets, w, common, language]);
}
