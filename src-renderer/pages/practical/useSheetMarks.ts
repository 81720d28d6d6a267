import { useEffect, useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useConnected } from '../../app/live.ts';
import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import {
  itemKey,
  keepPending,
  readPending,
  sheetStoreKey,
  shownMarks,
  withMark,
  withoutConfirmed,
} from './markQueue.ts';
import type { PendingMarks } from './markQueue.ts';

export type SaveState = 'saved' | 'saving' | 'offline' | 'refused' | 'notKept';

export interface SheetMarks {
  readonly shown: ReadonlyMap<string, ItemMark>;
  readonly save: SaveState;
  readonly waiting: number;
  readonly refusal: Refusal | null;
  mark(mark: ItemMark): void;
  /** After a refusal: try again. */
  retry(): void;
}

/** From then on the marks are said to be on this machine only. */
const lateMs = 2500;

/**
 * The marks of one's own sheet. A mark is kept on this machine first, then sent; it leaves this machine only when the core has
 * confirmed it. One sending is under way at a time; what is marked meanwhile goes with the next.
 */
export function useSheetMarks(sheet: SheetView): SheetMarks {
  const { enrolmentId, kind, scorerId } = sheet;
  const key = sheetStoreKey(scorerId, enrolmentId, kind);
  const locked = sheet.state === 'signed' || sheet.state === 'verified';
  const [pending, setPending] = useState<PendingMarks>(() => readPending(localStorage, key));
  const [confirmed, setConfirmed] = useState<PendingMarks>({});
  const [sending, setSending] = useState(false);
  const [kept, setKept] = useState(true);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [unreachable, setUnreachable] = useState(false);
  const [late, setLate] = useState(false);
  const connected = useConnected();
  const { submit } = useCommand('sheet.mark', { quiet: true });
  const waiting = Object.keys(pending).length;

  useEffect(() => {
    const marks = Object.values(pending);
    if (locked || marks.length === 0 || sending || refusal !== null) return;
    setSending(true);
    void submit({ enrolmentId, kind, marks }).then((answer) => {
      setSending(false);
      if (answer.ok) {
        setUnreachable(false);
        setConfirmed((now) => ({
          ...now,
          ...Object.fromEntries(marks.map((mark) => [itemKey(mark), mark])),
        }));
        setPending((now) => withoutConfirmed(now, marks));
        keepPending(localStorage, key, withoutConfirmed(readPending(localStorage, key), marks));
      } else if (answer.refusal.code === 'site-unreachable') setUnreachable(true);
      else setRefusal(answer.refusal);
    });
  }, [pending, sending, refusal, locked, submit, enrolmentId, kind, key]);

  // An answer that is long in coming is said, before anybody knows whether the host is gone.
  useEffect(() => {
    if (!sending) return setLate(false);
    const timer = setTimeout(() => setLate(true), lateMs);
    return () => clearTimeout(timer);
  }, [sending]);

  const offline = !connected || unreachable || late;
  return {
    shown: shownMarks([...sheet.marks, ...Object.values(confirmed)], pending),
    waiting,
    refusal,
    save:
      waiting === 0
        ? 'saved'
        : !kept
          ? 'notKept'
          : refusal !== null
            ? 'refused'
            : offline
              ? 'offline'
              : 'saving',
    mark: (mark) => {
      if (locked) return;
      const next = withMark(pending, mark);
      setKept(keepPending(localStorage, key, next));
      setPending(next);
      setRefusal(null);
    },
    retry: () => setRefusal(null),
  };
}
