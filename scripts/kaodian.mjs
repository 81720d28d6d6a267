/**
 * The command line from a checkout: `npm run -s kaodian -- demo --out DIR`, or `node scripts/kaodian.mjs …`. Sets up what
 * is missing, then hands over to Node 24; standard output is the command's alone.
 */
import { join } from 'node:path';
import { buildWindow } from './lib/build.mjs';
import { root, runNode } from './lib/tools.mjs';
import { setUp } from './setup.mjs';

const args = process.argv.slice(2);
await setUp();
if (args[0] === 'serve') await buildWindow();
// Relative file names mean the folder in which the person stands.
const cwd = process.env.INIT_CWD ?? process.cwd();
process.exit(await runNode([join(root, 'src-main', 'cli', 'kaodian.ts'), ...args], { cwd }));
