import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The rules that every screen keeps. */
const ruleSets = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

/** Collects what a page complains about; the answer holds every error so far. */
export function watchPage(page: Page): readonly string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => faults.push(`${error.name}: ${error.message}`));
  return faults;
}

/** Nothing is wider than the window. */
export async function expectFits(page: Page): Promise<void> {
  const tooWide = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
  expect.soft(tooWide, 'pixels wider than the window').toBeLessThanOrEqual(0);
}

/** No violation of accessibility, and nothing wider than the window. */
export async function expectSound(page: Page): Promise<void> {
  // Our page has no frame of another origin, so axe needs no blank page of its own to gather its answers.
  const axe = new AxeBuilder({ page }).withTags(ruleSets).setLegacyMode(true);
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, nodes }) => ({
    id,
    at: nodes.slice(0, 3).map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  }));
  expect.soft(found, 'violations of accessibility').toEqual([]);
  await expectFits(page);
}
