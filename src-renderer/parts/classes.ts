/** Several names of classes as one attribute; what does not apply is `false`. Ant's parts take a string only: they get theirs so too. */
export function classes(...names: readonly (string | false | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}
