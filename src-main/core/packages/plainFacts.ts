/** Facts without the empty ones, as a refusal carries them. */
export function plainFacts(
  facts: Readonly<Record<string, string | number | null>>,
): Record<string, string | number> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, value ?? '']));
}
