import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { CoreClient } from '../coreClient.ts';
import { CoreRefused } from '../coreClient.ts';

export interface NamedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Reads a file that the command line names. */
export async function readNamedFile(path: string): Promise<NamedFile> {
  return { name: basename(path), bytes: new Uint8Array(await readFile(path)) };
}

/** Uploads live in the core's memory: after a crash they are sent again, and the same command with them. */
export async function withUploads(
  client: CoreClient,
  files: readonly NamedFile[],
  use: (ids: readonly string[]) => Promise<Refusal | null>,
): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const ids: string[] = [];
    for (const file of files) ids.push(await client.upload(file.name, file.bytes));
    const refusal = await use(ids);
    if (refusal === null) return;
    if (refusal.code !== 'upload-gone' || attempt > 10) throw new CoreRefused('upload', refusal);
  }
}

/** The same for one file. */
export function withUpload(
  client: CoreClient,
  file: NamedFile,
  use: (id: string) => Promise<Refusal | null>,
): Promise<void> {
  return withUploads(client, [file], ([id = '']) => use(id));
}
