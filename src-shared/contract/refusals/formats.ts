import type { FormatRefusalCode } from '../../formats/formatRefusal.ts';
import { formatRefusalCodes } from '../../formats/formatRefusal.ts';
import { formatWords } from '../../formats/formatWords.ts';
import type { RefusalWords } from './table.ts';

/** What to do about a file or a record that does not verify; by what it belongs to. */
const waysOut = {
  ledger: {
    zh: '请停止修改、保留现场，告诉技术员对照备份核对。',
    en: 'Stop changing anything, keep the machine as it is, and let the technician compare it with a back-up.',
  },
  centre: {
    zh: '请向出具方重新索取文件和它的签名，不要改动文件。',
    en: 'Ask whoever issued it for the file and its signature again; do not edit either.',
  },
  package: {
    zh: '请再办理一次；再次出现的，请告诉技术员。',
    en: 'Do it once more; if it happens again, tell the technician.',
  },
} as const;

/** Words that the checkers' own list puts too technically for a desk. */
const plainer: Partial<Record<FormatRefusalCode, { readonly zh: string; readonly en: string }>> = {
  'json-malformed': { zh: '文件内容读不懂', en: 'the file cannot be read' },
  'json-not-canonical': {
    zh: '文件的写法与出具时不同，可能被改写',
    en: 'the file is not written as it was issued; it may have been rewritten',
  },
  'tar-header-field': {
    zh: '归档内文件的属性不符：{name}',
    en: 'an attribute of a file in the archive is not allowed: {name}',
  },
  'package-file-schema': { zh: '{name} 的内容不合格式', en: 'the content of {name} is not in its form' },
};

function wayOutOf(code: FormatRefusalCode): (typeof waysOut)[keyof typeof waysOut] {
  if (/^(row|checkpoint|ledger|short-form)-/.test(code)) return waysOut.ledger;
  if (/^(json|signature|key|allowed|signer|receipt|centre)-/.test(code)) return waysOut.centre;
  return waysOut.package;
}

function wordsOf(code: FormatRefusalCode): RefusalWords {
  const said = plainer[code] ?? formatWords[code];
  const wayOut = wayOutOf(code);
  return {
    zh: { what: `核对没有通过，没有采用：${said.zh}。`, wayOut: wayOut.zh },
    en: { what: `The check failed and nothing was used: ${said.en}.`, wayOut: wayOut.en },
  };
}

/** Words of what a reader of the open formats refuses, drawn from the checkers' own list (`formatWords.ts`). */
export const formatRefusals = Object.fromEntries(
  formatRefusalCodes.map((code) => [code, wordsOf(code)]),
) as Readonly<Record<FormatRefusalCode, RefusalWords>>;
