import { queryOptions, useQueries, useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import type { BatchId } from '#shared/contract/ids.ts';
import type { EnrolmentRow, Page } from '#shared/contract/views/preparation.ts';
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
 * The enrolments of a batch that fit a search text, in the order of their registration. Of long lists only the pages that
 * stand on the screen are fetched, so that 100,000 rows scroll; `onWindow` tells which. `partial`: some places are still
 * empty, so the rows must not be sorted, exported or printed.
 */
export function useEnrolments(batchId: BatchId | null, text: string) {
  const [view, setView] = useState({ first: 0, last: 0 });
  const onWindow = useCallback((first: number, last: number) => setView({ first, last }), []);
  const start = useQuery(enrolmentPage(batchId, text, 0));
  const total = start.data?.total;
  const whole = total !== undefined && total <= wholeRows;
  const { pages, error } = useQueries({
    queries: pageNumbers(total ?? 0, whole ? { first: 0, last: wholeRows } : view).map((number) =>
      enrolmentPage(batchId, text, number),
    ),
    combine: pagesAndFault,
  });
  const rows = useMemo(() => {
    const all = Array.from({ length: total ?? 0 }, (_, index): ListedEnrolment => ({ index, row: null }));
    for (const page of pages) {
      page?.rows.forEach((row, at) => {
        const index = page.offset + at;
        if (index < all.length) all[index] = { index, row };
      });
    }
    return all;
  }, [total, pages]);
  const partial = !whole || pages.includes(undefined);
  return { rows, total, partial, onWindow, error: start.error ?? error };
}

function enrolmentPage(batchId: BatchId | null, text: string, number: number) {
  const input = { batchId, text, offset: number * pageRows, limit: pageRows };
  return queryOptions({
    queryKey: ['candidates.list', input],
    queryFn: ({ signal }) => ask('candidates.list', input, signal),
    enabled: batchId !== null,
  });
}

/** Stands outside of the hook: the combined answer keeps its identity while no page changes. */
function pagesAndFault(answers: readonly UseQueryResult<Page<EnrolmentRow>>[]) {
  return {
    pages: answers.map((answer) => answer.data),
    error: answers.find((answer) => answer.error !== null)?.error ?? null,
  };
}

/** Pages that hold rows of a list from `first` up to and without `last`. */
function pageNumbers(
  total: number,
  { first, last }: { readonly first: number; readonly last: number },
): readonly number[] {
  const numbers: number[] = [];
  const end = Math.min(last, total);
  for (let page = Math.floor(first / pageRows); page * pageRows < end; page += 1) numbers.push(page);
  return numbers;
}
