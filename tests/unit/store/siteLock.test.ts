import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeSiteLock } from '../../../src-main/core/store/siteLock.ts';
import { testFolder } from '../../support/testSite.ts';

const holder = join(import.meta.dirname, '..', '..', 'support', 'lockHolder.ts');
let dir: string;
let remove: () => void;
beforeEach(() => {
  ({ dir, remove } = testFolder());
});
afterEach(() => remove());

describe('the lock of a site’s folder', () => {
  it('is taken once, and again when it was released', () => {
    const first = takeSiteLock(dir);
    expect(first).not.toBeNull();
    expect(takeSiteLock(dir)).toBeNull();
    first?.release();
    const second = takeSiteLock(dir);
    expect(second).not.toBeNull();
    second?.release();
  });

  it('of one folder does not hold another', () => {
    const other = testFolder();
    const first = takeSiteLock(dir);
    const second = takeSiteLock(other.dir);
    expect(second).not.toBeNull();
    first?.release();
    second?.release();
    other.remove();
  });

  it('held by another process refuses us, and is free as soon as that process was killed', async () => {
    const child = fork(holder, [dir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [answer] = (await once(child, 'message')) as [unknown];
    expect(answer).toBe('held');
    expect(takeSiteLock(dir)).toBeNull();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    expect(await ended).toEqual([null, 'SIGKILL']);
    const ours = takeSiteLock(dir);
    expect(ours).not.toBeNull();
    // And now the other way round: a second process is refused while we hold it.
    const late = fork(holder, [dir], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const [lateAnswer] = (await once(late, 'message')) as [unknown];
    expect(lateAnswer).toBe('refused');
    await once(late, 'exit');
    ours?.release();
  });
});
