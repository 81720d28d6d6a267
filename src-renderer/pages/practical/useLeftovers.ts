import { useEffect, useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMe } from '../../app/session.tsx';
import { enrolmentId as enrolmentIdSchema } from '#shared/contract/ids.ts';
import { sheetKind } from '#shared/contract/commands/practical.ts';
import { keepPending, readPending, sheetStoreKey, withoutConfirmed } from './markQueue.ts';

function keysOf(scorerId: string): readonly string[] {
  const prefix = sheetStoreKey(scorerId, '', '').slice(0, -1);
  return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
}

/**
 * Sends marks that an earlier sheet left on this machine (page closed, network gone) and answers how many still wait. Only the
 * signed-in person's own; marks that the core refuses stay and are shown when their sheet is opened.
 */
export function useLeftovers(): number {
  const me = useMe();
  const { submit } = useCommand('sheet.mark', { quiet: true });
  const [count, setCount] = useState(0);

  useEffect(() => {
    let over = false;
    async function sendAll(): Promise<void> {
      for (const key of keysOf(me.userId)) {
        const [kindText, enrolmentText] = key.split('.').toReversed();
        const enrolment = enrolmentIdSchema.safeParse(enrolmentText);
        const kind = sheetKind.safeParse(kindText);
        const marks = Object.values(readPending(localStorage, key));
        if (!enrolment.success || !kind.success || marks.length === 0) continue;
        if (!over) setCount(marks.length);
        const answer = await submit({ enrolmentId: enrolment.data, kind: kind.data, marks });
        if (answer.ok)
          keepPending(localStorage, key, withoutConfirmed(readPending(localStorage, key), marks));
        if (!over) setCount(0);
      }
    }
    void sendAll();
    return () => {
      over = true;
    };
  }, [submit, me.userId]);

  return count;
}
