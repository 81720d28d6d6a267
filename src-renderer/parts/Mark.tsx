/** A mark for people: 6000 hundredths is `60.00`. */
export function markText(scoreHundredths: number | null, decimals = 2): string {
  return scoreHundredths === null ? '—' : (scoreHundredths / 100).toFixed(decimals);
}

/** Reads a typed mark to hundredths; null when it is not a number of 0 … 1000 with at most two decimals. */
export function parseMark(text: string): number | null {
  const match = /^(\d{1,4})(?:[.。](\d{0,2}))?$/.exec(text.trim());
  if (!match) return null;
  const hundredths = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'));
  return hundredths <= 100_000 ? hundredths : null;
}

/** A mark in hundredths, shown with two decimals; a dash while there is none. */
export function Mark(props: { readonly hundredths: number | null }) {
  return <span>{markText(props.hundredths)}</span>;
}
