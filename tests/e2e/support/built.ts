import { join } from 'node:path';

/** Playwright's global set-up: builds the window and the programs that the tests open, unless they are current. */
// oxlint-disable-next-line no-default-export -- Playwright calls the default export
export default async function setup(): Promise<void> {
  const script = join(import.meta.dirname, '..', '..', '..', 'scripts', 'lib', 'build.mjs');
  const { buildWindow, buildPrograms } = (await import(script)) as Record<
    'buildWindow' | 'buildPrograms',
    () => Promise<void>
  >;
  await buildWindow();
  await buildPrograms();
}
