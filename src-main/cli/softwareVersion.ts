import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resourcesFolder } from '#node/programs.ts';

/** The product's version: from the package description of a checkout, or the file beside the packaged resources. */
export function softwareVersion(): string {
  const file = join(resourcesFolder(), '..', 'package.json');
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { version: string };
  return parsed.version;
}
