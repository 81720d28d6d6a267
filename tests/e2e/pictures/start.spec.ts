import { enter } from '../support/demoSite.ts';
import { takePicture } from '../support/picture.ts';
import { expect, test } from '../support/servedSite.ts';
import { rosterPath } from '../../support/testSite.ts';

test('start, and the check of a roster', async ({ page, site }) => {
  await enter(page, site, '考点');
  await takePicture(page, 'start');
  await page.getByRole('button', { name: '检查名册' }).click();
  await page.locator('input[type=file]').setInputFiles(rosterPath('03'));
  await expect(page.getByRole('button', { name: '取回改好的表格' })).toBeEnabled({ timeout: 30_000 });
  await page.getByRole('row').nth(3).click();
  await takePicture(page, 'roster-check');
});
