import { expect, type Page } from '@playwright/test';
import { ulid } from 'ulid';
import { requestHeader } from '#shared/contract/live.ts';
import { batchInput } from '../../support/ledgerSite.ts';
import { enter } from '../support/demoSite.ts';
import { onOwnSite, test, type ServedSite } from '../support/servedSite.ts';

/** Several people at one desk: badges, what each leaves half-written, the lock. People are made up. */

const password = 'of-their-own-here';
const deskAt = '2026-11-24T09:00:00.000+08:00';
const command = () => ({ commandId: ulid(), deskAt });

type Data = {
  readonly ok?: boolean;
  readonly waitsFor?: { readonly approvalId: string };
  readonly value?: readonly { readonly token: string }[];
};

/** A browser without a window. */
async function callerOf(site: ServedSite) {
  const cookies = new Map<string, string>();
  const take = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    return answer;
  };
  take(await fetch(await site.signInLink(), { redirect: 'manual' }));
  return async (name: string, input: unknown): Promise<Data> => {
    const cookie = [...cookies].map((pair) => pair.join('=')).join('; ');
    const headers = { 'content-type': 'application/json', [requestHeader]: '1', cookie };
    const body = JSON.stringify(input);
    const answer = take(await fetch(`${site.origin}/rpc/${name}`, { method: 'POST', headers, body }));
    const data = ((await answer.json()) as { readonly result?: { readonly data: Data } }).result?.data;
    if (data === undefined || data.ok === false) throw new Error(`${name}: ${JSON.stringify(data)}`);
    return data;
  };
}

/**
 * Founds a site with a chief, a registrar and somebody from outside; answers the code of that one's badge, and a request of the
 * registrar that waits, with what the chief answers it by.
 */
async function foundWithBadge(site: ServedSite) {
  const chief = await callerOf(site);
  const registrar = await callerOf(site);
  await chief('site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '南桐技工学校',
    chiefLoginName: 'chief',
    chiefDisplayName: '负责人甲',
    chiefPassword: password,
    passphrase: null,
  });
  const submit = (call: typeof chief, type: string, input: unknown) =>
    call('submit', { id: ulid(), type, input, deskAt });
  const mei = { userId: ulid(), loginName: 'mei', displayName: '考务员梅', roles: ['registrar'] };
  await chief('access.addPerson', { ...command(), ...mei, password: 'handed-over-1' });
  await registrar('access.signIn', { loginName: 'mei', password: 'handed-over-1' });
  await registrar('access.claim', { ...command(), password });
  const userId = ulid();
  const outside = { userId, loginName: 'outside', displayName: '外聘考评员乙', roles: ['examiner'] };
  const made = await chief('access.addPerson', { ...command(), ...outside, password: null });
  const granted = (approvalId: string | undefined) => ({
    secret: password,
    grants: [{ commandId: ulid(), approvalId }],
  });
  await registrar('access.grantList', granted(made.waitsFor?.approvalId));
  const filed = { edition: '2022', code: '6-18-01-01', level: 3, major: '机械' };
  await submit(chief, 'institution.fileOccupation', filed);
  const today = new Date().toISOString().slice(0, 10);
  const batch = { ...batchInput(1), firstDay: today, lastDay: '2030-01-01' };
  await submit(chief, 'batch.create', batch);
  const badgeId = ulid();
  const asked = await submit(registrar, 'badge.issue', {
    batchId: batch.batchId,
    badges: [{ badgeId, userId }],
  });
  await chief('access.grantList', granted(asked.waitsFor?.approvalId));
  const printed = await registrar('badges.print', { ...command(), badgeIds: [badgeId] });
  // One more request, to be read at the desk.
  const lost = { badgeId, newBadgeId: ulid(), reason: '遗失在操场' };
  const waits = await submit(registrar, 'badge.replace', lost);
  return {
    token: printed.value?.[0]?.token ?? '',
    chiefSigns: () => chief('access.grantList', granted(waits.waitsFor?.approvalId)),
  };
}

test('whoever asked is told at once, in the open page, when the second person has signed elsewhere', async ({
  page,
}) =>
  onOwnSite(async (site) => {
    const { chiefSigns } = await foundWithBadge(site);
    await enter(page, site, '登录');
    await page.getByLabel('登录名').fill('mei');
    await page.getByLabel('密码').fill(password);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('button', { name: /待确认/ }).click();
    await expect(page.getByRole('dialog')).toContainText('遗失在操场');
    await expect(page.getByRole('dialog').getByRole('region', { name: '我提出的' })).toBeVisible();
    await chiefSigns();
    await expect(page.getByText(/您申请的「.+」已由 负责人甲 确认，已生效/)).toBeVisible();
    await expect(page.getByRole('dialog').getByRole('region', { name: '答复' })).toContainText('负责人甲');
  }));

/** A scanner types a whole code within a blink and ends it with Enter. */
async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate((digits) => {
    const press = (key: string) =>
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    for (const digit of digits) press(digit);
    press('Enter');
  }, code);
}

test('a scanned badge changes the person, a lock hides the page, and what was half-written stays', async ({
  page,
  site,
}) => {
  const { token } = await foundWithBadge(site);
  await enter(page, site, '登录');
  await page.getByLabel('登录名').fill('chief');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();

  await page.getByRole('button', { name: /待确认/ }).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toContainText('遗失在操场');
  await expect(drawer).toContainText('外聘考评员乙');
  await page.keyboard.press('Escape');

  await page.getByRole('link', { name: '系统设置' }).click();
  await page.getByRole('button', { name: '增加人员' }).first().click();
  await page.getByRole('dialog').getByLabel('姓名').fill('只写了一半的人');

  await scan(page, token);
  await expect(page.getByText('外聘考评员乙')).toBeVisible();
  await expect(page.getByText('南桐技工学校')).toHaveCount(0);
  await page.getByLabel('PIN', { exact: true }).fill('190284');
  await page.getByLabel('再输入一次 PIN').fill('190284');
  await page.getByRole('button', { name: '设置并登录' }).click();
  const person = page.getByRole('banner').getByRole('button', { name: '外聘考评员乙' });
  await expect(person).toBeVisible();
  expect(await page.content()).not.toContain('只写了一半的人');

  await person.click();
  await page.getByRole('menuitem', { name: '锁定席位' }).click();
  await expect(page.getByRole('heading', { name: '席位已锁定' })).toBeVisible();
  await page.getByRole('button', { name: /换人登录/ }).click();
  await page.getByLabel('登录名').fill('chief');
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  await expect(page.getByRole('dialog').getByLabel('姓名')).toHaveValue('只写了一半的人');
});
