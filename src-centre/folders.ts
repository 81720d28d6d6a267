import { join } from 'node:path';

/**
 * What lies where in a centre's folder. Everything but `index` is a durable file and the truth; `index` is
 * made from the rest and may be thrown away at any time.
 *
 * keys/                      root, receipt and age keys (private), tokens' hashes, versions of centre-keys.json
 * uploads/                   unfinished uploads
 * packages/CODE/SHA256/      a received package under its own name, its .sig, intake.json, review.json, rows.json, rowHashes
 * receipts/CODE/BATCH/       signed receipts
 * sign-in/                   one-time links that are still good, by the hash of their secret
 * index/                     the database
 */
export type CentreFolders = {
  readonly root: string;
  readonly keys: string;
  readonly uploads: string;
  readonly packages: string;
  readonly receipts: string;
  readonly signIn: string;
  readonly index: string;
};

/** The folders of a centre. */
export function centreFolders(root: string): CentreFolders {
  return {
    root,
    keys: join(root, 'keys'),
    uploads: join(root, 'uploads'),
    packages: join(root, 'packages'),
    receipts: join(root, 'receipts'),
    signIn: join(root, 'sign-in'),
    index: join(root, 'index'),
  };
}
