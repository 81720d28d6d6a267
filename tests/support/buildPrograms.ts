import { join } from 'node:path';

/** Vitest's global set-up: bundles the programs that tests start (`builtPrograms.ts`), unless they are current. */
export async function setup(): Promise<void> {
  const script = join(import.meta.dirname, '..', '..', 'scripts', 'lib', 'build.mjs');
  const { buildPrograms } = (await import(script)) as { readonly buildPrograms: () => Promise<void> };
  await buildPrograms();
}
