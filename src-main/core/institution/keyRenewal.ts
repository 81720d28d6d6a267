import { fetchKeys } from '#node/centreClient.ts';
import { newUlid } from '#node/newUlid.ts';
import type { CommandId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { secretValue } from '../access/secrets.ts';
import type { Site } from '../api/site.ts';
import { noteUnexpected } from '../api/unexpected.ts';
import { centreRow } from './queries.ts';

/** What came of asking the centre for its keys; a refusal by its code. */
export type Renewal = 'not-connected' | 'renewed' | 'as-before' | 'failed' | `refused ${string}`;

/** How long the centre may take: whoever waits for it wants something else. */
const patienceMs = 20_000;

/**
 * Asks the centre for its newest keys and takes them when they are newer and signed as they must be. Never throws and never
 * stops anything: without an answer the keys in force stay in force. `judged` hears of every file that came: why it was refused,
 * or null.
 */
export async function renewKeys(
  site: Pick<Site, 'store' | 'ledger' | 'now'>,
  more: { readonly signal?: AbortSignal; readonly fetch?: typeof fetch } = {},
  judged: (refusal: Refusal | null) => void = () => undefined,
): Promise<Renewal> {
  try {
    const address = centreRow(site.store)?.address ?? null;
    const token = secretValue(site.store, 'centre-token');
    if (address === null || token === null) return 'not-connected';
    const fetched = await fetchKeys({
      address,
      token: token.toString('utf8'),
      timeoutMs: patienceMs,
      ...more,
    });
    if (!fetched.ok) return `refused ${fetched.refusal.code}`;
    const { keys: keysFile, signatures } = fetched.value;
    const answer = await site.ledger.commit(
      { id: 'system', roles: [], desk: 'host' },
      {
        id: newUlid() as CommandId,
        type: 'centre.renewKeys',
        input: { keysFile, signatures },
        deskAt: site.now(),
      },
    );
    judged(answer.ok ? null : answer.refusal);
    if (!answer.ok) return `refused ${answer.refusal.code}`;
    return answer.rows === null ? 'as-before' : 'renewed';
  } catch (error) {
    noteUnexpected(error);
    return 'failed';
  }
}

const firstAfterMs = 10_000;
const everyMs = 6 * 3_600_000;

/** Renews soon after opening and then every six hours. Answers with what ends it. */
export function keepKeysFresh(renew: (signal: AbortSignal) => Promise<unknown>): () => void {
  const ended = new AbortController();
  const again = (): void => void renew(ended.signal);
  const first = setTimeout(again, firstAfterMs);
  const later = setInterval(again, everyMs);
  first.unref();
  later.unref();
  return () => {
    clearTimeout(first);
    clearInterval(later);
    ended.abort();
  };
}
