import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageSchemaTexts } from '../src-node/packageSchemas.ts';

/** Writes the JSON schemas of a result package to `docs/package/`: `node build/packageSchemas.ts`. */
const folder = join(import.meta.dirname, '..', 'docs', 'package');
mkdirSync(folder, { recursive: true });
for (const [name, text] of packageSchemaTexts()) writeFileSync(join(folder, name), text);
