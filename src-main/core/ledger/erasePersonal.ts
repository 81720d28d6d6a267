import type { Store } from '../store/openDatabase.ts';

/**
 * Erases the personal parts of rows and their salts, for good (`secure_delete`). The rows' headers keep the hashes, so the
 * chain stays whole. Only the apply of a blanking calls it: that is itself a row.
 */
export function erasePersonal(store: Store, seqs: readonly number[]): void {
  const erase = store.statement('UPDATE ledger_rows SET personal = NULL, personal_salt = NULL WHERE seq = ?');
  for (const seq of seqs) erase.run(seq);
}
