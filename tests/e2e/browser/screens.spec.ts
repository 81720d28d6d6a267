import type { Page } from '@playwright/test';

import { expectFits, expectSound } from '../support/checks.ts';
import { demoPassword, demoPeople, expect, test } from '../support/demoSite.ts';
import { expectPage, openPage } from '../support/openPage.ts';

const { chief, technician, registrar, invigilator, examiner, measurer, leadExaminer, markEntry } = demoPeople;

/** Every page of the menu: who looks, where, its heading in both languages, and words that stand only when its facts came. */
const screens = [
  { who: chief, path: '/board', zh: '工作台', en: 'Board', shows: '实训二车间' },
  { who: chief, path: '/batches', zh: '认定批次', en: 'Batches', shows: '电子商务师' },
  { who: chief, path: '/batches/new', zh: '建立批次', en: 'Make a batch', shows: '车工' },
  { who: registrar, path: '/candidates', zh: '考生与资格审核', en: 'Candidates', shows: '钱宇航' },
  { who: registrar, path: '/candidates/import', zh: '导入名册', en: 'Import a roster', shows: 'xlsx' },
  { who: registrar, path: '/arrangement', zh: '考场编排', en: 'Arrangement', shows: '实训一车间' },
  { who: invigilator, path: '/checkin', zh: '入场核验', en: 'Check-in', shows: '教学楼 201' },
  { who: invigilator, path: '/incidents', zh: '违纪与异常', en: 'Incidents', shows: '实训一车间' },
  { who: markEntry, path: '/theory', zh: '理论成绩', en: 'Theory marks', shows: '钱宇航' },
  { who: examiner, path: '/practical', zh: '实操评分', en: 'Practical marking', shows: '实训一车间' },
  { who: measurer, path: '/practical', zh: '实操评分', en: 'Practical marking', shows: '实训一车间' },
  { who: leadExaminer, path: '/practical', zh: '实操评分', en: 'Practical marking', shows: '实训一车间' },
  { who: chief, path: '/practical', zh: '实操评分', en: 'Practical marking', shows: '钱宇航' },
  { who: chief, path: '/results', zh: '成绩与公示', en: 'Results', shows: '钱宇航' },
  { who: technician, path: '/cameras', zh: '视频监控', en: 'Cameras', shows: '二车间门口' },
  { who: technician, path: '/cameras?tab=playback', zh: '视频监控', en: 'Cameras', shows: '实训' },
  { who: chief, path: '/cameras?tab=coverage', zh: '视频监控', en: 'Cameras', shows: '实训一车间' },
  { who: technician, path: '/cameras?tab=list', zh: '视频监控', en: 'Cameras', shows: '一车间后方' },
  { who: chief, path: '/reports', zh: '结果报送', en: 'Reports to the centre', shows: '2026' },
  { who: chief, path: '/ledger', zh: '操作留痕', en: 'Ledger', shows: '主机', showsEn: 'Host' },
  { who: chief, path: '/system', zh: '系统设置', en: 'System', shows: '周明远' },
] as const;

/** Words that stand on the page only when its facts have come. */
const facts = (page: Page, shows: string) =>
  page.locator('#main').getByText(shows).filter({ visible: true }).first();

for (const who of new Set(screens.map((screen) => screen.who))) {
  const own = screens.filter((screen) => screen.who === who);

  test(`the pages of ${who}: ${own.map(({ zh }) => zh).join('、')}`, async ({ page, demo }) => {
    test.setTimeout(60_000 + own.length * 20_000);
    const [first] = own;
    if (first === undefined) throw new Error('nobody looks at nothing');
    await demo.open(page, who, first.path, first.zh);
    for (const { path, zh, shows } of own)
      await test.step(path, async () => {
        await openPage(page, path, zh);
        await expect(facts(page, shows)).toBeVisible();
        await expectSound(page);
      });

    await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    for (const { path, en, shows, ...other } of own)
      await test.step(`${path} in English`, async () => {
        await openPage(page, path, en);
        await expect(facts(page, 'showsEn' in other ? other.showsEn : shows)).toBeVisible();
        await expectFits(page);
        const headings = await page.locator('#main th').allTextContents();
        expect(
          headings.filter((text) => /\p{Script=Han}/u.test(text)),
          `Chinese left in the English table of ${path}`,
        ).toEqual([]);
      });
  });
}

test('one’s own password is changed with the present one', async ({ page, demo }) => {
  await demo.open(page, demoPeople.supervisor, '/board', '工作台');
  await page.getByRole('banner').getByRole('button', { name: demoPeople.supervisor }).click();
  await page.getByRole('menuitem', { name: '修改密码' }).click();
  const dialog = page.getByRole('dialog', { name: '修改密码' });
  await expect(dialog.getByLabel('现在的密码')).toBeFocused();
  await dialog.getByLabel('现在的密码').fill('guessed');
  await dialog.getByLabel('新密码', { exact: true }).fill('of-my-own-making');
  await dialog.getByLabel('再输入一次新密码').fill('of-my-own-makign');
  await page.keyboard.press('Enter');
  await expect(dialog.getByText('两次输入的新密码不一致')).toBeVisible();
  await dialog.getByLabel('再输入一次新密码').fill('of-my-own-making');
  await page.keyboard.press('Enter');
  await expect(page.getByText('现在的密码不对，密码没有更换。')).toBeVisible();
  await expectSound(page);
  await dialog.getByLabel('现在的密码').fill(demoPassword);
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('log').getByText('密码已修改')).toBeVisible();
});

test('a page of another role is refused in words', async ({ page, demo }) => {
  await demo.open(page, invigilator, '/ledger', '此页不在您的岗位职责内');
  await expect(page.locator('#main')).toContainText('由考点负责人在「系统设置」中为您增加岗位');
  await expect(page.getByRole('button', { name: '核验全部留痕' })).toHaveCount(0);
  await expectSound(page);
});

test('a page that is still being opened says so, and is sound', async ({ page, demo }) => {
  let arrive: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(/\/assets\/LedgerPage-[^/]*\.js$/, async (route) => {
    await held;
    await route.continue();
  });
  // Between two pages the one that was there stays; only the first page of a window has nothing before it.
  await demo.open(page, chief, '/ledger', '正在读取…');
  await expect(page.getByRole('main')).toHaveCount(1);
  await expectSound(page);
  arrive();
  await expectPage(page, '操作留痕');
});

test('the menu is walked with the keyboard alone', async ({ page, demo }) => {
  await demo.open(page, chief, '/board', '工作台');
  const menu = page.getByRole('navigation', { name: '主菜单' });
  await menu.getByRole('link', { name: '工作台' }).focus();
  for (const _ of ['batches', 'candidates', 'arrangement']) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expectPage(page, '考场编排');
});
