import { mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fetchReceipts, uploadPackage } from '#node/centreClient.ts';
import type { Centre } from '../../src-centre/app.ts';
import { publish } from '../../src-centre/publish.ts';
import { chromiumLaunch } from '../support/chromium.ts';
import { MadeUpSite, settableClock, sharedDatabase, startCentre, type SealedFor } from './centreSite.ts';

const code = 'Y510100000123';
const clock = settableClock('2026-03-06T08:00:00.000Z');
let dir: string;
let centre: Centre;
let address: string;
let token: string;
let sealed: SealedFor;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await chromium.launch(chromiumLaunch);
  await sharedDatabase();
}, 240_000);

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  clock.set('2026-03-06T08:00:00.000Z');
  dir = mkdtempSync(join(tmpdir(), 'kaodian-centre-'));
  ({ centre, address } = await startCentre(join(dir, 'centre'), { clock }));
  const site = new MadeUpSite(code, 1);
  const enrolled = await centre.addInstitution({ code, siteKey: site.publicKeyLine });
  if (!enrolled.ok) throw new Error(enrolled.code);
  token = enrolled.token;
  sealed = await site.seal({ outDir: dir, recipients: [centre.keyring.recipient], candidates: 3 });
  const metadata = { name: sealed.name, sha256: sealed.sha256, institutionCode: code };
  await uploadPackage({ address, token, path: sealed.path, sigPath: sealed.sigPath, metadata });
  await centre.idle();
  context = await browser.newContext();
  page = await context.newPage();
}, 120_000);

afterEach(async () => {
  await context.close();
  await centre.close();
  rmSync(dir, { recursive: true, force: true });
});

async function signIn(): Promise<void> {
  await page.goto(`${address}${await centre.newSignInLink()}`);
  await page.getByLabel('审核人姓名').fill('审核员甲');
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('heading', { name: '结果报送包' }).waitFor();
}

async function expectAccessible(): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([]);
}

test('a reviewer signs in, looks at a package, sends one candidate back and accepts the rest', async () => {
  const messages: string[] = [];
  page.on('console', (message) => messages.push(message.text()));
  await signIn();
  await expectAccessible();
  const row = page.getByRole('row').filter({ hasText: sealed.name });
  expect(await row.textContent()).toContain('核验通过，待审核');
  await row.getByRole('link').click();
  await page.getByRole('heading', { name: sealed.name }).waitFor();
  await expectAccessible();
  const text = (await page.textContent('main')) ?? '';
  for (const word of [
    '签名者是登记的考点',
    '操作留痕链',
    '接续上次见证的留痕',
    '不合格',
    '三级/高级工',
    '车工',
  ]) {
    expect(text).toContain(word);
  }
  // Document numbers stand masked.
  expect(text).not.toContain('11010519491231002X');
  expect(text).toMatch(/110105\*{8}002X/u);

  const second = sealed.tickets[1] ?? '';
  await page.getByLabel(`退回 ${second}`).check();
  await page.getByRole('button', { name: '审核通过' }).click();
  expect(await page.getByRole('alert').textContent()).toContain('退回必须写明原因');
  // What was marked is still marked.
  expect(await page.getByLabel(`退回 ${second}`).isChecked()).toBe(true);
  await page.getByLabel(`说明 ${second}`).fill('照片与本人不符 <b>&');
  await page.getByLabel(`原因 ${second}`).selectOption('identityError');
  await page.getByRole('button', { name: '审核通过' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: second })
    .getByText('身份信息有误：照片与本人不符 <b>&')
    .waitFor();
  await expectAccessible();

  const receipts = await fetchReceipts({ address, token, sha256: sealed.sha256 });
  if (!receipts.ok) throw new Error(receipts.refusal.code);
  const reviewed = JSON.parse(receipts.value[1]?.receipt ?? '{}') as Record<string, unknown>;
  expect(reviewed).toMatchObject({ decision: 'accepted', reviewer: '审核员甲' });
  expect(reviewed['items']).toContainEqual({
    ticketNumber: second,
    decision: 'returned',
    reasonCode: 'identityError',
    reason: '照片与本人不符 <b>&',
  });
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: `${sealed.name}.receipt-2.json` }).click();
  expect((await download).suggestedFilename()).toBe(`${sealed.name}.receipt-2.json`);
  expect(messages.filter((message) => /refused|violat/iu.test(message))).toEqual([]);
}, 120_000);

test('who made accounts during the batch, and what was agreed to with nobody else there, stand on its page by name', async () => {
  const loneReason = '另一名管理人员病假 <b>&';
  await signIn();
  await page.getByRole('link', { name: sealed.name }).click();
  expect(await page.textContent('main')).toContain('没有由他人新增、重设或调整的账号');

  const site = new MadeUpSite('Y510100000124', 2);
  const enrolled = await centre.addInstitution({ code: site.code, siteKey: site.publicKeyLine });
  if (!enrolled.ok) throw new Error(enrolled.code);
  const lonely = await site.seal({ outDir: dir, recipients: [centre.keyring.recipient], loneReason });
  await uploadPackage({
    address,
    token: enrolled.token,
    path: lonely.path,
    sigPath: lonely.sigPath,
    metadata: { name: lonely.name, sha256: lonely.sha256, institutionCode: site.code },
  });
  await centre.idle();
  await page.goto(address);
  await page.getByRole('link', { name: lonely.name }).click();
  const region = page.getByRole('region', { name: '账号与批准' });
  const made = region.getByRole('row').filter({ hasText: '新来的' });
  expect(await made.textContent()).toMatch(/2026-03-05T08:00:00\.000Z 新增账号（丙）[^]*视同由 丙 掌握/u);
  const text = (await page.textContent('main')) ?? '';
  expect(text).toContain('丙 在本批次中签了字，并在本批次期间新增或调整了 新来的 的账号。');
  expect(text).toContain(`由 丙 申请、新来的 确认`);
  expect(text).toContain(loneReason);
  await expectAccessible();
}, 120_000);

test('the page speaks English too, and remembers it', async () => {
  await signIn();
  await page.getByRole('link', { name: 'English' }).click();
  await page.getByRole('heading', { name: 'Result packages' }).waitFor();
  await page.goto(address);
  expect(await page.textContent('h1')).toBe('Result packages');
  await expectAccessible();
}, 120_000);

test('what is published beside a running intake is in its list at once', async () => {
  await signIn();
  const row = page.getByRole('row').filter({ hasText: sealed.name });
  expect(await row.textContent()).toContain('核验通过，待审核');
  await rm(join(dir, 'centre', 'packages', code, sealed.sha256, 'review.json'));
  await publish(join(dir, 'centre'), join(dir, 'nothing'), clock.now());
  await page.reload();
  expect(await row.textContent()).toContain('已收到，未开启');
});

test('a sign-in link is good once, and for a minute', async () => {
  const once = await centre.newSignInLink();
  const late = await centre.newSignInLink();
  const host = new URL(address).host;
  const post = (link: string, headers: Record<string, string> = {}) =>
    centre.handle(
      new Request(`${address}/sign-in`, {
        method: 'POST',
        headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
        body: new URLSearchParams({
          secret: new URL(link, address).searchParams.get('link') ?? '',
          reviewer: '甲',
        }),
      }),
    );
  expect((await post(once, { origin: 'http://evil.example' })).status).toBe(403);
  const first = await post(once);
  expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
  expect(first.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict/u);
  expect((await post(once)).status).toBe(403);
  clock.set('2026-03-06T08:01:01.000Z');
  expect((await post(late)).status).toBe(403);
});

test('without sign-in nothing is shown, and a form without its token changes nothing', async () => {
  const host = new URL(address).host;
  const path = `/packages/${code}/${sealed.sha256}`;
  const get = (cookie?: string, to = path) =>
    centre.handle(
      new Request(`${address}${to}`, { headers: { host, ...(cookie === undefined ? {} : { cookie }) } }),
    );
  const closed = await get();
  expect(closed.status).toBe(401);
  expect(await closed.text()).not.toContain(sealed.name);
  expect(closed.headers.get('content-security-policy')).toBe(
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  expect((await get(undefined, `/receipts/${code}/2026-01/1.json`)).status).toBe(401);

  const link = new URL(await centre.newSignInLink(), address).searchParams.get('link') ?? '';
  const signedIn = await centre.handle(
    new Request(`${address}/sign-in`, {
      method: 'POST',
      headers: { host },
      body: new URLSearchParams({ secret: link, reviewer: '甲' }),
    }),
  );
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  expect((await get(cookie)).status).toBe(200);
  const forged = await centre.handle(
    new Request(`${address}${path}/decision`, {
      method: 'POST',
      headers: { host, cookie },
      body: new URLSearchParams({ decision: 'accepted' }),
    }),
  );
  expect(forged.status).toBe(403);
  expect(await centre.receipts.ofBatch(code, '2026-01')).toHaveLength(1);
  expect((await get(cookie, '/packages/Y510100000999/../../secret')).status).toBe(404);
});
