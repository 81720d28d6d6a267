import { demoPeople, demoSignIn, enter, expect, test } from '../support/demoSite.ts';
import { openPage } from '../support/openPage.ts';
import { checkinDesk } from '../support/pages/checkinDesk.ts';
import { takePicture } from '../support/picture.ts';
import { rosterPath } from '../../support/testSite.ts';

/** Pictures that need no more than a look: name, who looks, where, its heading, and words that stand only when its facts came. */
const plain = [
  ['board', demoPeople.chief, '/board', '工作台', '实训二车间'],
  ['batches', demoPeople.chief, '/batches', '认定批次', '电子商务师'],
  ['arrangement', demoPeople.registrar, '/arrangement', '考场编排', '实训一车间'],
  ['theory', demoPeople.markEntry, '/theory', '理论成绩', '钱宇航'],
  ['practical-matrix', demoPeople.chief, '/practical', '实操评分', '钱宇航'],
  ['system', demoPeople.chief, '/system', '系统设置', '唐怡'],
] as const;

for (const [name, person, path, title, shows] of plain) {
  test(name, async ({ page, demo }) => {
    await demo.open(page, person, path, title);
    await expect(page.locator('#main').getByText(shows).filter({ visible: true }).first()).toBeVisible();
    await takePicture(page, name);
  });
}

test('sign-in', async ({ page, demo }) => {
  await enter(page, demo.site, demoSignIn);
  await takePicture(page, 'sign-in');
});

test('batch', async ({ page, demo }) => {
  await demo.open(page, demoPeople.chief, '/batches', '认定批次');
  await page.getByRole('row', { name: '车工' }).click();
  await expect(page.getByRole('heading', { name: '期限（倒排）' })).toBeVisible();
  await takePicture(page, 'batch');
});

test('candidates and import', async ({ page, demo }) => {
  await demo.open(page, demoPeople.registrar, '/candidates', '考生与资格审核');
  await page.getByRole('row', { name: '施睿' }).click();
  await expect(page.getByRole('dialog').getByRole('heading', { name: '时间线' })).toBeVisible();
  await takePicture(page, 'candidates');
  await openPage(page, '/candidates/import', '导入名册');
  await page.locator('input[type=file]').setInputFiles(rosterPath('03'));
  await expect(page.getByText('人有错误').first()).toBeVisible({ timeout: 30_000 });
  await page.getByRole('row').nth(3).click();
  await takePicture(page, 'import');
});

test('check-in', async ({ page, demo }) => {
  await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
  const desk = checkinDesk(page);
  await desk.open('实训二车间');
  const [person] = await desk.missing();
  await desk.field.fill(person?.ticket ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('welcome')).toBeVisible();
  await takePicture(page, 'checkin');
});

test('practical sheet', async ({ page, demo }) => {
  await demo.open(page, demoPeople.examiner, '/practical', '实操评分');
  await page.getByRole('button', { name: '2/4 项' }).click();
  await expect(page.getByText('本表合计')).toBeVisible();
  await takePicture(page, 'practical-sheet');
});
