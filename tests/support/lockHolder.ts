/** Takes the lock of the folder in its first argument, says how it went, and holds it until it is killed. */
import { takeSiteLock } from '../../src-main/core/store/siteLock.ts';

const lock = takeSiteLock(process.argv[2] ?? '');
process.send?.(lock === null ? 'refused' : 'held', undefined, undefined, () => {
  if (lock === null) process.exit(0);
});
// A channel to the parent alone does not keep a process alive: without this the lock would be free again at once.
if (lock !== null) process.on('message', () => undefined);
