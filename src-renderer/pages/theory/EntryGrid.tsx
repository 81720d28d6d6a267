import { Checkbox, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState, NothingFound } from '../../parts/EmptyState.tsx';
import { useComposedText } from '../../parts/useComposedText.ts';
import type { TheoryRow } from '#shared/contract/views/examDay.ts';
import { paperMarkers } from '#shared/domain/roles.ts';
import { EntryCell } from './EntryCell.tsx';
import { nextCell } from './gridEntry.ts';
import styles from './theory.module.css';

/** Papers come in bundles of one room; a page of the grid is one bundle. */
const bundle = 30;

/** Whether a row may still be typed into by the one who is signed in. */
function isOpen(row: TheoryRow): boolean {
  return row.state === 'open' || row.state === 'enteredOnce';
}

/** Blind double entry from paper: digits, Enter down, nothing of the other person's numbers on the screen. */
export function EntryGrid({ rows }: { readonly rows: readonly TheoryRow[] }) {
  const w = useWords('theory');
  const may = useMay(paperMarkers);
  const [find, setFind] = useState('');
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [page, setPage] = useState(0);
  const field = useComposedText(find, (text) => {
    setFind(text);
    setPage(0);
  });
  const cells = useRef(new Map<number, HTMLInputElement>());

  const shown = useMemo(() => {
    const needle = find.trim();
    return rows
      .filter((row) => row.state !== 'substituted')
      .filter((row) => !onlyOpen || (isOpen(row) && !row.ownEntryGiven))
      .filter((row) => needle === '' || `${row.ticketNumber ?? ''} ${row.name ?? ''}`.includes(needle))
      .toSorted((a, b) => (a.ticketNumber ?? '').localeCompare(b.ticketNumber ?? ''));
  }, [rows, find, onlyOpen]);
  const pages = Math.max(1, Math.ceil(shown.length / bundle));
  const at = Math.min(page, pages - 1);
  const visible = shown.slice(at * bundle, (at + 1) * bundle);

  function move(from: number, step: 1 | -1): void {
    const to = nextCell(
      visible.map((row) => may && isOpen(row)),
      from,
      step,
    );
    const cell = cells.current.get(to);
    cell?.focus();
    cell?.select();
  }
  function turn(step: 1 | -1): void {
    const to = Math.max(0, Math.min(pages - 1, at + step));
    setPage(to);
    requestAnimationFrame(() => move(-1, 1));
  }

  if (rows.length === 0) return <EmptyState title={w.noRows}>{w.noRowsHint}</EmptyState>;
  return (
    <div className={styles.grid}>
      <div className={styles.gridTools}>
        <Input.Search allowClear {...field} placeholder={w.grid.find} aria-label={w.grid.find} />
        {may && (
          <Checkbox checked={onlyOpen} onChange={(event) => setOnlyOpen(event.target.checked)}>
            {w.grid.onlyOpen}
          </Checkbox>
        )}
        <span className={styles.pager}>
          <Button disabled={at === 0} onClick={() => turn(-1)}>
            {w.grid.previous}
          </Button>
          <span role="status">{w.grid.page({ page: at + 1, pages })}</span>
          <Button disabled={at >= pages - 1} onClick={() => turn(1)}>
            {w.grid.next}
          </Button>
        </span>
      </div>
      {visible.length === 0 && find.trim() !== '' ? (
        <NothingFound title={w.grid.none} onClear={() => setFind('')} />
      ) : visible.length === 0 ? (
        <EmptyState title={onlyOpen ? w.grid.allDone : w.grid.none}>
          {onlyOpen ? w.grid.allDoneHint : undefined}
        </EmptyState>
      ) : (
        <div
          className={styles.bundle}
          onKeyDown={(event) => {
            if (event.key !== 'PageDown' && event.key !== 'PageUp') return;
            event.preventDefault();
            turn(event.key === 'PageDown' ? 1 : -1);
          }}
        >
          <ol className={styles.lines}>
            {visible.map((row, index) => (
              <EntryCell
                key={row.enrolmentId}
                row={row}
                editable={may && isOpen(row)}
                hold={(element) => {
                  if (element) cells.current.set(index, element);
                  else cells.current.delete(index);
                }}
                onMove={(step) => move(index, step)}
              />
            ))}
          </ol>
        </div>
      )}
      <p className={styles.keys}>
        {may ? w.grid.keys : w.grid.mayNot}
        <br />
        {may && w.grid.intro}
      </p>
    </div>
  );
}
