import { execFile } from 'node:child_process';
import { parse } from 'node:path';
import { promisify } from 'node:util';

import { refuse } from '#shared/contract/refusal.ts';
import type { EjectDriveAnswer } from '#shared/contract/desktop.ts';

const execute = promisify(execFile);

/** Asks the system to eject the drive that holds a folder. The folder must come from the person's own choice. */
export async function ejectDriveOf(folder: string): Promise<EjectDriveAnswer> {
  try {
    if (process.platform === 'win32') return await ejectOnWindows(folder);
    if (process.platform === 'darwin') return await ejectOnMac(folder);
    return await ejectOnLinux(folder);
  } catch (error) {
    return failure(error);
  }
}

async function ejectOnLinux(folder: string): Promise<EjectDriveAnswer> {
  const { stdout } = await execute('findmnt', [
    '--noheadings',
    '--output',
    'SOURCE,TARGET',
    '--target',
    folder,
  ]);
  const [source = '', target = ''] = stdout.trim().split(/\s+/);
  const isRemovablePlace = /^\/(media|mnt|run\/media)\//.test(target);
  if (!source.startsWith('/dev/') || !isRemovablePlace) return refuse('not-a-drive', { target });
  await execute('udisksctl', ['unmount', '--block-device', source]);
  // Some drives (card readers) cannot be switched off; unmounted they are safe to remove all the same.
  await execute('udisksctl', ['power-off', '--block-device', source]).catch(() => undefined);
  return { ok: true };
}

async function ejectOnMac(folder: string): Promise<EjectDriveAnswer> {
  const volume = /^\/Volumes\/[^/]+/.exec(folder)?.[0];
  if (volume === undefined) return refuse('not-a-drive');
  await execute('diskutil', ['eject', volume]);
  return { ok: true };
}

async function ejectOnWindows(folder: string): Promise<EjectDriveAnswer> {
  const letter = /^([A-Z]):\\$/i.exec(parse(folder).root)?.[1]?.toUpperCase();
  if (letter === undefined) return refuse('not-a-drive');
  const script = [
    `$drive = Get-CimInstance Win32_LogicalDisk -Filter "DeviceID='${letter}:'"`,
    'if ($drive.DriveType -ne 2) { exit 3 }',
    `(New-Object -ComObject Shell.Application).Namespace(17).ParseName('${letter}:').InvokeVerb('Eject')`,
    'for ($i = 0; $i -lt 20; $i++) {',
    `  if (-not (Test-Path '${letter}:\\')) { exit 0 }`,
    '  Start-Sleep -Milliseconds 250',
    '}',
    'exit 4',
  ].join('\n');
  await execute('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', script], {
    windowsHide: true,
  });
  return { ok: true };
}

function failure(error: unknown): EjectDriveAnswer {
  const { code, stderr } = error as { code?: string | number; stderr?: string };
  if (code === 'ENOENT') return refuse('no-tool');
  if (code === 3) return refuse('not-a-drive');
  return refuse('in-use', { reason: (stderr ?? String(error)).trim() });
}
