import { readFileSync } from 'node:fs';

import type { Page, Route } from '@playwright/test';

import { demoPeople, expect, test } from '../support/demoSite.ts';

interface ListInput {
  readonly text: string;
  readonly offset: number;
  readonly limit: number;
}

/** Made-up enrolments: the ticket counts down while the place counts up, so that a sorted list differs from the core's. */
function enrolment(place: number, total: number) {
  const number = String(total - place).padStart(6, '0');
  return {
    enrolmentId: `enrolment-${place}`,
    candidateId: `candidate-${place}`,
    batchId: 'batch',
    name: `考生${number}`,
    documentNumberMasked: `500101********${number.slice(-4)}`,
    sex: 'male',
    className: place % 2 === 0 ? '一班' : '二班',
    occupationLevel: { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 },
    ticketNumber: `26${number}`,
    withdrawn: false,
    warnings: [],
  };
}

/** Answers `candidates.list` with made-up rows. Tells which pages were asked for; `hold` keeps the answer of a page back. */
async function listOf(page: Page, total: number) {
  const asked: number[] = [];
  const held = new Map<number, Promise<void>>();
  await page.route('**/rpc/candidates.list**', async (route: Route) => {
    const input = route.request().postDataJSON() as ListInput;
    asked.push(input.offset);
    const found = input.text === '' ? total : 0;
    const count = Math.max(0, Math.min(input.limit, found - input.offset));
    const rows = Array.from({ length: count }, (_, at) => enrolment(input.offset + at, total));
    await held.get(input.offset);
    // The page takes back what it no longer needs.
    await route
      .fulfill({ json: { result: { data: { total: found, offset: input.offset, rows } } } })
      .catch(() => {});
  });
  return {
    asked,
    hold(offset: number): () => void {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(offset, promise);
      return resolve;
    },
  };
}

const rowsOf = (page: Page) => page.locator('#main tr[data-index]');
const exportButton = (page: Page) => page.getByRole('button', { name: '导出表格' });
const ticketHeading = (page: Page) => page.getByRole('button', { name: '准考证号' });

test('1,200 candidates: sorted, exported and printed once the last page is here, and whole', async ({
  page,
  demo,
}) => {
  const list = await listOf(page, 1_200);
  const release = list.hold(1_000);
  await demo.open(page, demoPeople.registrar, '/candidates', '考生与资格审核');
  await expect(page.getByText('共 1200 行')).toBeVisible();
  await expect(rowsOf(page).first()).toContainText('考生001200');
  await expect.poll(() => list.asked.toSorted((a, b) => a - b)).toEqual([0, 500, 1_000]);
  await expect(exportButton(page)).toBeHidden();
  await expect(page.getByRole('button', { name: '打印', exact: true })).toBeHidden();
  await expect(ticketHeading(page)).toBeHidden();

  release();
  await ticketHeading(page).click();
  await expect(rowsOf(page).first()).toContainText('考生000001');
  await rowsOf(page).first().focus();
  await page.keyboard.press('End');
  await expect(rowsOf(page).last()).toContainText('考生001200');
  await expect(rowsOf(page).last()).toBeFocused();
  await expect(page.locator('#main').getByText('…')).toHaveCount(0);

  const download = page.waitForEvent('download');
  await exportButton(page).click();
  const csv = readFileSync(await (await download).path(), 'utf8');
  const lines = csv.trimEnd().split('\r\n');
  expect(lines).toHaveLength(1_201);
  expect(lines.at(1)).toContain('考生000001');
  expect(lines.at(-1)).toContain('考生001200');
  expect(csv).not.toContain('…');

  await page.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset['paper'] =
        document.querySelector('[data-print-sheet]')?.textContent ?? '';
    };
  });
  await page.getByRole('button', { name: '打印', exact: true }).click();
  const paper = (await page.locator('html').getAttribute('data-paper')) ?? '';
  for (const name of ['考生000001', '考生000700', '考生001200']) expect(paper).toContain(name);
  expect(paper).not.toContain('…');
});

test('100,000 candidates scroll, page by page, and are neither sorted nor exported in parts', async ({
  page,
  demo,
}) => {
  const list = await listOf(page, 100_000);
  const release = list.hold(99_500);
  await demo.open(page, demoPeople.registrar, '/candidates', '考生与资格审核');
  await expect(page.getByText('共 100000 行')).toBeVisible();
  await expect(rowsOf(page).first()).toContainText('考生100000');
  await rowsOf(page).first().focus();
  await page.keyboard.press('End');
  const last = page.locator('#main tr[data-index="99999"]');
  await expect(last).toBeFocused();
  await expect(last).toContainText('…');
  release();
  await expect(last).toContainText('考生000001');
  await expect(last).toBeFocused();
  await expect(last).toHaveAttribute('aria-rowindex', '100001');

  await page
    .getByRole('table')
    .locator('..')
    .evaluate((element) => {
      element.scrollTop = element.scrollHeight / 2;
    });
  await expect(page.locator('#main tr[data-index="50000"]')).toContainText('考生050000');
  await expect(last).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(page.locator('#main tr[data-index="99998"]')).toBeFocused();
  await page.keyboard.press('Home');
  await expect(rowsOf(page).first()).toBeFocused();
  await page.keyboard.press('PageDown');
  await expect(page.locator('#main tr:focus')).toBeInViewport();
  await expect(page.locator('#main tr:focus')).not.toHaveAttribute('data-index', '0');
  await expect(exportButton(page)).toBeHidden();
  await expect(ticketHeading(page)).toBeHidden();
  expect(new Set(list.asked).size).toBeLessThan(10);
});

test('a search without hits keeps its field, says so and is cleared', async ({ page, demo }) => {
  await demo.open(page, demoPeople.registrar, '/candidates', '考生与资格审核');
  const field = page.getByRole('searchbox', { name: '查找考生' });
  await field.fill('没有这个人');
  await expect(page.getByRole('heading', { name: '没有找到「没有这个人」' })).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('钱宇航');
  await expect(rowsOf(page)).toHaveCount(1);
  await field.fill('也没有');
  await page.getByRole('button', { name: '清除筛选' }).click();
  await expect(field).toHaveValue('');
  await expect(rowsOf(page).nth(1)).toBeVisible();
});
