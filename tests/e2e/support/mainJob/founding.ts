import { expect, type Page } from '@playwright/test';

import type { Centre } from '../../../../src-centre/app.ts';
import { choose, firstPassword, goTo, handedOver, password, saidDone, type Person } from './desk.ts';
import { ask } from './api.ts';

export const institutionCode = 'S500100000001';

/** What opens the founded site's data. */
export const passphrase = 'long-made-up-words';

/** The third way to start: institution, chief, passphrase, recovery sheet; ends signed in. Answers the recovery key. */
export async function foundSite(page: Page, chief: Person): Promise<string> {
  await page.getByRole('button', { name: '开始建点' }).click();
  await page.getByLabel('机构名称').fill('渝江技师学院（虚构）');
  await page.getByLabel('机构备案码').fill(institutionCode);
  await page.getByLabel('姓名').fill(chief.name);
  await page.getByLabel('登录名').fill(chief.login);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.getByLabel('再输一遍密码').fill(password);
  await page.getByLabel('开启口令').fill(passphrase);
  await page.getByRole('button', { name: '建立考点' }).click();
  await expect(page.getByRole('heading', { name: '恢复密钥单' })).toBeVisible();
  const groups = await page.locator('[data-group]').allTextContents();
  await page.getByRole('button', { name: '已打印或抄好，下一步' }).click();
  await expect(page.locator('[data-group]')).toHaveCount(0);
  await typeGroupsBack(page, groups);
  await expect(page.getByRole('banner').getByRole('button', { name: chief.name })).toBeVisible();
  return groups.join('-');
}

/** Types back the groups that are asked for, from the sheet. */
export async function typeGroupsBack(page: Page, groups: readonly string[]): Promise<void> {
  for (const [at, group] of groups.entries()) {
    const asked = page.getByLabel(`第 ${at + 1} 组`, { exact: true });
    if ((await asked.count()) > 0) await asked.fill(group);
  }
  await page.getByRole('button', { name: '已妥善保存' }).click();
}

/** Adds people one by one in the system page. */
export async function addPeople(
  page: Page,
  people: readonly (Person & { readonly role: string })[],
): Promise<void> {
  await goTo(page, '系统设置');
  for (const { login, name, role } of people) {
    await page.getByRole('button', { name: '增加人员' }).click();
    const dialog = page.getByRole('dialog', { name: '增加人员' });
    await dialog.getByLabel('姓名').fill(name);
    await dialog.getByLabel('登录名').fill(login);
    await dialog.getByLabel('初始密码').fill(firstPassword);
    handedOver.add(login);
    await dialog.getByRole('checkbox', { name: role, exact: true }).check();
    await dialog.getByRole('button', { name: '增加人员' }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('cell', { name: login, exact: true })).toBeVisible();
  }
}

/** Enrols the centre: its two files, the fingerprint from paper, address and token. */
export async function enrolCentre(page: Page, centre: Centre, address: string): Promise<void> {
  const { sitePublicKey } = await ask(page, 'reports.centre', {});
  const added = await centre.addInstitution({ code: institutionCode, siteKey: sitePublicKey });
  if (!added.ok) throw new Error(added.code);
  const keys = await centre.keyring.current();
  await page.getByText('市职鉴中心', { exact: true }).click();
  const file = (name: string, text: string) => ({
    name,
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(text),
  });
  await page.getByLabel('密钥文件（centre-keys.json）').setInputFiles(file('centre-keys.json', keys.text));
  await page
    .getByLabel('签名文件（centre-keys.json.sig）')
    .setInputFiles(file('centre-keys.json.sig', keys.signatures.join('')));
  await page.getByLabel('纸面上的根密钥指纹').fill(centre.rootFingerprint);
  await page.getByLabel('中心地址（可不填）').fill(address);
  await page.getByLabel('上传凭证（可不填）').fill(added.token);
  await page.getByRole('button', { name: '核对并登记' }).click();
  await saidDone(page, '已登记市职鉴中心');
  await expect(page.getByText('已登记', { exact: true })).toBeVisible();
}

/** Files 车工 三级, makes a batch of one day without a publication, records its plan and adopts the rubric. */
export async function makeBatch(page: Page, day: string, rubricFile: string): Promise<void> {
  await goTo(page, '认定批次');
  await page.getByRole('button', { name: '建立批次' }).first().click();
  await page.getByLabel('输入职业名称、编码或别名').fill('车工');
  await page.getByRole('button', { name: '6-18-01-01' }).click();
  await choose(page.getByRole('combobox', { name: '等级' }), '三级/高级工');
  await page.getByLabel('对应专业').fill('数控加工');
  await page.getByRole('button', { name: '登记', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: /车工.*三级/ })).toBeChecked();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('批次名称').fill('车工三级第一批');
  const days = page.locator('.ant-picker-range input');
  await days.first().click();
  await days.first().fill(day);
  await days.first().press('Enter');
  await days.last().fill(day);
  await days.last().press('Enter');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('公示期').fill('0');
  await page.getByRole('button', { name: '建立批次' }).click();
  await saidDone(page, '批次已建立');
  await page.getByRole('button', { name: '登记报送' }).click();
  await page.getByLabel('凭据').fill('区人社局收件回执 2026-118 号');
  await page.getByRole('button', { name: '登记报送' }).click();
  await saidDone(page, '已登记实施计划报送');
  await page.getByRole('button', { name: '从文件采用' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('input[type=file]').setInputFiles(rubricFile);
  await dialog.getByRole('button', { name: '采用此评分标准' }).click();
  await saidDone(page, '已采用评分标准');
  await expect(page.getByText('2 道试题，16 个评分项')).toBeVisible();
}
