const { join } = require('node:path');
const { cpSync, rmSync } = require('node:fs');

const packageJson = require('../package.json');

/** The runtime that `scripts/runtime.mjs` found; set by `scripts/package.mjs`. */
const electronDist = process.env.KAODIAN_ELECTRON_DIST;
/** Tests drive the window through the inspector, which a release switches off. Nothing else differs. */
const inspect = process.env.KAODIAN_PACKAGE_INSPECT === '1';

/** @type {import('electron-builder').Configuration} */
module.exports = {
  appId: 'org.kaodian.desk',
  productName: 'Kaodian',
  copyright: 'Kaodian',
  electronVersion: packageJson.devDependencies.electron,
  ...(electronDist ? { electronDist } : {}),
  directories: { app: 'out/package/app', output: 'dist', buildResources: 'build' },
  // The shell is bundled whole: the archive needs no packages.
  files: ['**/*', '!**/node_modules/**/*'],
  asar: true,
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  executableName: 'kaodian',
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: inspect,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  afterPack: ({ appOutDir, packager }) => {
    const resources = packager.getResourcesDir(appOutDir);
    // The stand-in runtime carries a loader for unpackaged apps; a package must not.
    rmSync(join(resources, 'app'), { recursive: true, force: true });
    // What the core runs under and from lies outside the archive, because plain Node cannot see into it. The shell checks
    // it against the hash list inside the archive before every start. (As extraResources it would lose its packages.)
    for (const part of ['core', 'node']) {
      cpSync(join(packager.projectDir, 'out', 'package', part), join(resources, part), { recursive: true });
    }
    return Promise.resolve();
  },
  linux: {
    category: 'Education',
    icon: 'build/icon.png',
    synopsis: 'The desk of an exam site for vocational skill level certification',
    target: [
      { target: 'deb', arch: ['x64', 'arm64'] },
      { target: 'AppImage', arch: ['x64', 'arm64'] },
      { target: 'tar.gz', arch: ['x64', 'arm64'] },
    ],
  },
  deb: {
    maintainer: 'Kaodian <desk@kaodian.invalid>',
    depends: ['libgtk-3-0 | libgtk-3-0t64', 'libnss3', 'libgbm1', 'libasound2 | libasound2t64'],
  },
  win: { icon: 'build/icon.ico', target: [{ target: 'nsis', arch: ['x64'] }] },
  nsis: {
    oneClick: false,
    perMachine: true,
    allowToChangeInstallationDirectory: false,
    installerLanguages: ['zh_CN', 'en_US'],
    language: '2052',
    deleteAppDataOnUninstall: false,
  },
};
