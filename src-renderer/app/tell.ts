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

/** At once on the screen: more would cover what people work on, and are not read. */
const shownAtMost = 2;

function saysTheSame(one: Notice, other: Notice): boolean {
  if (one.kind === 'refusal')
    return (
      other.kind === 'refusal' &&
      one.refusal.code === other.refusal.code &&
      JSON.stringify(one.refusal.facts) === JSON.stringify(other.refusal.facts)
    );
  return other.kind === 'done' && one.text === other.text;
}

/** The same thing said again is one notice, and begins its time anew. */
function add(notice: (key: number) => Notice): void {
  lastKey += 1;
  const added = notice(lastKey);
  const others = told.notices.filter((one) => !saysTheSame(one, added));
  set({ notices: [...others, added].slice(-shownAtMost) });
}

/** Says things to the person at the desk, from anywhere. */
export const tell = {
  /** Says in one line that something was done; goes away by itself. */
  done(text: string): void {
    add((key) => ({ key, kind: 'done', text }));
  },
  /** Shows a refusal with its way out; stays until it is closed. */
  refusal(refusal: Refusal): void {
    add((key) => ({ key, kind: 'refusal', refusal }));
  },
  /** Takes a notice away. */
  forget(key: number): void {
    set({ notices: told.notices.filter((notice) => notice.key !== key) });
  },
  /** Another page is open: what was refused on the one before stays there. What was done goes by itself in seconds. */
  pageLeft(): void {
    if (told.notices.some((one) => one.kind === 'refusal'))
      set({ notices: told.notices.filter((one) => one.kind !== 'refusal') });
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

/** What there is to say at the moment, asked once. */
export function toldNow(): Told {
  return told;
}

/** What there is to say at the moment. */
export function useTold(): Told {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, toldNow);
}
