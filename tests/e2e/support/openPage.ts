import { expect, type Page } from '@playwright/test';

/**
 * Goes to a place of the window and waits for the page's own heading. What comes before it (the page that was there, the line
 * that says that a page is being opened) has headings too, but not this one.
 */
export async function openPage(page: Page, path: string, heading: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, path);
  await expectPage(page, heading);
}

/** Waits for a page by its own heading. */
export async function expectPage(page: Page, heading: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
}
