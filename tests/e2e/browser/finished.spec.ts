import { expectSound } from '../support/checks.ts';
import { enter } from '../support/demoSite.ts';
import { expect, finishedChief, test } from '../support/finishedSite.ts';

test('sign-in refuses a wrong password in words', async ({ page, finished }) => {
  await enter(page, finished.site, '登录');
  await expectSound(page);
  await page.getByLabel('登录名').fill(finishedChief.login);
  await page.getByLabel('密码').fill('not-the-password');
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('登录名或密码不对');
  await expectSound(page);
});

test('results: every number tells where it comes from, and the list for publication names no document numbers', async ({
  page,
  finished,
}) => {
  await finished.open(page, '/results', '成绩与公示');
  await expect(page.getByText('已锁定')).toBeVisible();
  await page.getByRole('row').nth(1).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('heading', { name: '操作技能' })).toBeVisible();
  await expect(drawer.getByText('修约后')).toBeVisible();
  await expectSound(page);
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.evaluate(() => {
    window.print = () => {
      document.documentElement.dataset['paper'] =
        document.querySelector('[data-print-sheet]')?.textContent ?? '';
    };
  });
  await page.getByRole('button', { name: '打印公示名单' }).click();
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-paper', /拟发证人员公示名单/);
  const paper = (await html.getAttribute('data-paper')) ?? '';
  expect(paper).not.toContain('证件号码');
  expect(paper).not.toContain('*');
});

test('reports: the package went all the way to the accepted receipt', async ({ page, finished }) => {
  await finished.open(page, '/reports', '结果报送');
  await expect(page.getByText('本次报送的考生全部通过审核。')).toBeVisible();
  await expect(page.getByText('本批次的规则不要求公示')).toBeVisible();
  await expectSound(page);
  await page.getByRole('button', { name: '从文件读回执' }).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectSound(page);
});

test('ledger: the whole chain verifies, and a row shows its proof', async ({ page, finished }) => {
  await finished.open(page, '/ledger', '操作留痕');
  await page.getByRole('button', { name: '核验全部留痕' }).click();
  await expect(page.getByText(/全部 \d+ 行核验通过/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText('重放留痕后逐行一致')).toBeVisible();
  await expectSound(page);
  await page.getByRole('row', { name: '采用回执' }).first().click();
  await expect(page.getByRole('dialog').getByText('本行校验值')).toBeVisible();
  await expectSound(page);
});
