import { eq, sql } from 'drizzle-orm';
import type { CheckpointReason } from '#shared/contract/commands/institution.ts';
import type { KeyObject } from 'node:crypto';
import { signCheckpoint } from '#node/checkpoint.ts';
import type { VideoHeads } from '#shared/formats/checkpointText.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Apply, LedgerTail, NewEvent } from './capability.ts';
import { decided, happened, refused } from './capability.ts';
import type { Capability, DecideContext } from './capability.ts';
import { checkpoints, ledgerRows, ledgerState } from './tables.ts';

/** The event of a signed checkpoint over all rows up to now; its own row comes after what it covers. */
export function checkpointEvent(
  store: Store,
  signingKey: KeyObject,
  reason: CheckpointReason,
): (tail: LedgerTail, at: string) => NewEvent {
  return (tail, at) => {
    const signed = signCheckpoint(
      {
        institutionCode: institutionCodeOf(store),
        ledgerId: tail.ledgerId,
        epoch: tail.epoch,
        frontier: tail.frontier,
        head: tail.head,
        video: videoHeads(store),
        time: at,
      },
      signingKey,
    );
    return happened(
      'checkpoint.made',
      null,
      {
        reason,
        size: tail.size,
        sha256: signed.sha256,
        text: signed.text,
        signature: signed.signature,
        shortForm: signed.shortForm,
      },
      null,
    );
  };
}

/** The last anchor of each camera's chain, as the rows up to now say. */
function videoHeads(store: Store): VideoHeads {
  const anchors = store.orm.all<{ readonly camera: string; readonly count: number; readonly head: string }>(
    sql`SELECT camera_id AS camera, max(count) AS count, head FROM recording_anchors GROUP BY camera_id`,
  );
  return Object.fromEntries(anchors.map(({ camera, count, head }) => [camera, [count, head] as const]));
}

function institutionCodeOf(store: Store): string {
  const row = store.orm.get<{ readonly code: string } | undefined>(
    sql`SELECT institution_code AS code FROM site WHERE id = 1`,
  );
  if (row === undefined) throw new Error('a checkpoint needs a founded site');
  return row.code;
}

const apply: Apply = {
  /** A restored ledger goes on in its new epoch. */
  'ledger.restored': (store, { data }) => {
    store.orm.update(ledgerState).set({ epoch: data.epoch }).run();
  },
  /**
   * Blanking is the one event that reaches into the ledger: the personal parts of the rows that it names are erased with their
   * salts, for good (`secure_delete`). The rows' headers keep the hashes, so the chain stays whole.
   */
  'candidate.blanked': (store, { data }) => {
    for (const seq of data.rows)
      store.orm
        .update(ledgerRows)
        .set({ personal: null, personalSalt: null })
        .where(eq(ledgerRows.seq, seq))
        .run();
  },
  'checkpoint.made': (store, { seq, at, data }) => {
    store.orm
      .insert(checkpoints)
      .values({
        size: data.size,
        seq,
        reason: data.reason,
        sha256: data.sha256,
        text: data.text,
        signature: data.signature,
        shortForm: data.shortForm,
        at,
      })
      .onConflictDoNothing()
      .run();
  },
};

function makeCheckpoint(context: DecideContext, reason: CheckpointReason) {
  if (context.signingKey === null) return refused('site-not-founded');
  return decided([checkpointEvent(context.store, context.signingKey, reason)]);
}

/** The ledger's own share: checkpoints, the epoch, and the erasing of what is personal. */
export const checkpointCapability: Capability = {
  name: 'ledger',
  tables: [checkpoints],
  decide: { 'checkpoint.make': (context, input) => makeCheckpoint(context, input.reason) },
  apply,
};
