/**
 * Where two JSON values first differ, as a path of names and places joined by dots; empty for the values themselves, null when they
 * are equal. Order of members does not count, order of items does.
 */
export function differenceAt(one: unknown, other: unknown): string | null {
  if (one === other) return null;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return '';
  if (Array.isArray(one) !== Array.isArray(other)) return '';
  const left = one as Readonly<Record<string, unknown>>;
  const right = other as Readonly<Record<string, unknown>>;
  const names = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const name of names) {
    const within =
      Object.hasOwn(left, name) && Object.hasOwn(right, name) ? differenceAt(left[name], right[name]) : '';
    if (within !== null) return within === '' ? name : `${name}.${within}`;
  }
  return null;
}
