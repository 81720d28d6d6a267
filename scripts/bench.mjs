/**
 * The benches of `tests/bench`: `npm run bench -- NAME`; without a name it lists them and exits 2. Sets up what is missing,
 * then hands over to Node 24.
 */
import { join } from 'node:path';
import { buildPrograms, buildWindow } from './lib/build.mjs';
import { environment, hasDisplay, node24, output, root, run, runNode } from './lib/tools.mjs';
import { presentElectron } from './runtime.mjs';
import { setUp } from './setup.mjs';

const args = [join(root, 'tests', 'bench', 'bench.ts'), ...process.argv.slice(2)];
/** Only the API is measured from inside a window too. */
const opensWindow = process.argv[2] === 'api';

async function measureWithWindow() {
  await buildWindow();
  const electron = process.env.KAODIAN_ELECTRON ?? presentElectron();
  const env = environment(electron === undefined ? {} : { KAODIAN_ELECTRON: electron });
  if (hasDisplay() || output('xvfb-run', ['--help']) === '') return runNode(args, { env });
  return run('xvfb-run', ['-a', node24(), ...args], { env });
}

/** And the recorder runs as it is shipped, against a real camera. */
const records = process.argv[2] === 'cameras';

await setUp(opensWindow ? ['window', 'display'] : records ? ['tools'] : []);
if (records) await buildPrograms();
process.exit(await (opensWindow ? measureWithWindow() : runNode(args)));
