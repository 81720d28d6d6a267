import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { foreignSwitches } from '../../../src-main/shell/switches.ts';

describe('a packed app', () => {
  it.each([
    '--inspect',
    '--inspect=0',
    '--inspect-brk=127.0.0.1:9229',
    '-inspect',
    '--INSPECT',
    '--remote-debugging-port=9222',
    '--remote-debugging-pipe',
    '--remote-allow-origins=*',
    '--js-flags=--expose-gc',
    '--disable-web-security',
    '--host-rules=MAP * 127.0.0.1',
    '--load-extension=/tmp/x',
    '--user-data-dir=/tmp/x',
    '--require=/tmp/x.js',
    '-r',
    '/inspect',
  ])('is not started with %s', (arg) => {
    expect(foreignSwitches(['--demo', arg])).toHaveLength(1);
  });

  it('takes its own switches, and what a desk needs to show a window', () => {
    expect(
      foreignSwitches([
        '--data-dir=/srv/kaodian',
        '--demo',
        '--disable-gpu',
        '--lang=zh-CN',
        '/home/x/名册.xlsx',
      ]),
    ).toEqual([]);
  });

  it.each([
    ['a release', undefined, false],
    ['what tests drive', '1', true],
  ])('has its fuses set against Node’s own switches (%s)', (_what, inspect, inspectable) => {
    const before = process.env['KAODIAN_PACKAGE_INSPECT'];
    if (inspect === undefined) delete process.env['KAODIAN_PACKAGE_INSPECT'];
    else process.env['KAODIAN_PACKAGE_INSPECT'] = inspect;
    const load = createRequire(import.meta.url);
    const path = load.resolve('../../../build/electron-builder.config.cjs');
    delete load.cache[path];
    const { electronFuses } = load(path) as { readonly electronFuses: Readonly<Record<string, boolean>> };
    delete load.cache[path];
    if (before === undefined) delete process.env['KAODIAN_PACKAGE_INSPECT'];
    else process.env['KAODIAN_PACKAGE_INSPECT'] = before;
    expect(electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: inspectable,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
    });
  });
});
