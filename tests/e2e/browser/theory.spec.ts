import { expectSound } from '../support/checks.ts';
import { demoPeople, demoSignIn, enter, expect, pickPerson, test } from '../support/demoSite.ts';
import { expectPage } from '../support/openPage.ts';

test('marks are entered with the keyboard, cell by cell', async ({ page, demo }) => {
  await demo.open(page, demoPeople.markEntry, '/theory', '理论成绩');
  const first = page.getByLabel('张志强 的理论分数');
  const next = page.getByLabel('王思远 的理论分数');
  await first.focus();
  await page.keyboard.type('100.5');
  await page.keyboard.press('Enter');
  await expect(page.getByText('超过 100 分')).toBeVisible();
  await expect(first).toBeFocused();
  await first.fill('81.5');
  await page.keyboard.press('Enter');
  await expect(next).toBeFocused();
  await expect(page.getByRole('listitem').filter({ hasText: '张志强' })).toContainText('已登');
});

test('two entries that differ are settled by a third look, of somebody who entered neither', async ({
  page,
  demo,
}) => {
  await enter(page, demo.site, demoSignIn);
  await expectSound(page);
  await pickPerson(page, demoPeople.markVerifier, '理论成绩');
  await page.getByRole('tab', { name: '差异处理' }).click();
  await expect(page.getByText('您录入过此成绩，须由他人裁定')).toBeVisible();
  await expect(page.getByRole('button', { name: '裁定', exact: true })).toBeHidden();
  await page.getByRole('banner').getByRole('button', { name: demoPeople.markVerifier }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await expectPage(page, demoSignIn);

  await pickPerson(page, demoPeople.registrar, '工作台');
  await page.getByRole('navigation').getByRole('link', { name: '理论成绩' }).click();
  await expectPage(page, '理论成绩');
  await page.getByRole('tab', { name: '差异处理' }).click();
  await expectSound(page);
  await page.getByRole('button', { name: '裁定', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('答卷上的分数').fill('79');
  await dialog.getByLabel('依据').fill('第二遍误录，以答卷为准');
  await expectSound(page);
  await dialog.getByRole('button', { name: '以此为准' }).click();
  await expect(page.getByRole('heading', { name: '没有不一致的成绩' })).toBeVisible();
});

test('a substitution is decided beside its evidence', async ({ page, demo }) => {
  await demo.open(page, demoPeople.markVerifier, '/theory', '理论成绩');
  await page.getByRole('tab', { name: '成绩替代' }).click();
  await expectSound(page);
  await page.getByRole('row', { name: '待批准' }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('折合办法')).toBeVisible();
  await drawer.getByLabel('意见（必填）').fill('成绩单缺教务处盖章');
  await expectSound(page);
  await drawer.getByRole('button', { name: '不批准' }).click();
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('row', { name: '待批准' })).toHaveCount(0);
});

test('a mark file is compared with the paper, and what differs is looked at again', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.markVerifier, '/theory?tab=compare', '理论成绩');
  const lines = page.getByRole('listitem').filter({ hasText: '文件第' });
  await expect(lines).toHaveCount(6);
  await expectSound(page);
  const field = lines.first().getByRole('textbox');
  await field.fill('1.5');
  await page.keyboard.press('Enter');
  await expect(lines.first()).toContainText('与文件不符，请再看一遍答卷');
  await expect(lines).toHaveCount(6);
  await lines.first().getByRole('button', { name: '确认是 1.5' }).click();
  await expect(page.getByText('有 1 人不符，须逐行核对')).toBeVisible();
});
