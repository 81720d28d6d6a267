import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expectFits, expectSound, watchPage } from '../support/checks.ts';
import { enter } from '../support/demoSite.ts';
import { expectPage } from '../support/openPage.ts';
import { password, signIn } from '../support/mainJob/desk.ts';
import { foundSite, passphrase, typeGroupsBack } from '../support/mainJob/founding.ts';
import { expect, onOwnSite, serveSite, test } from '../support/servedSite.ts';
import { rosterPath } from '../../support/testSite.ts';

/** Heading of the page of the first start. */
const product = '考点';

test('three ways to start stand at the first start, in both languages', async ({ page, site }) => {
  const faults = watchPage(page);
  await enter(page, site, product);
  for (const way of ['看演示', '检查我的名册', '正式建点']) {
    await expect(page.getByRole('heading', { name: way })).toBeVisible();
  }
  await expectSound(page);
  await page.getByRole('button', { name: 'English' }).click();
  await expectPage(page, 'Kaodian');
  await expectFits(page);
  expect(faults).toEqual([]);
});

test('a roster is checked, repaired in its place, and comes back corrected', async ({ page, site }) => {
  const faults = watchPage(page);
  await enter(page, site, product);
  await page.getByRole('button', { name: '检查名册' }).click();
  await page.locator('input[type=file]').setInputFiles(rosterPath('03'));
  await expect(page.getByText('13 人有错误')).toBeVisible({ timeout: 30_000 });
  await expectSound(page);

  await page.getByRole('row', { name: '没有姓名' }).click();
  await page.getByRole('textbox', { name: '改为' }).fill('改正人');
  await page.keyboard.press('Enter');
  await expect(page.getByText('12 人有错误')).toBeVisible();
  await expect(page.getByText('已改 1 处')).toBeVisible();
  await expectSound(page);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: '取回改好的表格' }).click();
  const saved = await saving;
  expect(saved.suggestedFilename()).toMatch(/\.xlsx$/);
  await page.getByRole('button', { name: '换一个文件' }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: 'corrected.xlsx',
    mimeType: 'application/octet-stream',
    buffer: readFileSync(await saved.path()),
  });
  await expect(page.getByText('共 20 人')).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole('row', { name: '改正人' })).toContainText('无问题');
  expect(faults).toEqual([]);
});

test('the set-up form says what is missing and founds nothing', async ({ page, site }) => {
  const faults = watchPage(page);
  await enter(page, site, product);
  await page.getByRole('button', { name: '开始建点' }).click();
  await expectPage(page, '正式建点');
  await page.getByLabel('机构备案码').fill('S5001');
  await page.getByRole('button', { name: '建立考点' }).click();
  await expect(page.getByText('机构备案码为 13 位大写字母或数字')).toBeVisible();
  await expect(page.getByText('开启口令至少 8 个字符')).toBeVisible();
  await expectSound(page);
  await page.getByRole('button', { name: '返回' }).click();
  await expect(page.getByRole('heading', { name: '看演示' })).toBeVisible();
  expect(faults).toEqual([]);
});

test('a founded site is locked after a restart, and opens with the passphrase or the recovery key', async ({
  page,
}) => {
  // Four starts of the site, and three derivations of a key from a passphrase.
  test.slow();
  const chief = { login: 'zhouzhukao', name: '周主考' };
  const dataDir = mkdtempSync(join(tmpdir(), 'kaodian-locked-'));
  let site = await serveSite(dataDir);
  try {
    await enter(page, site, product);
    const recoveryKey = await foundSite(page, chief);
    await site.launcher.stop();

    site = await serveSite(dataDir);
    await enter(page, site, '打开考点数据');
    await page.getByLabel('开启口令').fill('some-other-words');
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('口令或恢复密钥不对');
    await expectSound(page);
    await page.getByLabel('开启口令').fill(passphrase);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    const person = page.getByRole('banner').getByRole('button', { name: chief.name });
    await expect(person, 'who was signed in on this desk still is').toBeVisible();
    await person.click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await expect(page.getByLabel('登录名')).toBeVisible();
    await site.launcher.stop();

    site = await serveSite(dataDir);
    await enter(page, site, '打开考点数据');
    await page.getByRole('button', { name: '用恢复密钥' }).click();
    await page.getByLabel('恢复密钥').fill(recoveryKey);
    await page.getByRole('button', { name: '打开', exact: true }).click();
    await signIn(page, chief);

    // The sheet is lost: a new one under password and passphrase, and the old one is void.
    await page.getByRole('link', { name: '系统设置' }).click();
    await page.getByText('恢复密钥单', { exact: true }).click();
    await page.getByRole('button', { name: '重新制作恢复密钥单' }).click();
    const dialog = page.getByRole('dialog', { name: '重新制作恢复密钥单' });
    await dialog.getByLabel('本人密码').fill(password);
    await dialog.getByLabel('开启口令').fill('not-the-passphrase');
    await dialog.getByRole('button', { name: '生成新密钥，旧单作废' }).click();
    await expect(dialog.getByRole('alert')).toContainText('开启口令不对');
    await dialog.getByLabel('开启口令').fill(passphrase);
    await dialog.getByRole('button', { name: '生成新密钥，旧单作废' }).click();
    const groups = page.locator('[data-group]');
    await expect(groups.first()).toBeVisible();
    await expectSound(page);
    const renewed = await groups.allTextContents();
    expect(renewed.join('-')).not.toBe(recoveryKey);
    await page.getByRole('button', { name: '已打印或抄好，下一步' }).click();
    await expect(groups, 'out of sight while two of them are asked for').toHaveCount(0);
    await typeGroupsBack(page, renewed);
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByText('恢复密钥单已由考点负责人确认保存')).toBeVisible();
  } finally {
    await site.launcher.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

test('a sole chief who has lost the password gets back in with the recovery sheet', async ({ page }) =>
  onOwnSite(async (site) => {
    const faults = watchPage(page);
    const chief = { login: 'zhouzhukao', name: '周主考' };
    await enter(page, site, product);
    const recoveryKey = await foundSite(page, chief);
    await page.getByRole('banner').getByRole('button', { name: chief.name }).click();
    await page.getByRole('menuitem', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '考点负责人忘记密码' }).click();
    await expectPage(page, '凭恢复密钥单重设负责人密码');
    await expectSound(page);
    await expectFits(page);
    await page.getByRole('button', { name: '重设密码' }).click();
    await expect(page.getByText('请填写')).toHaveCount(2);
    await page.getByLabel('登录名').fill(chief.login);
    await page.getByLabel('恢复密钥', { exact: true }).fill(`0${recoveryKey.slice(1)}`.replace('-', '-0'));
    await page.getByLabel('新的初始密码').fill('first-after-the-sheet');
    await page.getByLabel('再输一遍初始密码').fill('first-after-the-sheet');
    await page.getByRole('button', { name: '重设密码' }).click();
    await expect(page.getByRole('alert')).toContainText('恢复密钥不对');
    await page.getByLabel('恢复密钥', { exact: true }).fill(recoveryKey);
    await page.getByRole('button', { name: '重设密码' }).click();
    await expect(page.getByRole('status').filter({ hasText: '密码已重设' })).toBeVisible();
    await page.getByLabel('登录名').fill(chief.login);
    await page.getByLabel('密码').fill('first-after-the-sheet');
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await expectPage(page, '设置自己的密码');
    await page.getByLabel('新密码', { exact: true }).fill('her-own-again-today');
    await page.getByLabel('再输一遍新密码').fill('her-own-again-today');
    await page.getByRole('button', { name: '设置密码并进入' }).click();
    await expect(page.getByRole('banner').getByRole('button', { name: chief.name })).toBeVisible();
    expect(faults).toEqual([]);
  }));
