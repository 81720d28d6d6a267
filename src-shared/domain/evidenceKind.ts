export type EvidenceKind = 'application/pdf' | 'image/jpeg' | 'image/png';

const beginnings: readonly (readonly [EvidenceKind, readonly number[]])[] = [
  ['application/pdf', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['image/jpeg', [0xff, 0xd8, 0xff]],
  ['image/png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
];

/** What a scan or photo is, by its first bytes and never by its name; null for anything that a page could not show safely. */
export function evidenceKind(bytes: Uint8Array): EvidenceKind | null {
  const found = beginnings.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte));
  return found?.[0] ?? null;
}
