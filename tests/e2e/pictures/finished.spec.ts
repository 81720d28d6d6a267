import { takePicture } from '../support/picture.ts';
import { open } from '../support/demoSite.ts';
import { expect, finishedChief, signIn, test } from '../support/finishedSite.ts';

test('results, reports and ledger of a batch that is done', async ({ page }) => {
  await signIn(page, finishedChief);
  await open(page, '/results');
  await expect(page.getByRole('heading', { level: 1, name: '成绩与公示' })).toBeVisible();
  await expect(page.getByRole('row').nth(2)).toBeVisible();
  await takePicture(page, 'results');
  await page.getByRole('row').nth(2).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: '操作技能' })).toBeVisible();
  await takePicture(page, 'explain');
  await page.keyboard.press('Escape');
  await open(page, '/reports');
  await expect(page.getByText('本次报送的考生全部通过审核。')).toBeVisible();
  await takePicture(page, 'reports');
  await open(page, '/ledger');
  await page.getByRole('button', { name: '核验全部留痕' }).click();
  await expect(page.getByText('行核验通过')).toBeVisible({ timeout: 30_000 });
  await takePicture(page, 'ledger');
});
