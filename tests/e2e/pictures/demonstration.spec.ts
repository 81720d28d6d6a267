import { demoPeople, expect, open, signInAs, test } from '../support/demoSite.ts';
import { takePicture } from '../support/picture.ts';
import { rosterPath } from '../../support/testSite.ts';

/** Pictures that need no more than a look: name, who looks, where. */
const plain = [
  ['board', demoPeople.chief, '/board', '工作台'],
  ['batches', demoPeople.chief, '/batches', '认定批次'],
  ['arrangement', demoPeople.registrar, '/arrangement', '考场编排'],
  ['theory', demoPeople.markEntry, '/theory', '理论成绩'],
  ['practical-matrix', demoPeople.chief, '/practical', '实操评分'],
  ['system', demoPeople.chief, '/system', '系统设置'],
] as const;

for (const [name, person, path, title] of plain) {
  test(name, async ({ page }) => {
    await signInAs(page, person);
    await open(page, path);
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await page.waitForLoadState('networkidle');
    await takePicture(page, name);
  });
}

test('sign-in', async ({ page }) => takePicture(page, 'sign-in'));

test('batch', async ({ page }) => {
  await signInAs(page, demoPeople.chief);
  await open(page, '/batches');
  await page.getByRole('row', { name: '车工' }).click();
  await expect(page.getByRole('heading', { name: '期限（倒排）' })).toBeVisible();
  await takePicture(page, 'batch');
});

test('candidates and import', async ({ page }) => {
  await signInAs(page, demoPeople.registrar);
  await open(page, '/candidates');
  await page.getByRole('row').nth(2).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: '时间线' })).toBeVisible();
  await takePicture(page, 'candidates');
  await open(page, '/candidates/import');
  await page.locator('input[type=file]').setInputFiles(rosterPath('03'));
  await expect(page.getByText('人有错误').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('row').nth(3).click();
  await takePicture(page, 'import');
});

test('check-in', async ({ page }) => {
  await signInAs(page, demoPeople.invigilator);
  await page.getByRole('button', { name: '实训二车间' }).click();
  await page.getByRole('button', { name: '查看未到名单' }).click();
  const missing = page.getByRole('dialog').getByRole('listitem').first();
  const ticket = /\d{14}/.exec((await missing.textContent()) ?? '')?.[0] ?? '';
  await page.keyboard.press('Escape');
  await page.getByLabel('准考证号、证件号码或姓名').fill(ticket);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-verdict=welcome]')).toBeVisible();
  await takePicture(page, 'checkin');
});

test('practical sheet', async ({ page }) => {
  await signInAs(page, demoPeople.examiner);
  await page.getByRole('button', { name: '2/4 项' }).click();
  await expect(page.getByText('本表合计')).toBeVisible();
  await takePicture(page, 'practical-sheet');
});
