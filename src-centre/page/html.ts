/** A piece of HTML that is safe to put into a page as it stands. */
export class SafeHtml {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Fill = SafeHtml | string | number | null | readonly Fill[];

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Template of HTML: everything filled in is escaped, unless it is HTML already; null is nothing. */
export function html(parts: TemplateStringsArray, ...fills: readonly Fill[]): SafeHtml {
  return new SafeHtml(
    parts.reduce((text, part, index) => `${text}${filled(fills[index - 1] ?? null)}${part}`),
  );
}

function filled(fill: Fill): string {
  if (fill === null) return '';
  if (fill instanceof SafeHtml) return fill.text;
  if (typeof fill === 'object') return fill.map(filled).join('');
  return String(fill).replaceAll(/[&<>"']/gu, (character) => escapes[character] ?? '');
}
