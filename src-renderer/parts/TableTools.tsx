import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useWords } from '../app/language.tsx';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import control from './control.module.css';
import { csvText } from './csv.ts';
import styles from './DataTable.module.css';
import { printPaper } from './printing.tsx';
import { saveFile } from './saveFile.ts';
import { useComposedText } from './useComposedText.ts';
import { valuesOf } from './tableColumns.ts';
import type { Column } from './tableColumns.ts';

interface TableToolsProps<Row> {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly shown: readonly Row[];
  readonly filter: string;
  readonly chosen: Readonly<Record<string, string>>;
  readonly extra: ReactNode;
  readonly noFilter: boolean;
  readonly partial: boolean;
  readonly total: number;
  onFilter(text: string): void;
  onChosen(key: string, value: string): void;
}

/** The line above a table: filter, choices, count, export, print. */
export function TableTools<Row>(props: TableToolsProps<Row>) {
  const w = useWords('parts');
  const { columns, rows, shown, name, total } = props;
  const filterField = useComposedText(props.filter, props.onFilter);
  const exported = columns.filter((column) => !column.screenOnly);
  const count =
    shown.length === total ? w.table.count({ total }) : w.table.countFiltered({ shown: shown.length, total });
  const cells = () => shown.map((row) => exported.map((column) => column.text(row)));
  const headings = exported.map((column) => column.title);
  return (
    <div className={styles.tools}>
      {props.extra}
      {!props.noFilter && !props.partial && (
        <input
          className={classes(control.control, styles.filter)}
          type="search"
          {...filterField}
          placeholder={w.table.filter}
          aria-label={`${w.table.filter} ${name}`}
        />
      )}
      {columns
        .filter((column) => column.choices && !props.partial)
        .map((column) => (
          <Choice
            key={column.key}
            column={column}
            rows={rows}
            value={props.chosen[column.key] ?? ''}
            onChoose={(value) => props.onChosen(column.key, value)}
          />
        ))}
      <span className={styles.count} role="status">
        {count}
      </span>
      {!props.partial && (
        <>
          <Button
            quiet
            onClick={() =>
              void saveFile(
                `${name}.csv`,
                new Blob([csvText([headings, ...cells()])], { type: 'text/csv;charset=utf-8' }),
              )
            }
          >
            {w.table.export}
          </Button>
          <Button
            quiet
            onClick={() =>
              void printPaper({ title: name, content: <PlainTable headings={headings} cells={cells()} /> })
            }
          >
            {w.table.print}
          </Button>
        </>
      )}
    </div>
  );
}

function Choice<Row>(props: {
  readonly column: Column<Row>;
  readonly rows: readonly Row[];
  readonly value: string;
  onChoose(value: string): void;
}) {
  const w = useWords('parts');
  const { column, rows } = props;
  const values = useMemo(() => valuesOf(rows, column), [rows, column]);
  if (values.length < 2 && props.value === '') return null;
  return (
    <select
      className={classes(control.control, styles.choice)}
      aria-label={column.title}
      value={props.value}
      onChange={(event) => props.onChoose(event.target.value)}
    >
      <option value="">{w.table.allOf({ column: column.title })}</option>
      {values.map((value) => (
        <option key={value} value={value}>
          {value}
        </option>
      ))}
    </select>
  );
}

/** A table for paper. */
export function PlainTable(props: {
  readonly headings: readonly string[];
  readonly cells: readonly (readonly (string | number | null)[])[];
}) {
  return (
    <table>
      <thead>
        <tr>
          {props.headings.map((heading) => (
            <th key={heading}>{heading}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.cells.map((row, index) => (
          <tr key={index}>
            {row.map((cell, at) => (
              <td key={props.headings[at] ?? at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
