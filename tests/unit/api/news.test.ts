import { describe, expect, it } from 'vitest';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { createLiveHub } from '../../../src-main/core/api/live.ts';
import { news } from '../../../src-main/core/api/news.ts';
import type { SiteHost } from '../../../src-main/core/api/site.ts';

const somebody = { userId: 'x', loginName: 'x', displayName: 'x', roles: ['chief'] } as unknown as SignedIn;

/** A hub, and the stream of a window whose session can end. */
function window(signedIn: boolean) {
  const hub = createLiveHub();
  const session = { who: signedIn ? somebody : null };
  const host = { listen: hub.listen, signedIn: () => session.who } as unknown as SiteHost;
  const ending = new AbortController();
  const stream = news({ host, site: null, sessionToken: 'x' }, 0, ending.signal);
  return { hub, session, stream, end: () => ending.abort() };
}

describe('the live subscription', () => {
  it('tells a window whose person is signed in what changed', async () => {
    const { hub, stream, end } = window(true);
    const next = stream.next();
    hub.publish(7, ['sheet']);
    expect((await next).value).toMatchObject({ 1: { seq: 7, topics: ['sheet'] } });
    end();
  });

  it('tells nobody but of the site who is not signed in, not even how long the ledger is', async () => {
    const { hub, stream, end } = window(false);
    const next = stream.next();
    hub.publish(7, ['sheet']);
    await new Promise(setImmediate);
    hub.publish(8, ['theory', 'site']);
    expect((await next).value).toMatchObject({ 1: { seq: 0, topics: ['site'] } });
    end();
  });

  it('looks at the session with every message, and ends with it', async () => {
    const { hub, session, stream } = window(true);
    const first = stream.next();
    hub.publish(7, ['sheet']);
    await first;
    session.who = null;
    const second = stream.next();
    hub.publish(8, ['theory']);
    expect((await second).value).toMatchObject({ 1: { seq: 0, topics: ['site'] } });
    expect((await stream.next()).done).toBe(true);
  });
});
