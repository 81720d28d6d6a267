import { expectSound } from '../support/checks.ts';
import { demoPassword, demoPeople, expect, test } from '../support/demoSite.ts';
import { checkinDesk } from '../support/pages/checkinDesk.ts';

test('a person is let in by ticket with the keyboard alone, and the entry is undone', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
  const desk = checkinDesk(page);
  await desk.open('实训二车间');
  const [person] = await desk.missing();
  const before = Number(await desk.present.textContent());
  await expect(desk.field).toBeFocused();

  await page.keyboard.type(person?.ticket ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('welcome')).toBeVisible();
  await expect(page.locator('#main').getByText(person?.name ?? 'nobody', { exact: true })).toBeVisible();
  await expectSound(page);
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${person?.name} 已确认入场`)).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(desk.present).toHaveText(String(before + 1));
  await expect(desk.field).toBeFocused();

  await desk.last.getByRole('button', { name: `撤回 ${person?.name} 的入场` }).focus();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('撤回的理由（必填）')).toBeFocused();
  await page.keyboard.type('扫错了人');
  await page.keyboard.press('Enter');
  await expect(dialog).toBeHidden();
  await expect(desk.last.getByText('已撤回')).toBeVisible();
  await expect(desk.present).toHaveText(String(before));
  await expect(desk.field).toBeFocused();
});

test('someone without a document comes in once a second person signs at the same desk', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
  const desk = checkinDesk(page);
  await desk.open('实训二车间');
  const person = (await desk.missing()).at(-1);
  const before = Number(await desk.present.textContent());
  await desk.field.fill(person?.ticket ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('welcome')).toBeVisible();
  await page.getByRole('button', { name: '未带证件' }).click();
  await page.getByLabel('理由（必填）').fill('身份证遗失，班主任到场辨认');
  await page.getByRole('button', { name: '提交例外入场' }).click();

  const panel = page.getByRole('dialog', { name: '等待第二人确认' });
  await expect(panel).toBeVisible();
  await expectSound(page);
  await panel.getByLabel('登录名').fill('jk5');
  await panel.getByLabel('密码').fill('not-the-password');
  await panel.getByRole('button', { name: '确认生效' }).click();
  await expect(panel.getByRole('alert')).toBeVisible();
  await expect(desk.present).toHaveText(String(before));

  await panel.getByLabel('登录名').fill('registrar');
  await panel.getByLabel('密码').fill(demoPassword);
  await panel.getByRole('button', { name: '确认生效' }).click();
  await expect(panel).toBeHidden();
  await expect(desk.present).toHaveText(String(before + 1));
  const entry = desk.last.getByRole('listitem').filter({ hasText: person?.name ?? '' });
  await expect(entry).toContainText('例外');
  await expect(desk.field).toBeFocused();
});

test('strangers and people of another room are told what to do', async ({ page, demo }) => {
  await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
  const desk = checkinDesk(page);
  await desk.open('实训二车间');
  await desk.field.fill('99999999999999');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('unknown-ticket')).toBeVisible();
  await expect(page.getByText('查无此人')).toBeVisible();
  await desk.field.fill('26110230100016');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('wrong-room')).toBeVisible();
  await expect(page.getByText('应到考场：实训一车间')).toBeVisible();
  await expectSound(page);
  await page.keyboard.press('Escape');
  await expect(page.getByText('请扫描下一位')).toBeVisible();
});

/** What a 1366 × 768 laptop shows at Windows' 125 and 150 %, and the full size. */
for (const size of [
  { width: 911, height: 512 },
  { width: 1093, height: 614 },
  { width: 1366, height: 768 },
])
  test(`verdict, name, seat and button stand on one screen of ${size.width} × ${size.height}`, async ({
    page,
    demo,
  }) => {
    await page.setViewportSize(size);
    await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
    const desk = checkinDesk(page);
    await desk.open('实训二车间');
    const person = (await desk.missing()).at(-1);
    await desk.field.fill(person?.ticket ?? '');
    await page.keyboard.press('Enter');
    const band = desk.verdict('welcome');
    await expect(band).toContainText(person?.name ?? 'nobody');
    await expect(band).toContainText(person?.seat ?? 'nowhere');
    for (const part of [
      band,
      band.getByRole('heading'),
      page.getByRole('button', { name: '确认入场' }),
      page.getByRole('button', { name: '未带证件' }),
      desk.field,
    ])
      await expect(part).toBeInViewport({ ratio: 1 });
    await expectSound(page);
    await page.getByRole('button', { name: '未带证件' }).click();
    await expect(page.getByRole('button', { name: '提交例外入场' })).toBeInViewport({ ratio: 1 });
    await expect(band).toBeInViewport({ ratio: 1 });
    await page.keyboard.press('Escape');
  });

test('who was scanned and not confirmed is still there after a reload, and named before the end', async ({
  page,
  demo,
}) => {
  await demo.open(page, demoPeople.invigilator, '/checkin', '入场核验');
  const desk = checkinDesk(page);
  await desk.open('实训二车间');
  const [first, second] = await desk.missing();
  await desk.field.fill(first?.ticket ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('welcome')).toContainText(first?.name ?? 'nobody');
  await page.reload();
  const aside = page.getByRole('region', { name: '还没有确认入场' });
  await expect(aside).toContainText(first?.name ?? 'nobody');
  await expect(desk.verdict('welcome')).toBeHidden();
  // The next one passes over them; both are kept.
  await desk.field.fill(second?.ticket ?? '');
  await page.keyboard.press('Enter');
  await expect(desk.verdict('welcome')).toContainText(second?.name ?? 'nobody');
  // The same desk, as it is once the exam runs; beginning it here would begin it for the tests after this one.
  await page.route('**/rpc/checkin.desk*', async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace('"state":"admitting"', '"state":"running"');
    await route.fulfill({ response: answer, body });
  });
  await page.reload();
  await expect(aside).toContainText(second?.name ?? 'nobody');
  await page.getByRole('button', { name: '考试结束并收卷' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('alert')).toContainText(first?.name ?? 'nobody');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.unroute('**/rpc/checkin.desk*');
  // Sent away by hand: gone, also after a reload.
  await aside
    .getByRole('listitem')
    .filter({ hasText: first?.name ?? 'nobody' })
    .getByRole('button', { name: '再看' })
    .click();
  await expect(desk.verdict('welcome')).toContainText(first?.name ?? 'nobody');
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(aside).toContainText(second?.name ?? 'nobody');
  await expect(aside).not.toContainText(first?.name ?? 'somebody');
});
