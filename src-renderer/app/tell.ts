import { useSyncExternalStore } from 'react';
import type { ApprovalId, UserId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { Role } from '#shared/domain/roles.ts';

/** A short message on the screen: something was done, or refused. */
export type Notice =
  | { readonly key: number; readonly kind: 'done'; readonly text: string }
  | { readonly key: number; readonly kind: 'refusal'; readonly refusal: Refusal };

/** A command of this desk that waits for its second person. */
export interface Waiting {
  readonly approvalId: ApprovalId;
  readonly roles: readonly Role[];
  readonly notBy: UserId | null;
  readonly commandType: string;
}

interface Told {
  readonly notices: readonly Notice[];
  readonly waiting: Waiting | null;
}

let told: Told = { notices: [], waiting: null };
let lastKey = 0;
const listeners = new Set<() => void>();

function set(next: Partial<Told>): void {
  told = { ...told, ...next };
  for (const listener of listeners) listener();
}

function add(notice: (key: number) => Notice): void {
  lastKey += 1;
  set({ notices: [...told.notices.slice(-3), notice(lastKey)] });
}

/** Says things to the person at the desk, from anywhere. */
export const tell = {
  /** Says in one line that something was done; goes away by itself. */
  done(text: string): void {
    add((key) => ({ key, kind: 'done', text }));
  },
  /** Shows a refusal with its way out; stays until it is closed. */
  refusal(refusal: Refusal): void {
    const last = told.notices.at(-1);
    if (last?.kind === 'refusal' && last.refusal.code === refusal.code)
      set({ notices: told.notices.slice(0, -1) });
    add((key) => ({ key, kind: 'refusal', refusal }));
  },
  /** Takes a notice away. */
  forget(key: number): void {
    set({ notices: told.notices.filter((notice) => notice.key !== key) });
  },
  /** Nothing is said to the next person at the desk that was meant for the one before. */
  nothing(): void {
    set({ notices: [], waiting: null });
  },
  /** Opens the panel 「等待第二人确认」; null closes it. */
  waiting(waiting: Waiting | null): void {
    set({ waiting });
  },
};

/** What there is to say at the moment. */
export function useTold(): Told {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => told,
  );
}
