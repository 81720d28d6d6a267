import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { centreKeys } from '#shared/contract/centreKeys.ts';
import { packageFileSchemas } from '#shared/contract/packageFiles.ts';
import { receipt } from '#shared/contract/receipt.ts';

/** The published JSON schemas by file name, made from the very schemas that sealing and intake check. */
export function packageSchemaTexts(): ReadonlyMap<string, string> {
  const schemas: Readonly<Record<string, z.ZodType>> = {
    ...packageFileSchemas,
    'receipt.json': receipt,
    'centre-keys.json': centreKeys,
  };
  return new Map(
    Object.entries(schemas).map(([name, schema]) => [
      name.replace(/\.json$/u, '.schema.json'),
      `${JSON.stringify(z.toJSONSchema(schema, { target: 'draft-2020-12' }), null, 2)}\n`,
    ]),
  );
}

/** Writes them to `docs/package/`: `node build/packageSchemas.ts`. */
if (import.meta.main) {
  const folder = join(import.meta.dirname, '..', 'docs', 'package');
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of packageSchemaTexts()) writeFileSync(join(folder, name), text);
}
