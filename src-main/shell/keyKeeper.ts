import { createHash } from 'node:crypto';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { safeStorage } from 'electron';

import type { KeyKeeper } from '#node/launcher.ts';

import { writeWhole } from './writeWhole.ts';

/** True when the system really keeps secrets; Linux without a keyring offers `basic_text`, which hides nothing. */
function hasRealKeyStore(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  if (process.platform !== 'linux') return true;
  const backend = safeStorage.getSelectedStorageBackend();
  return backend !== 'basic_text' && backend !== 'unknown';
}

/**
 * Keeps a site's database key, encrypted by the system's key store, in a file beside the window's data.
 * @returns nothing where there is no real key store; the core then asks for a passphrase
 */
export function findKeyKeeper(folder: string, dataDir: string): KeyKeeper | undefined {
  if (!hasRealKeyStore()) return undefined;
  const name = createHash('sha256').update(dataDir).digest('hex').slice(0, 32);
  const file = join(folder, `${name}.key`);
  return {
    async load() {
      try {
        return safeStorage.decryptString(await readFile(file));
      } catch {
        // Absent, or of another user of this system: the recovery key or the passphrase opens the site.
        return undefined;
      }
    },
    async save(siteKeyHex) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeWhole(file, safeStorage.encryptString(siteKeyHex));
    },
  };
}
