import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageSchemaTexts } from '../../../build/packageSchemas.ts';
import { packageFileName, parsePackageFileName } from '#shared/formats/packageName.ts';

const folder = join(import.meta.dirname, '../../../docs/package');

describe('what is published', () => {
  it('the JSON schemas in docs/package are those that are checked (else: node build/packageSchemas.ts)', () => {
    const texts = packageSchemaTexts();
    expect(readdirSync(folder).filter((name) => name.endsWith('.schema.json'))).toEqual(
      [...texts.keys()].toSorted(),
    );
    for (const [name, text] of texts) expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it('names of packages are written and read', () => {
    const name = { institutionCode: 'Y510100000123', batchNo: '2026-01', revision: 12 };
    expect(packageFileName(name)).toBe('KD-Y510100000123-2026-01-r12.tar.age');
    expect(parsePackageFileName(packageFileName(name))).toEqual({ ok: true, value: name });
    for (const wrong of [
      'KD-Y510100000123-2026-01-r0.tar.age',
      'KD-Y510100000123-2026-01-r01.tar.age',
      'KD-Y51-1-r1.tar.age',
      'KD-Y510100000123-1-r1.tar.age.sig',
      '../KD-Y510100000123-1-r1.tar.age',
    ]) {
      expect(parsePackageFileName(wrong)).toMatchObject({ ok: false, refusal: { code: 'package-name' } });
    }
    expect(() => packageFileName({ ...name, batchNo: 'a' })).toThrow(TypeError);
    expect(() => packageFileName({ ...name, revision: 0 })).toThrow(TypeError);
  });
});
