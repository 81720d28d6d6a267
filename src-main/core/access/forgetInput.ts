import { eq } from 'drizzle-orm';
import type { Store } from '../store/openDatabase.ts';
import { approvals } from './tables.ts';

/** Forgets what a waiting command said about a person; called by the candidates' apply of a blanking. */
export function forgetInput(store: Store, about: string): void {
  store.orm.update(approvals).set({ input: null }).where(eq(approvals.about, about)).run();
}
