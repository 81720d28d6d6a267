/** The groups of a recovery key as they stand on the sheet. */
export function recoveryGroups(recoveryKey: string): readonly string[] {
  const parts = recoveryKey.split(/[\s-]+/).filter((part) => part !== '');
  return parts.length > 1 ? parts : (recoveryKey.match(/.{1,5}/g) ?? []);
}

/** Two groups (counted from 1) that a person types back to show that the sheet is kept. */
export function groupsToCheck(groupCount: number, random: () => number): readonly [number, number] {
  if (groupCount < 2) return [1, 1];
  const first = 1 + Math.floor(random() * groupCount);
  const second = 1 + ((first - 1 + 1 + Math.floor(random() * (groupCount - 1))) % groupCount);
  return first < second ? [first, second] : [second, first];
}

/** Whether a typed group is the one on the sheet; case and spaces do not matter. */
export function sameGroup(typed: string, group: string): boolean {
  const plain = (text: string) => text.replaceAll(/[\s-]/g, '').toUpperCase();
  return plain(typed) !== '' && plain(typed) === plain(group);
}
