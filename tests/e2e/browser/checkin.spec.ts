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
