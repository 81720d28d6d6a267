import { describe, expect, test } from 'vitest';
import { evidenceKind } from '#shared/domain/evidenceKind.ts';

describe('what an evidence file is', () => {
  test.each([
    ['a PDF', '%PDF-1.7', 'application/pdf'],
    ['a JPEG', '\xff\xd8\xff\xe0', 'image/jpeg'],
    ['a PNG', '\x89PNG\r\n\x1a\n', 'image/png'],
    ['a page', '<html>', null],
    ['a drawing with scripts', '<svg xmlns="http://www.w3.org/2000/svg">', null],
    ['the beginning of a PDF', '%PDF', null],
    ['nothing', '', null],
  ])('%s', (_name, text, kind) => {
    expect(evidenceKind(Buffer.from(text, 'latin1'))).toBe(kind);
  });
});
