import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import { storedFile } from '#shared/contract/values.ts';

const commands: [string, CommandDefinition][] = Object.entries(commandCatalogue);

/** The fields of a command's input that hold what only the core can know: a file that it stored, a hash that it made. */
function foundOut(input: z.ZodType): readonly string[] {
  const { shape } = input as z.ZodObject<Record<string, z.ZodType>>;
  return Object.entries(shape).flatMap(([name, schema]) => {
    const { innerType } = schema.def as { innerType?: z.ZodType };
    return schema === storedFile || innerType === storedFile || /sha256$/i.test(name) ? [name] : [];
  });
}

/** What the person saw and signs is theirs to send back. */
const seen = ['results.freeze tableSha256', 'equipment.closeTaking differencesSha256'];

describe('who composes a command', () => {
  it.each(commands)('%s', (type, { composer, roles, input }) => {
    const fields = foundOut(input).filter((field) => !seen.includes(`${type} ${field}`));
    if (fields.length > 0) expect([composer, fields]).toEqual(['core', fields]);
    if (composer === 'person') expect(roles.length).toBeGreaterThan(0);
  });
});
