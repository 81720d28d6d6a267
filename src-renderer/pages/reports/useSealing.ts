import { useCallback, useEffect, useRef } from 'react';
import { useAction } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import type { ReportsView } from '#shared/contract/views/results.ts';
import { managers } from '#shared/domain/roles.ts';

export interface Sealing {
  /** This page has asked for the sealing of this package: when the second person has agreed, it begins by itself. */
  expect(packageId: PackageId): void;
  /** Begins, or begins again after an interruption; the core does one sealing at a time. */
  goOn(packageId: PackageId): void;
}

/** Sets the sealing going once both people have agreed; asking the core twice is harmless. */
export function useSealing(view: ReportsView): Sealing {
  const may = useMay(managers);
  const expected = useRef(new Set<string>());
  const { run } = useAction('reports.seal');
  const waiting = view.packages.find((each) => each.state === 'sealing')?.packageId ?? null;
  const idle = view.job === null;

  useEffect(() => {
    if (!may || waiting === null || !idle || !expected.current.delete(waiting)) return;
    void run({ packageId: waiting });
  }, [may, waiting, idle, run]);

  return {
    expect: useCallback((packageId) => void expected.current.add(packageId), []),
    goOn: useCallback((packageId) => void run({ packageId }), [run]),
  };
}
