export interface DecodedText {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';
}

/**
 * Bytes as text: a byte order mark decides; else `declared` (of a page); else UTF-8 when every byte fits, else GB18030 (what
 * Chinese Excel writes). Null when it fits neither: then it is no text.
 */
export function decodeText(bytes: Buffer, declared?: string): DecodedText | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decode(bytes, 'utf-16le');
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decode(bytes, 'utf-16be');
  const named = /^(gb2312|gbk|gb18030|x-gbk)$/i.test(declared ?? '')
    ? 'gb18030'
    : /^big5/i.test(declared ?? '')
      ? 'big5'
      : 'utf-8';
  return decode(bytes, named) ?? decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030');
}

function decode(bytes: Buffer, encoding: DecodedText['encoding']): DecodedText | null {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
}

/** The character set that a page names in its first bytes. */
export function declaredCharset(bytes: Buffer): string | undefined {
  return /charset\s*=\s*["']?\s*([\w-]+)/i.exec(bytes.toString('latin1', 0, 2_048))?.[1];
}
