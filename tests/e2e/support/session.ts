import type { BrowserContext } from '@playwright/test';

import type { ActionInput, ActionName } from '#shared/contract/actions.ts';
import { requestHeader } from '#shared/contract/live.ts';
import type { SiteState } from '#shared/contract/views/site.ts';

import type { ServedSite } from './servedSite.ts';

/** The cookies of a browser that is a desk of the site and at which somebody has signed in. */
export type Session = Parameters<BrowserContext['addCookies']>[0];

/**
 * Makes a browser's cookies without a browser: enters by a one-time link and signs in by the API. The page that gets them is
 * at once where a person is after signing in.
 */
export async function makeSession<Name extends ActionName>(
  site: ServedSite,
  action: Name,
  input: (state: SiteState) => ActionInput<Name>,
): Promise<Session> {
  const cookies = new Map<string, string>();
  const take = (answer: Response): Response => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return answer;
  };
  const call = async (name: string, body: unknown): Promise<unknown> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { 'content-type': 'application/json', [requestHeader]: '1', cookie };
    const answer = take(
      await fetch(`${site.origin}/rpc/${name}`, { method: 'POST', headers, body: JSON.stringify(body) }),
    );
    return ((await answer.json()) as { readonly result?: { readonly data: unknown } }).result?.data;
  };
  take(await fetch(await site.signInLink(), { redirect: 'manual' }));
  const state = (await call('site.state', {})) as SiteState;
  const answer = (await call(action, input(state))) as { readonly ok: boolean } | undefined;
  if (answer?.ok !== true) throw new Error(`${action}: ${JSON.stringify(answer)}`);
  return [...cookies].map(([name, value]) => ({
    name,
    value,
    url: site.origin,
    httpOnly: true,
    sameSite: 'Strict' as const,
  }));
}
