import { expect, type Locator, type Page } from '@playwright/test';

/** A person of the made-up site: who signs in, and what stands on the screen for them. */
export interface Person {
  readonly login: string;
  readonly name: string;
}

/** Everybody's own password. */
export const password = 'made-up-site-1';
/** The one with which an account is handed over. */
export const firstPassword = 'handed-over-1';
/** Login names whose owners have not signed in yet. */
export const handedOver = new Set<string>();

/** Signs in on the sign-in page, the first time with an own password to be set, and waits for the frame. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.getByLabel('登录名').fill(person.login);
  const first = handedOver.delete(person.login);
  await page.getByLabel('密码').fill(first ? firstPassword : password);
  await page.getByRole('button', { name: '登录', exact: true }).click();
  if (first) {
    await expect(page.getByRole('heading', { name: '设置自己的密码' })).toBeVisible();
    await page.getByLabel('新密码', { exact: true }).fill(password);
    await page.getByLabel('再输一遍新密码').fill(password);
    await page.getByRole('button', { name: '设置密码并进入' }).click();
  }
  await expect(page.getByRole('banner').getByRole('button', { name: person.name })).toBeVisible();
}

/** Leaves the desk to another person. */
export async function changePerson(page: Page, from: Person, to: Person): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: from.name }).click();
  await page.getByRole('menuitem', { name: '退出登录' }).click();
  await signIn(page, to);
}

/** Opens a page by the menu. */
export async function goTo(page: Page, entry: string): Promise<void> {
  await page.getByRole('navigation', { name: '主菜单' }).getByRole('link', { name: entry }).click();
  await expect(page.getByRole('heading', { name: entry, level: 1 })).toBeVisible();
}

/** Waits for the line that says that something was done. */
export async function saidDone(page: Page, text: string | RegExp): Promise<void> {
  const notice = page.getByRole('log').getByText(text).last();
  await expect(notice).toBeVisible();
}

/** Chooses in one of the fields that open a list. */
export async function choose(field: Locator, option: string | RegExp): Promise<void> {
  await field.click();
  const list = field.page().locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  await list.locator('.ant-select-item-option').filter({ hasText: option }).first().click();
}

/** The second person signs at the same desk, in the panel that has just opened. */
export async function signsHere(page: Page, second: Person): Promise<void> {
  const panel = page.getByRole('dialog', { name: '等待第二人确认' });
  await panel.getByLabel('登录名').fill(second.login);
  await panel.getByLabel('密码').fill(password);
  await panel.getByRole('button', { name: '确认生效' }).click();
  await saidDone(page, '第二人已确认，已生效');
  await expect(panel).toBeHidden();
}
