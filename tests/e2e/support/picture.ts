import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { expect, type Page } from '@playwright/test';

const folder = join(import.meta.dirname, '..', '..', '..', 'docs', 'pictures');

/** Takes one picture of the window for the manual, once nothing on it is loading or moving any more. */
export async function takePicture(page: Page, name: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await expect(page.locator('[aria-busy=true], [data-waiting]')).toHaveCount(0);
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
