/** Columns that a character takes in a terminal: two for Han, kana, full-width forms and Chinese punctuation. */
function widthOfCharacter(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  const wide =
    (point >= 0x1100 && point <= 0x115f) ||
    (point >= 0x2e80 && point <= 0xa4cf) ||
    (point >= 0xac00 && point <= 0xd7a3) ||
    (point >= 0xf900 && point <= 0xfaff) ||
    (point >= 0xfe30 && point <= 0xfe6f) ||
    (point >= 0xff00 && point <= 0xff60) ||
    (point >= 0xffe0 && point <= 0xffe6) ||
    (point >= 0x20000 && point <= 0x3ffff);
  return wide ? 2 : 1;
}

/** Columns that a text takes in a terminal. */
export function widthOfText(text: string): number {
  return [...text].reduce((width, character) => width + widthOfCharacter(character), 0);
}

/** Control characters of untrusted text would move the cursor or change colours: each becomes a space. */
export function plainLine(text: string): string {
  return text.replace(/\p{Cc}/gu, ' ');
}

/** A table with aligned columns, a heading and a rule under it; the last column is not padded. */
export function textTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [header, ...rows].map((row) => row.map(plainLine));
  const widths = header.map((_, at) => Math.max(...lines.map((row) => widthOfText(row[at] ?? ''))));
  const draw = (row: readonly string[]): string =>
    row
      .map((text, at) =>
        at === row.length - 1 ? text : text + ' '.repeat((widths[at] ?? 0) - widthOfText(text)),
      )
      .join('  ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(Math.min(width, 60))).join('  ');
  const [first = [], ...rest] = lines;
  return [draw(first), rule, ...rest.map(draw)].join('\n');
}
