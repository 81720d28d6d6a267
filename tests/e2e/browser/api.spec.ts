import { request as httpRequest } from 'node:http';

import { requestHeader } from '#shared/contract/live.ts';

import { expectPage } from '../support/openPage.ts';
import { expect, test } from '../support/servedSite.ts';

test('a sign-in link opens the page once, and leaves no key in the address', async ({ browser, site }) => {
  const link = await site.signInLink();
  const first = await browser.newContext();
  const page = await first.newPage();
  await page.goto(link);
  await expectPage(page, '考点');
  expect(page.url()).toMatch(new RegExp(`^${site.origin}/(?!enter)`));

  const second = await browser.newContext();
  const again = await second.request.get(link);
  expect(again.status()).toBe(403);
  expect(await second.cookies()).toEqual([]);
  await first.close();
  await second.close();
});

test('the page comes with a strict policy, and no inline script runs', async ({ page }) => {
  const answer = await page.goto('/');
  expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';");
  expect(answer?.headers()['x-content-type-options']).toBe('nosniff');
  await page.evaluate(`{
    const script = document.createElement('script');
    script.textContent = 'window.inlineRan = true';
    document.body.append(script);
  }`);
  expect(await page.evaluate('window.inlineRan')).toBeUndefined();
});

test('a stranger without a link gets nothing from the API', async ({ site, request }) => {
  const answer = await request.post(`${site.origin}/rpc/site.state`, { data: {} });
  expect(answer.status()).toBe(403);
});

test('a rebound name and a foreign page are refused before anything else', async ({ site }) => {
  expect(await refusalOf(site.origin, {})).toBe('desk-unknown');
  for (const headers of [
    { host: 'evil.example' },
    { origin: 'http://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
  ]) {
    expect([headers, await refusalOf(site.origin, headers)]).toEqual([headers, 'request-foreign']);
  }
});

/** The refusal's code of a call with headers that a browser would not let a page set. */
function refusalOf(origin: string, headers: Readonly<Record<string, string>>): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { method: 'POST', headers: { [requestHeader]: '1', ...headers } };
    const call = httpRequest(`${origin}/rpc/site.state`, options, async (answer) => {
      let text = '';
      for await (const piece of answer) text += String(piece);
      resolve((JSON.parse(text) as { code: string }).code);
    });
    call.on('error', reject);
    call.end('{}');
  });
}
