import type { RosterColumn, RosterField, RosterReport } from '#shared/contract/rosterReport.ts';
import { useWords } from '../../app/language.tsx';
import styles from './roster.module.css';
import type { RosterCheck } from './useRosterCheck.ts';
import control from '../control.module.css';
import text from '../text.module.css';

/** Which column was taken for which field, sheet by sheet; each can be corrected. */
export function ColumnsRecognised(props: { readonly check: RosterCheck; readonly report: RosterReport }) {
  const w = useWords('roster');
  const { check, report } = props;
  const used = report.columns.filter((column) => column.field !== null);
  return (
    <details className={styles.columns}>
      <summary>{w.columns.toggle({ count: used.length })}</summary>
      {report.sheets.map((sheet) => (
        <section key={sheet.name}>
          <h3>
            {w.columns.of({ sheet: sheet.name })}
            {sheet.skipped && (
              <span className={text.soft}>
                {' · '}
                {
                  { hidden: w.columns.hidden, empty: w.columns.empty, 'no-people': w.columns.noPeople }[
                    sheet.skipped
                  ]
                }
              </span>
            )}
            {sheet.title.text !== '' && (
              <span className={text.soft}>{` · ${w.columns.titleFacts({ text: sheet.title.text })}`}</span>
            )}
          </h3>
          <ul>
            {report.columns
              .filter((column) => column.sheet === sheet.name)
              .map((column) => (
                <ColumnChoiceLine key={column.column} column={column} check={check} />
              ))}
          </ul>
        </section>
      ))}
    </details>
  );
}

function ColumnChoiceLine(props: { readonly column: RosterColumn; readonly check: RosterCheck }) {
  const w = useWords('roster');
  const { column, check } = props;
  const heading = column.heading === '' ? w.columns.noHeading : column.heading;
  return (
    <li className={column.field === null ? text.soft : undefined}>
      <label>
        <span className={text.cut} title={heading}>
          <b className={text.mono}>{column.column}</b> {heading}
        </span>
        <select
          className={control.control}
          value={column.field ?? ''}
          disabled={check.phase === 'reading'}
          onChange={(event) =>
            check.chooseColumn({
              sheet: column.sheet,
              column: column.column,
              field: event.target.value === '' ? null : (event.target.value as RosterField),
            })
          }
        >
          <option value="">{w.columns.ignored}</option>
          {Object.entries(w.fields).map(([field, name]) => (
            <option key={field} value={field}>
              {name}
            </option>
          ))}
        </select>
        <small>{w.columns.by[column.recognisedBy]}</small>
      </label>
    </li>
  );
}
