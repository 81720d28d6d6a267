import { useNavigate } from 'react-router';
import type { RosterImported } from '#shared/contract/actions/candidates.ts';
import type { RosterLeftOut } from '#shared/contract/commands/candidates.ts';
import type { RosterPerson, RosterReport } from '#shared/contract/rosterReport.ts';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import { useLanguage, useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';

interface ImportDoneProps {
  readonly done: RosterImported;
  readonly report: RosterReport;
  onAgain(): void;
}

type Differing = RosterImported['differing'][number];
type Place = Pick<RosterLeftOut, 'sheet' | 'row'>;

/** What became of everybody who was read: enrolled, or left out with the reason; and where the registration was kept. */
export function ImportDone({ done, report, onAgain }: ImportDoneProps) {
  const w = useWords('candidates');
  const r = useWords('roster');
  const common = useWords('common');
  const { language } = useLanguage();
  const navigate = useNavigate();
  const sheetOf = ({ sheet }: Place): string => report.sheets[sheet - 1]?.name ?? '';
  const personAt = (place: Place): RosterPerson | undefined =>
    report.people.find((person) => person.row === place.row && person.sheet === sheetOf(place));
  const placeOf = (place: Place): string => w.importPage.placeOf({ sheet: sheetOf(place), row: place.row });
  const nameOf = (place: Place): string => {
    const person = personAt(place);
    return person?.values.name ?? person?.given.name ?? '—';
  };
  const reasonOf = ({ reason, ...place }: RosterLeftOut): string => {
    const own: Readonly<Record<string, string>> = w.importPage.reasons;
    const problem = personAt(place)?.problems.find((one) => one.code === reason);
    return own[reason] ?? (problem === undefined ? '—' : describeProblem(problem, language).message);
  };
  return (
    <>
      <EmptyState
        title={w.importPage.done({ imported: done.imported })}
        actions={
          <>
            <Button kind="primary" onClick={() => void navigate('/candidates')}>
              {w.importPage.toList}
            </Button>
            <Button onClick={() => void navigate('/arrangement')}>{w.importPage.toArrange}</Button>
            <Button onClick={onAgain}>{w.importPage.again}</Button>
          </>
        }
      >
        {w.importPage.counted({
          rows: done.rows,
          imported: done.imported,
          leftOut: done.leftOut.length,
        })}{' '}
        {w.importPage.fileKept}
      </EmptyState>
      {done.leftOut.length > 0 && (
        <Block title={w.importPage.leftOutTitle}>
          <p className={text.soft}>{w.importPage.leftOutHint}</p>
          <DataTable
            name={w.importPage.leftOutTitle}
            rows={done.leftOut}
            rowKey={(one: RosterLeftOut) => `${one.sheet} ${one.row} ${done.leftOut.indexOf(one)}`}
            height={Math.min(320, done.leftOut.length * 34 + 37)}
            columns={[
              { key: 'place', title: w.importPage.place, width: 180, text: (one) => placeOf(one) },
              { key: 'name', title: w.importPage.person, width: 140, text: (one) => nameOf(one) },
              { key: 'reason', title: w.importPage.reason, text: (one) => reasonOf(one), choices: true },
            ]}
          />
        </Block>
      )}
      {done.differing.length > 0 && (
        <Block title={w.importPage.differingTitle}>
          <p className={text.soft}>{w.importPage.differingHint}</p>
          <DataTable
            name={w.importPage.differingTitle}
            rows={done.differing}
            rowKey={(one: Differing) => `${one.sheet} ${one.row} ${done.differing.indexOf(one)}`}
            height={Math.min(320, done.differing.length * 34 + 37)}
            columns={[
              { key: 'place', title: w.importPage.place, width: 180, text: (one) => placeOf(one) },
              { key: 'name', title: w.importPage.person, width: 140, text: (one) => nameOf(one) },
              {
                key: 'fields',
                title: w.importPage.fields,
                text: (one) => common.list({ items: one.fields.map((field) => r.fields[field]) }),
              },
            ]}
          />
        </Block>
      )}
    </>
  );
}
