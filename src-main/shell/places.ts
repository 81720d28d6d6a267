import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Places {
  /** The Node that runs the core. */
  readonly node: string;
  readonly coreFile: string;
  readonly recorderFile: string;
  /** Where ffmpeg lies when it was packed; it need not be. */
  readonly packedFfmpeg: string | null;
  /** Renderer files as the window serves them. */
  readonly pageFolder: string;
  /** Renderer files as the core can read them (it cannot see into the app's archive). */
  readonly rendererDir: string;
  readonly resourcesDir: string;
  readonly preload: string;
  readonly icon: string;
  /** Folder that the names in the hash list start from, and the list itself; only in the package. */
  readonly hashRoot?: string;
  readonly hashListFile?: string;
}

/**
 * Where programs, pages and data lie.
 * @param packaged `resourcesPath` of the package; from source nothing
 * @param appFolder folder of `package.json`: the checkout, or the archive inside the package
 */
export function findPlaces(
  appFolder: string,
  packaged: string | undefined,
  platform: string,
  arch: string,
): Places {
  const node = platform === 'win32' ? 'node.exe' : 'node';
  const inApp = {
    pageFolder: join(appFolder, 'out', 'renderer'),
    preload: join(appFolder, 'out', 'shell', 'preload.cjs'),
    icon: join(appFolder, 'build', 'icon.png'),
  };
  if (packaged === undefined) {
    const system = platform === 'win32' ? 'win' : platform;
    return {
      ...inApp,
      node: join(appFolder, 'node_modules', `node-${system}-${arch}`, 'bin', node),
      coreFile: join(appFolder, 'src-main', 'core', 'main.ts'),
      recorderFile: join(appFolder, 'src-main', 'recorder', 'main.ts'),
      packedFfmpeg: null,
      rendererDir: inApp.pageFolder,
      resourcesDir: join(appFolder, 'resources'),
    };
  }
  return {
    ...inApp,
    node: join(packaged, 'node', node),
    coreFile: join(packaged, 'core', 'core.js'),
    recorderFile: join(packaged, 'core', 'recorder.js'),
    packedFfmpeg: join(packaged, 'ffmpeg', platform === 'win32' ? 'ffmpeg.exe' : 'ffmpeg'),
    rendererDir: join(packaged, 'core', 'renderer'),
    resourcesDir: join(packaged, 'core', 'resources'),
    hashRoot: packaged,
    hashListFile: join(appFolder, 'out', 'shell', 'hashes.json'),
  };
}

/** Folder for the site: local application data, never a roaming one, because a site must not be synced or on a network. */
export function localDataFolder(platform: string, environment: NodeJS.ProcessEnv): string {
  const home = homedir();
  if (platform === 'win32')
    return join(environment['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Kaodian');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Kaodian');
  return join(environment['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'kaodian');
}
