import { expectSound } from '../support/checks.ts';
import { demoPeople, expect, test } from '../support/demoSite.ts';
import { openPage } from '../support/openPage.ts';

test('the dark dress is chosen, worn by every part, kept over a reload, and left on the screen when one prints', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.chief, '/board', '工作台');
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await ground();
  await page.getByRole('banner').getByRole('button', { name: demoPeople.chief }).click();
  await page.getByRole('menuitem', { name: '外观' }).hover();
  await page.getByRole('menuitem', { name: '深色' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-looks', 'dark');
  await expect.poll(ground).not.toBe(light);
  await page.reload();
  for (const [path, heading] of [
    ['/board', '工作台'],
    ['/arrangement', '考场编排'],
    ['/results', '成绩与公示'],
    ['/batches/new', '建立批次'],
  ] as const)
    await test.step(path, async () => {
      await openPage(page, path, heading);
      await expect(page.locator('html')).toHaveAttribute('data-looks', 'dark');
      await expectSound(page);
    });
  await page.emulateMedia({ media: 'print' });
  expect(
    await page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--text')),
  ).toBe('#1f2328');
  await page.emulateMedia({ media: 'screen' });
});
