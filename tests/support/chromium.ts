import { existsSync } from 'node:fs';

/**
 * Debian's Chromium without a screen: the same engine as the full one at two thirds of its work. What only a real window
 * shows is for the desktop's tests. `KAODIAN_CHROMIUM` names another.
 */
const headlessShell = '/usr/bin/chromium-headless-shell';

/** How tests start the browser: without what it does beside showing pages. */
export const chromiumLaunch = {
  executablePath:
    process.env['KAODIAN_CHROMIUM'] ?? (existsSync(headlessShell) ? headlessShell : '/usr/bin/chromium'),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--no-first-run',
  ],
};
