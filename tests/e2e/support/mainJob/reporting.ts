import { expect, type ElectronApplication, type Page } from '@playwright/test';

import { goTo, saidDone, signsHere, type Person } from './desk.ts';

/** Asks for the freezing; the second person signs at the same desk. */
export async function freeze(page: Page, first: Person, second: Person): Promise<void> {
  await goTo(page, '成绩与公示');
  await expect(page.getByText('全部有结果，可以由两人锁定。')).toBeVisible();
  await page.getByRole('button', { name: '锁定成绩' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '申请锁定，由第二人确认' }).click();
  await signsHere(page, second);
  await expect(page.getByText(`由 ${first.name} 与 ${second.name} 锁定`)).toBeVisible();
}

/** Asks for the sealing, the second person signs, and the sealing runs up to its reading back. */
export async function seal(page: Page, second: Person): Promise<void> {
  await goTo(page, '结果报送');
  await expect(page.getByText('全部就绪')).toBeVisible();
  await page.getByRole('button', { name: '封装结果报送包' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '申请封装，由第二人确认' }).click();
  await signsHere(page, second);
  await expect(page.getByText('已封装', { exact: true })).toBeVisible({ timeout: 30_000 });
}

/** Writes the package to a folder that the system's own dialogue gives. */
export async function writeTo(app: ElectronApplication, page: Page, folder: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await page.getByRole('button', { name: '选择文件夹并写入' }).click();
  await expect(page.getByText(/^已写入并读回核对：/)).toBeVisible();
}

/** Uploads, waits until the centre has reviewed, and fetches its receipts. */
export async function deliver(page: Page, reviewed: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: '上传', exact: true }).click();
  await expect(page.getByRole('button', { name: '再次上传' })).toBeEnabled();
  await reviewed();
  await page.getByRole('button', { name: '向中心取回执' }).click();
  await saidDone(page, /采用了 \d 份回执/);
  await expect(page.getByText('本次报送的考生全部通过审核。')).toBeVisible();
}

/** Verifies the whole ledger on its page. */
export async function verifyLedger(page: Page): Promise<void> {
  await goTo(page, '操作留痕');
  await page.getByRole('button', { name: '核验全部留痕' }).click();
  await expect(page.getByText(/全部 \d+ 行核验通过，未发现改动/)).toBeVisible({ timeout: 30_000 });
}

/** The list of batches says that the centre has accepted. */
export async function seeAccepted(page: Page): Promise<void> {
  await goTo(page, '认定批次');
  await expect(page.getByRole('cell', { name: '审核通过' })).toBeVisible();
}
