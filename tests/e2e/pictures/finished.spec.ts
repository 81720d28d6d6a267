import { takePicture } from '../support/picture.ts';
import { expect, test } from '../support/finishedSite.ts';
import { openPage } from '../support/openPage.ts';

test('results, reports and ledger of a batch that is done', async ({ page, finished }) => {
  await finished.open(page, '/results', '成绩与公示');
  await expect(page.getByRole('row').nth(2)).toBeVisible();
  await takePicture(page, 'results');
  await page.getByRole('row').nth(2).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: '操作技能' })).toBeVisible();
  await takePicture(page, 'explain');
  await page.keyboard.press('Escape');
  await openPage(page, '/reports', '结果报送');
  await expect(page.getByText('本次报送的考生全部通过审核。')).toBeVisible();
  await takePicture(page, 'reports');
  await openPage(page, '/ledger', '操作留痕');
  await page.getByRole('button', { name: '核验全部留痕' }).click();
  await expect(page.getByText('行核验通过')).toBeVisible({ timeout: 30_000 });
  await takePicture(page, 'ledger');
});
