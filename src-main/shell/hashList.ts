import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** Names relative to the resources folder, with `/`, and the hex SHA-256 of what was shipped. */
export type HashList = Readonly<Record<string, string>>;

export type HashListAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly file: string; readonly fault: 'missing' | 'changed' | 'unknown' };

/** The folders of the package that the list covers; a file in them that is not listed is refused too. */
const coveredFolders = ['core', 'node'];

/**
 * Compares the files that the core will run with the list made when the app was packed.
 * @throws when the list itself cannot be read
 */
export async function checkHashList(root: string, listFile: string): Promise<HashListAnswer> {
  const list = JSON.parse(await readFile(listFile, 'utf8')) as HashList;
  const present = new Set<string>();
  for (const folder of coveredFolders) for (const name of await filesBelow(root, folder)) present.add(name);
  for (const name of present)
    if (list[name] === undefined) return { ok: false, file: name, fault: 'unknown' };
  for (const [name, expected] of Object.entries(list)) {
    if (!present.has(name)) return { ok: false, file: name, fault: 'missing' };
    if ((await sha256Of(join(root, name))) !== expected) return { ok: false, file: name, fault: 'changed' };
  }
  return { ok: true };
}

async function filesBelow(root: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
