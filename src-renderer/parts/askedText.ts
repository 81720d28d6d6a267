import type { AskedValue } from '#shared/contract/askedLines.ts';
import type { AskedKind } from '#shared/domain/askedFields.ts';
import type { Words } from '#shared/words/words.ts';
import { formatScore } from '#shared/domain/score.ts';

/** Whether there is nothing to say. */
export function isNothing(value: AskedValue): boolean {
  return value === null || value === '';
}

/** A value in words: no code and no id reaches the one who signs. */
export function askedText(
  kind: AskedKind,
  value: AskedValue,
  w: Words<'access'>,
  common: Words<'common'>,
): string {
  if (Array.isArray(value))
    return common.list({ items: value.map((one) => askedText(kind, one, w, common)) });
  if (isNothing(value)) return w.asked.nothing;
  const text = String(value);
  switch (kind) {
    case 'new':
      return w.asked.newThing;
    case 'roles':
      return wordOf(common.roles, text);
    case 'sex':
      return wordOf(common.sexes, text);
    case 'documentType':
      return wordOf(common.documentTypes, text);
    case 'entryMethod':
      return wordOf(w.asked.methods, text);
    case 'entryException':
      return wordOf(w.asked.exceptions, text);
    case 'combining':
      return wordOf(w.asked.combining, text);
    case 'practicalMode':
      return wordOf(w.asked.practicalModes, text);
    case 'hundredths':
      return (Number(value) / 100).toFixed(2);
    case 'hash':
      return text.slice(0, 10);
    case 'mark':
      return formatScore(Number(text));
    case 'yesNo':
      return value === true ? w.asked.yes : w.asked.no;
    case 'named':
    case 'text':
    case 'count':
    case 'day':
      return text;
  }
}

function wordOf(words: Readonly<Record<string, string>>, code: string): string {
  return words[code] ?? code;
}
