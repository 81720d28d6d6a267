import { expect, type Page } from '@playwright/test';

/** A person who is expected at a door. */
export interface Expected {
  readonly seat: string;
  readonly name: string;
  readonly ticket: string;
}

/** The check-in screen of one door, as an invigilator uses it. */
export function checkinDesk(page: Page) {
  const field = page.getByLabel('准考证号、证件号码或姓名');
  return {
    field,
    verdict: (name: string) => page.locator(`[data-verdict=${name}]`),
    last: page.getByRole('region', { name: '最近十次' }),
    /** Opens the door of a room from the list of sittings. */
    async open(room: string): Promise<void> {
      await page.locator('#main').getByRole('button', { name: room }).click();
      await expect(field).toBeFocused();
    },
    /** The people who have not come, by seat. */
    async missing(): Promise<readonly Expected[]> {
      await page.getByRole('button', { name: '查看未到名单' }).click();
      const drawer = page.getByRole('dialog', { name: '未到名单' });
      await expect(drawer.getByRole('row').nth(1)).toBeVisible();
      const rows = await drawer.getByRole('row').all();
      const people: Expected[] = [];
      for (const row of rows.slice(1)) {
        const [seat = '', name = '', ticket = ''] = await row.getByRole('cell').allTextContents();
        people.push({ seat, name, ticket });
      }
      await page.keyboard.press('Escape');
      await expect(drawer).toBeHidden();
      return people;
    },
    /** How many have come, as the head of the screen says. */
    present: page.getByLabel('人数').locator('div', { hasText: '已到' }).locator('dd'),
  };
}
