/**
 * Draws the app's icons from `build/icon.svg`: `build/icon.png` (512) and `build/icon.ico` (256, PNG inside). The results
 * are kept in the repository; run this after a change of the drawing.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { chromium } from '@playwright/test';

const folder = join(import.meta.dirname, '..', 'build');
const drawing = readFileSync(join(folder, 'icon.svg'), 'utf8');

/** An ICO file that holds one PNG of 256 pixels. */
function icoOf(png) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // one picture; width and height 0 mean 256
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu'],
});
const page = await browser.newPage();
async function draw(size) {
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`,
  );
  return page.screenshot({ omitBackground: true });
}
writeFileSync(join(folder, 'icon.png'), await draw(512));
writeFileSync(join(folder, 'icon.ico'), icoOf(await draw(256)));
await browser.close();
