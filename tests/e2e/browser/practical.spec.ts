import { expectSound } from '../support/checks.ts';
import { demoPassword, demoPeople, expect, test } from '../support/demoSite.ts';

test.describe('at a tablet', () => {
  test.use({ viewport: { width: 1024, height: 768 } });

  test('an examiner marks a sheet with the number pad and signs it', async ({ page, demo }) => {
    await demo.open(page, demoPeople.examiner, '/practical', '实操评分');
    await page.getByRole('button', { name: '2/4 项' }).click();
    await expect(page.getByText('已评 2/4')).toBeVisible();
    await expectSound(page);

    await page.getByRole('button', { name: '签名提交' }).click();
    await expect(page.getByRole('dialog', { name: '还有 2 项没有评分' })).toBeVisible();
    await page.getByRole('button', { name: '去评第一项' }).click();
    await page.getByRole('button', { name: '1', exact: true }).click();
    await page.getByRole('button', { name: '9', exact: true }).click();
    await page.getByRole('button', { name: '确定', exact: true }).click();
    await expect(page.getByText('已评 3/4')).toBeVisible();
    await page.keyboard.type('8.5');
    await page.keyboard.press('Enter');
    await expect(page.getByText('已评 4/4')).toBeVisible();
    await expect(page.getByText('全部已保存')).toBeVisible();

    await page.getByRole('button', { name: '签名提交' }).click();
    const question = page.getByRole('dialog', { name: '签名提交这张评分表？' });
    await expect(question).toBeVisible();
    await question.getByRole('button', { name: '签名', exact: true }).click();
    await expect(page.getByText('已签 11 / 40')).toBeVisible();
  });

  test('a measurer opens the measuring sheet', async ({ page, demo }) => {
    await demo.open(page, demoPeople.measurer, '/practical', '实操评分');
    await page.getByRole('button', { name: '未评' }).first().click();
    await expect(page.getByText('本表合计')).toBeVisible();
    await page.keyboard.press('f');
    await expect(page.getByText('已评 1/4')).toBeVisible();
    await expectSound(page);
  });
});

test('the lead settles a spread with a reason and a second person; the first marks stay', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.leadExaminer, '/practical', '实操评分');
  await page.locator('#main').getByText('评分总览').click();
  await page.getByRole('row', { name: '1 处待裁定' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: '评分分歧' });
  await drawer.getByRole('button', { name: '裁定', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^裁定：/ });
  await dialog.getByLabel('裁定分').fill('7.5');
  await dialog.getByLabel('裁定理由（必填）').fill('复看考件，边角有一处毛刺');
  await expectSound(page);
  await dialog.getByRole('button', { name: '作出裁定' }).click();
  await expect(dialog).toBeHidden();
  // the lead has marked as well: somebody who has not agrees at the same desk, and reads what is settled
  const panel = page.getByRole('dialog', { name: '等待第二人确认' });
  await expect(panel.getByText('各考评员打分')).toBeVisible();
  await panel.getByLabel('登录名').fill('registrar');
  await panel.getByLabel('密码').fill(demoPassword);
  await expectSound(page);
  await panel.getByRole('button', { name: '确认生效' }).click();
  await expect(panel).toBeHidden();
  await expect(drawer.getByText('裁定 7.5：复看考件，边角有一处毛刺')).toBeVisible();
  await expectSound(page);
});
