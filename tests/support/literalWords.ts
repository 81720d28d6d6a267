import { parseSync, Visitor } from 'vite';
import type { ESTree } from 'vite';

/**
 * Words of a language that stand in a source instead of the catalogue: text between tags, texts of attributes that are read
 * out or shown, and texts that are Chinese or several plain words. What is thrown is for programmers and may be English.
 */
export function literalWords(path: string, source: string): readonly string[] {
  const found: { readonly at: number; readonly text: string }[] = [];
  const thrown: { readonly start: number; readonly end: number }[] = [];
  const note = (node: { readonly start: number }, text: string): void => {
    found.push({ at: node.start, text: text.trim() });
  };
  new Visitor({
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name.endsWith('Error')) thrown.push(node);
    },
    JSXText(node) {
      if (/\p{L}/u.test(node.value)) note(node, node.value);
    },
    JSXAttribute(node) {
      if (node.name.type !== 'JSXIdentifier' || !shownAttributes.has(node.name.name)) return;
      if (node.value?.type === 'Literal' && /\p{L}/u.test(String(node.value.value)))
        note(node, String(node.value.value));
    },
    Literal(node) {
      if (typeof node.value === 'string' && isSaid(node.value)) note(node, node.value);
    },
    TaggedTemplateExpression(node) {
      if (node.tag.type === 'Identifier' && node.tag.name === 'html') noteMarkup(node.quasi, note);
    },
    TemplateLiteral(node) {
      for (const quasi of node.quasis) if (chinese.test(quasi.value.raw)) note(node, quasi.value.raw);
    },
  }).visit(parseSync(path, source).program);
  return found
    .filter(({ at, text }) => text !== '' && !thrown.some(({ start, end }) => at >= start && at < end))
    .map(({ text }) => text);
}

const shownAttributes: ReadonlySet<string> = new Set([
  'title',
  'label',
  'aria-label',
  'placeholder',
  'alt',
  'extra',
  'description',
  'okText',
  'cancelText',
]);
const chinese = /\p{Script=Han}|[，；、。：「」（）]/u;

/** Chinese, or a sentence; not lists of names, how a command is called, or what a machine reads. */
function isSaid(text: string): boolean {
  return chinese.test(text) || (/^[A-Z]?[a-z]+(?: [a-z]+)+[.:!?…]?$/.test(text.trim()) && text.length > 12);
}

/** HTML of the centre: what stands between tags, and in attributes that are read out. */
function noteMarkup(
  quasi: ESTree.TemplateLiteral,
  note: (node: ESTree.TemplateLiteral, text: string) => void,
): void {
  const markup = quasi.quasis.map(({ value }) => value.raw).join('\0');
  for (const [, text = ''] of markup.matchAll(/\s(?:title|aria-label|placeholder|alt)="([^"\0]+)/g))
    note(quasi, text);
  for (const text of markup.replaceAll(/<[^>]*>/g, '\0').split('\0'))
    if (/\p{L}/u.test(text)) note(quasi, text);
}
