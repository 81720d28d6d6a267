import { compactCode } from './fullWidth.ts';

/**
 * A mobile number (11 digits, beginning 13–19) or a landline with its area code, without separators or +86.
 * Null when it is neither. Two numbers in one cell: the first is taken.
 */
export function readPhone(text: string): string | null {
  const first = toFirst(text);
  const plain = compactCode(first)
    .replace(/[-–—－()（）.]/g, '')
    .replace(/^(\+86|0086|86(?=1\d{10}$))/, '');
  if (/^1[3-9]\d{9}$/.test(plain)) return plain;
  if (/^0\d{2,3}[2-9]\d{6,7}$/.test(plain)) return plain;
  return null;
}

function toFirst(text: string): string {
  return text.trim().split(/[/、,，;；]/)[0] ?? '';
}
