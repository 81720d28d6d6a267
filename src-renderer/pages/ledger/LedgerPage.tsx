import { useInfiniteQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import type { QueryInput } from '#shared/contract/queries.ts';
import type { LedgerRowView } from '#shared/contract/views/results.ts';
import { ask, ApiError } from '../../app/client.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { clockOf, dayOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Page } from '../../parts/Page.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { SearchSelect } from '../../parts/SearchSelect.tsx';
import styles from './ledger.module.css';
import { LedgerRowDrawer } from './LedgerRowDrawer.tsx';
import { deskName, previousHash } from './rowText.ts';
import { useVerification, VerdictBlock } from './Verification.tsx';
import text from '../../parts/text.module.css';

const rowsAtOnce = 200;

/** 操作留痕: every step with its proof. */
export function LedgerPage() {
  const w = useWords('ledger');
  const common = useWords('common');
  const { batch } = useCurrentBatch();
  const [onlyBatch, setOnlyBatch] = useState(false);
  const [type, setType] = useState<string | null>(null);
  const [opened, setOpened] = useState<LedgerRowView | null>(null);
  const verification = useVerification();
  const columns = useLedgerColumns();
  const pages = useLedgerRows({ batchId: onlyBatch ? (batch?.batchId ?? null) : null, type });
  const rows = useMemo(() => pages.data?.pages.flatMap((page) => page.rows) ?? [], [pages.data]);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = pages;
  const onWindow = useCallback(
    (_first: number, last: number) => {
      if (hasNextPage && !isFetchingNextPage && last >= rows.length) void fetchNextPage();
    },
    [hasNextPage, isFetchingNextPage, fetchNextPage, rows.length],
  );
  return (
    <Page
      title={w.title}
      sub={w.sub}
      fill
      actions={
        <Button kind="primary" busy={verification.busy} onClick={verification.start}>
          {verification.busy ? w.verifying : w.verify}
        </Button>
      }
    >
      <VerdictBlock verification={verification} />
      {pages.error instanceof ApiError && <RefusalNotice refusal={pages.error.refusal} />}
      <DataTable
        name={w.title}
        rows={rows}
        columns={columns}
        rowKey={(row) => String(row.seq)}
        onOpen={(row) => setOpened(row)}
        selectedKey={opened ? String(opened.seq) : null}
        height="fill"
        partial={pages.isPending || hasNextPage}
        total={pages.data?.pages[0]?.total ?? 0}
        onWindow={onWindow}
        tools={
          <>
            <SearchSelect<string>
              aria-label={w.type}
              className={classes(styles.type)}
              value={type ?? ''}
              onChange={(value) => setType(value === '' ? null : value)}
              options={[
                { value: '', label: w.allTypes },
                ...Object.entries(common.events).map(([value, label]) => ({ value, label })),
              ]}
            />
            {batch && (
              <Checkbox checked={onlyBatch} onChange={(event) => setOnlyBatch(event.target.checked)}>
                {w.thisBatch}
              </Checkbox>
            )}
          </>
        }
        {...(pages.isSuccess && (type !== null || onlyBatch)
          ? {
              empty: (
                <EmptyState
                  title={w.empty.title}
                  actions={
                    <Button
                      onClick={() => {
                        setType(null);
                        setOnlyBatch(false);
                      }}
                    >
                      {w.allTypes}
                    </Button>
                  }
                >
                  {w.empty.text}
                </EmptyState>
              ),
            }
          : {})}
      />
      <LedgerRowDrawer row={opened} onClose={() => setOpened(null)} />
    </Page>
  );
}

type RowsInput = Pick<QueryInput<'ledger.rows'>, 'batchId' | 'type'>;

function useLedgerRows(input: RowsInput) {
  return useInfiniteQuery({
    queryKey: ['ledger.rows', input],
    queryFn: ({ pageParam, signal }) =>
      ask('ledger.rows', { ...input, before: pageParam, limit: rowsAtOnce }, signal),
    initialPageParam: null as number | null,
    getNextPageParam: (page) => {
      const oldest = page.rows.at(-1);
      return page.rows.length < rowsAtOnce || !oldest || oldest.seq === 0 ? undefined : oldest.seq;
    },
  });
}

function useLedgerColumns(): readonly Column<LedgerRowView>[] {
  const w = useWords('ledger');
  const common = useWords('common');
  return useMemo<readonly Column<LedgerRowView>[]>(() => {
    const events: Readonly<Record<string, string>> = common.events;
    return [
      { key: 'seq', title: w.columns.seq, text: (row) => row.seq, align: 'right', width: 76 },
      { key: 'at', title: w.columns.at, text: (row) => `${dayOf(row.at)} ${clockOf(row.at)}`, width: 168 },
      { key: 'type', title: w.columns.type, text: (row) => events[row.type] ?? row.type },
      { key: 'by', title: w.columns.by, text: (row) => row.actorName ?? w.system, width: 130 },
      { key: 'desk', title: w.columns.desk, text: (row) => deskName(row.desk, w), width: 90 },
      {
        key: 'prev',
        title: w.columns.prev,
        text: (row) => previousHash(row.header),
        cell: (row) => {
          const hash = previousHash(row.header);
          return hash === null ? '—' : <span className={text.softMono}>{hash.slice(0, 10)}…</span>;
        },
        width: 130,
      },
      {
        key: 'hash',
        title: w.columns.hash,
        text: (row) => row.rowHash,
        cell: (row) => <HashText hash={row.rowHash} digits={14} />,
        width: 170,
      },
    ];
  }, [w, common]);
}
