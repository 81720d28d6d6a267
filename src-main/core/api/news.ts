import { tracked } from '@trpc/server';
import { gte } from 'drizzle-orm';
import type { Change } from '#shared/contract/live.ts';
import { siteTopic } from '#shared/contract/live.ts';
import { ledgerRows } from '../ledger/tables.ts';
import type { ApiContext } from './context.ts';
import type { Site } from './site.ts';

type NewsContext = Pick<ApiContext, 'host' | 'site' | 'sessionToken'>;

/** All that somebody hears who is not signed in: not even how many rows there are. */
const ofTheSite: Change = { seq: 0, topics: [siteTopic] };

/**
 * The live subscription of one window, from row `after` on: topics, never what happened. Whose window it is, is looked at with every
 * message. Before sign-in only the topic of the site is told; a window whose session has ended hears that, and is asked to come again.
 */
export async function* news({ host, site, sessionToken }: NewsContext, after: number, signal: AbortSignal) {
  const isSignedIn = (): boolean => host.signedIn(sessionToken) !== null;
  const wasSignedIn = isSignedIn();
  const stream = host.listen(signal);
  // Listening begins before what was missed is read, so that nothing falls in between.
  let next = stream.next();
  const before = after > 0 && wasSignedIn && site !== null ? missed(site, after) : null;
  if (before !== null) yield tracked(String(before.seq), before);
  for (;;) {
    const { done, value } = await next;
    if (done === true) return;
    const signedIn = isSignedIn();
    if (signedIn) yield tracked(String(value.seq), value);
    else if (wasSignedIn || value.topics.includes(siteTopic)) yield tracked(String(ofTheSite.seq), ofTheSite);
    if (wasSignedIn && !signedIn) return;
    next = stream.next();
  }
}

/** What a window missed while it was away; null when nothing happened. */
function missed(site: Site, after: number): Change | null {
  const types = site.store.orm
    .selectDistinct({ type: ledgerRows.type })
    .from(ledgerRows)
    .where(gte(ledgerRows.seq, after))
    .all();
  if (types.length === 0) return null;
  return {
    seq: site.ledger.tail().size,
    topics: [...new Set(types.map(({ type }) => type.split('.')[0] ?? type))],
  };
}
