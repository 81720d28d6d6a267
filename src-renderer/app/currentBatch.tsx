import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import type { BatchId } from '#shared/contract/ids.ts';
import type { BatchSummary } from '#shared/contract/views/preparation.ts';
import { useQuestion } from './api.tsx';

interface CurrentBatch {
  /** The batch that the top bar names; null while there is none, or while the list is on its way. */
  readonly batch: BatchSummary | null;
  readonly batches: readonly BatchSummary[];
  readonly loading: boolean;
  choose(batchId: BatchId): void;
}

const rememberedAs = 'kaodian.batch';
const Context = createContext<CurrentBatch | null>(null);

/** Keeps which batch this desk works on. */
export function CurrentBatchProvider(props: { readonly children: ReactNode }) {
  const list = useQuestion('batches.list', {});
  const [chosen, setChosen] = useState<string | null>(() => localStorage.getItem(rememberedAs));
  const choose = useCallback((batchId: BatchId) => {
    localStorage.setItem(rememberedAs, batchId);
    setChosen(batchId);
  }, []);
  const value = useMemo<CurrentBatch>(() => {
    const batches = list.data ?? [];
    const batch =
      batches.find((one) => one.batchId === chosen) ??
      batches.find((one) => one.state === 'running') ??
      batches[0] ??
      null;
    return { batch, batches, loading: list.isPending, choose };
  }, [list.data, list.isPending, chosen, choose]);
  return <Context value={value}>{props.children}</Context>;
}

/** The batch this desk works on, chosen in the top bar. */
export function useCurrentBatch(): CurrentBatch {
  const value = useContext(Context);
  if (!value) throw new Error('useCurrentBatch stands outside of the frame');
  return value;
}
