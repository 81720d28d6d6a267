import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { BatchId } from '#shared/contract/ids.ts';
import type { EnrolmentRow } from '#shared/contract/views/preparation.ts';
import { ask } from '../../app/client.ts';

const pageRows = 500;
/** Up to this many are fetched whole, so that they can be sorted, exported and printed. */
const wholeRows = 5000;

/** A row of the list: an enrolment, or the place of one that is still on its way. */
export interface ListedEnrolment {
  readonly index: number;
  readonly row: EnrolmentRow | null;
}

/**
 * The enrolments of a batch that fit a search text. Only the pages that stand on the screen are fetched, so that 100,000
 * rows scroll; `onWindow` tells which.
 */
export function useEnrolments(batchId: BatchId | null, text: string) {
  const [pages, setPages] = useState<{ readonly of: string; readonly numbers: readonly number[] }>({
    of: '',
    numbers: [0],
  });
  const of = `${batchId ?? ''} ${text}`;
  const inView = pages.of === of ? pages.numbers : [0];
  const [known, setKnown] = useState<{ readonly of: string; readonly total: number } | null>(null);
  const whole = known?.of === of && known.total <= wholeRows;
  const numbers = whole ? pagesOf(known.total) : inView;
  const answers = useQueries({
    queries: numbers.map((number) => {
      const input = { batchId, text, offset: number * pageRows, limit: pageRows };
      return {
        queryKey: ['candidates.list', input],
        queryFn: ({ signal }: { readonly signal: AbortSignal }) => ask('candidates.list', input, signal),
        enabled: batchId !== null,
      };
    }),
  });
  const total = answers[0]?.data?.total;
  if (total !== undefined && (known?.of !== of || known.total !== total)) setKnown({ of, total });
  const loaded = answers.map((answer) => answer.data);
  const rows = useMemo(() => {
    const all = Array.from({ length: total ?? 0 }, (_, index): ListedEnrolment => ({ index, row: null }));
    for (const page of loaded) {
      page?.rows.forEach((row, at) => {
        const index = page.offset + at;
        if (index < all.length) all[index] = { index, row };
      });
    }
    return all;
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the pages themselves, not the list that holds them
  }, [total, ...loaded]);
  const onWindow = useCallback(
    (first: number, last: number) => {
      const wanted: number[] = [];
      for (let page = Math.floor(first / pageRows); page * pageRows < last; page += 1) wanted.push(page);
      setPages((before) => {
        const had = before.of === of ? before.numbers : [0];
        const added = wanted.filter((page) => !had.includes(page));
        return added.length === 0 && before.of === of ? before : { of, numbers: [...had, ...added] };
      });
    },
    [of],
  );
  const partial = loaded.some((page) => page === undefined) || (total ?? 0) > wholeRows;
  return { rows, total, partial, onWindow, error: answers[0]?.error ?? null };
}

function pagesOf(total: number): readonly number[] {
  return Array.from({ length: Math.max(1, Math.ceil(total / pageRows)) }, (_, page) => page);
}
