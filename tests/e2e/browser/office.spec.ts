import { expectSound } from '../support/checks.ts';
import { demoPassword, demoPeople, expect, test } from '../support/demoSite.ts';
import { expectPage, openPage } from '../support/openPage.ts';
import { rosterPath } from '../../support/testSite.ts';

test('a batch is opened with its readiness, deadlines and rules', async ({ page, demo }) => {
  await demo.open(page, demoPeople.chief, '/batches', '认定批次');
  await page.getByRole('row', { name: '汽车维修工' }).click();
  for (const name of ['期限（倒排）', '规则', '考前准备核对', '实施计划']) {
    await expect(page.getByRole('heading', { name })).toBeVisible();
  }
  await expectSound(page);
});

test('the guide makes a batch, and a roster is taken into it', async ({ page, demo }) => {
  await demo.open(page, demoPeople.chief, '/batches/new', '建立批次');
  await page.getByRole('button', { name: '下一步' }).click();
  await expect(page.getByText('请至少选择一项')).toBeVisible();
  await page.getByRole('checkbox', { name: '电子商务师' }).check();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('批次名称').fill('电子商务师加开批次');
  const year = new Date().getFullYear() + 1;
  for (const [name, day] of [
    ['开始', `${year}-01-15`],
    ['结束', `${year}-01-16`],
  ] as const) {
    const field = page.locator('.ant-picker-range input').nth(name === '开始' ? 0 : 1);
    await field.fill(day);
    await field.press('Enter');
  }
  await page.getByRole('button', { name: '下一步' }).click();
  await expectSound(page);
  await page.getByRole('button', { name: '建立批次' }).click();
  await expectPage(page, '电子商务师加开批次');

  await openPage(page, '/candidates/import', '导入名册');
  await page.locator('input[type=file]').setInputFiles(rosterPath('03'));
  await page.getByRole('button', { name: '登记 7 人，暂不登记有错误的 13 人' }).click({ timeout: 30_000 });
  await expect(page.getByRole('heading', { name: '已登记 7 人' })).toBeVisible();
  await expectSound(page);
});

test('a candidate is found by the tail of a number, and the card tells everything on one time line', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.registrar, '/candidates', '考生与资格审核');
  await page.getByRole('searchbox', { name: '查找考生' }).fill('26110230100016');
  const row = page.getByRole('row', { name: '钱宇航' });
  await expect(row).toBeVisible();
  await expect(page.getByRole('row')).toHaveCount(2);
  await row.click();
  const card = page.getByRole('dialog', { name: '考生资料' });
  await expect(card.getByRole('heading', { name: '时间线' })).toBeVisible();
  await expectSound(page);
  await card.getByRole('button', { name: '信息更正' }).click();
  await expect(page.getByRole('dialog', { name: '信息更正' })).toBeVisible();
  await expectSound(page);
});

test('what erasing takes away, and what it leaves, is said before it is asked for', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.chief, '/candidates', '考生与资格审核');
  await page.getByRole('row', { name: '钱宇航' }).click();
  await page.getByRole('button', { name: '删除个人信息' }).click();
  await expect(page.getByRole('dialog').getByText('已封装的报送包、旧备份和纸质材料不在其内')).toBeVisible();
  await expectSound(page);
});

test('every part of the arrangement opens', async ({ page, demo }) => {
  await demo.open(page, demoPeople.registrar, '/arrangement', '考场编排');
  await page.getByRole('button', { name: '实训二车间' }).click();
  await expect(page.getByText('未入场').first()).toBeVisible();
  await expectSound(page);
  for (const [tab, shows] of [
    ['自动编排', '编排规则'],
    ['准考证', '准考证号'],
    ['考场', '教学楼 203'],
  ] as const) {
    await page.locator('#main').getByText(tab, { exact: true }).first().click();
    await expect(page.locator('#main').getByText(shows).first()).toBeVisible();
    await expectSound(page);
  }
  await page.getByLabel('考场名称').fill('备用考场');
  await page.getByLabel('座位（工位）数').fill('20');
  await page.getByRole('button', { name: '登记考场' }).click();
  await expect(page.getByRole('cell', { name: '备用考场' })).toBeVisible();
});

test('every part of the system page opens, and a person is added', async ({ page, demo }) => {
  await demo.open(page, demoPeople.chief, '/system', '系统设置');
  for (const [tab, shows] of [
    ['centre', '登记市职鉴中心'],
    ['recovery', '恢复密钥单已由考点负责人确认保存'],
    ['about', '开放格式|公开格式'],
    ['people', '唐怡'],
  ] as const) {
    await openPage(page, `/system?tab=${tab}`, '系统设置');
    await expect(page.locator('#main').getByText(new RegExp(shows)).first()).toBeVisible();
    await expectSound(page);
  }
  await page.getByRole('button', { name: '增加人员' }).click();
  const dialog = page.getByRole('dialog', { name: '增加人员' });
  await dialog.getByLabel('姓名').fill('陆新');
  await dialog.getByLabel('登录名').fill('luxin');
  await dialog.getByLabel('初始密码').fill('made-up-handed-1');
  await dialog.getByRole('checkbox', { name: '监考员' }).check();
  await expectSound(page);
  await dialog.getByRole('button', { name: '增加人员' }).click();
  // Nobody makes an account alone where there is somebody else who may.
  const panel = page.getByRole('dialog', { name: '等待第二人确认' });
  await panel.getByLabel('登录名').fill('registrar');
  await panel.getByLabel('密码').fill(demoPassword);
  await panel.getByRole('button', { name: '确认生效' }).click();
  const row = page.getByRole('row', { name: /luxin/ });
  await expect(row).toContainText('待本人设密码');
  await expectSound(page);
});
