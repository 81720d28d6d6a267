import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The few variables that a child of ours needs; everything else stays behind (also NODE_OPTIONS and ELECTRON_*). */
const passedVariables = new Set(
  (
    'PATH HOME USER LOGNAME LANG LANGUAGE TZ TMPDIR XDG_RUNTIME_DIR DBUS_SESSION_BUS_ADDRESS ' +
    'SYSTEMROOT WINDIR SYSTEMDRIVE COMSPEC PATHEXT TEMP TMP USERPROFILE USERNAME APPDATA LOCALAPPDATA PROGRAMDATA'
  ).split(' '),
);

/** The environment of a child process: what it needs to run, and nothing that could steer it or tell it a secret. */
export function scrubEnvironment(environment: NodeJS.ProcessEnv): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const upper = name.toUpperCase();
    if (value !== undefined && (passedVariables.has(upper) || upper.startsWith('LC_'))) kept[name] = value;
  }
  return kept;
}

export interface PrivateSocket {
  /** A Unix socket in a folder that only we may enter, or a Windows pipe; under 100 bytes. */
  readonly path: string;
  /** 64 hex digits. */
  readonly token: string;
  /** Removes the socket that a killed core left behind. */
  removeStale(): void;
  removeFolder(): void;
}

/**
 * A socket name that nobody can guess, in a place that nobody else can enter. Socket paths may hold 107 bytes on Linux and
 * 103 on macOS, hence the short names and the fallback to `/tmp`.
 * @throws when the folder cannot be made
 */
export function makePrivateSocket(platform: NodeJS.Platform = process.platform): PrivateSocket {
  const token = randomBytes(32).toString('hex');
  if (platform === 'win32') {
    const path = `\\\\.\\pipe\\kaodian-${randomBytes(16).toString('hex')}`;
    return { path, token, removeStale: () => undefined, removeFolder: () => undefined };
  }
  const places = [process.env['XDG_RUNTIME_DIR'], tmpdir(), '/tmp'];
  const place =
    places.find((folder) => folder !== undefined && folder.length <= 60 && existsSync(folder)) ?? '/tmp';
  const folder = mkdtempSync(join(place, 'kd-'));
  chmodSync(folder, 0o700);
  const path = join(folder, randomBytes(6).toString('hex'));
  return {
    path,
    token,
    removeStale: () => rmSync(path, { force: true }),
    removeFolder: () => rmSync(folder, { recursive: true, force: true }),
  };
}
