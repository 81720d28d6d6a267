import { utils, write } from 'xlsx';
import type { CellObject } from 'xlsx';
import { describeProblem } from '#shared/words/rosterProblems.ts';
import type { Language } from '#shared/words/words.ts';
import { wordsOf } from '#shared/words/words.ts';
import type { RosterField, RosterPerson, RosterReport } from '#shared/contract/rosterReport.ts';
import { documentTypeLabels } from '#shared/domain/documentNumber.ts';
import { levelLabel, levels } from '#shared/domain/level.ts';
import { neverFormula } from '#shared/domain/spreadsheetText.ts';

const copied = [
  'name',
  'sex',
  'documentType',
  'documentNumber',
  'birthDate',
  'studentNumber',
  'className',
  'department',
  'occupationName',
  'occupationCode',
  'level',
  'phone',
  'nation',
  'education',
  'source',
  'remark',
] as const satisfies readonly RosterField[];

/**
 * The corrected copy of a roster as xlsx: normalised values where they could be read, what was given where they could not, and
 * for each person what is wrong and what to do. Everything is written as text, so that numbers keep their digits and nothing
 * becomes a formula; text that a program might take for one anyway (`=`, `+`, `-`, `@`) gets an apostrophe in front.
 */
export function correctedCopy(report: RosterReport, language: Language): Buffer {
  const { fields, copy } = wordsOf(language, 'roster');
  const header = [
    ...copied.map((field) => fields[field]),
    copy.verdict,
    copy.problems,
    copy.wayOut,
    copy.place,
  ];
  const rows = report.people.map((person) => {
    const words = person.problems.map((problem) => describeProblem(problem, language));
    const numbered = (texts: readonly string[]): string =>
      texts.map((text, at) => (texts.length > 1 ? `${at + 1}. ${text}` : text)).join('\n');
    return [
      ...copied.map((field) => valueOf(person, field)),
      copy.states[person.status],
      numbered(words.map((one) => one.message)),
      numbered(words.map((one) => one.wayOut)),
      `${person.sheet} ${person.row}`,
    ];
  });
  const sheet = utils.aoa_to_sheet([header, ...rows].map((row) => row.map(textCell)));
  sheet['!cols'] = header.map((_, at) => ({ wch: at >= copied.length ? 40 : 18 }));
  const book = utils.book_new();
  utils.book_append_sheet(book, sheet, copy.sheet);
  const bytes: unknown = write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
  if (!Buffer.isBuffer(bytes)) throw new TypeError('the spreadsheet library answered no bytes');
  return bytes;
}

function textCell(text: string): CellObject {
  return { t: 's', v: neverFormula(text), z: '@' };
}

function valueOf(person: RosterPerson, field: (typeof copied)[number]): string {
  const { values, given } = person;
  switch (field) {
    case 'sex':
      return values.sex === null ? (given.sex ?? '') : values.sex === 'male' ? '男' : '女';
    case 'documentType':
      return values.documentType === null
        ? (given.documentType ?? '')
        : documentTypeLabels[values.documentType];
    case 'level': {
      const level = levels.find((one) => one === values.level);
      return level === undefined ? (given.level ?? '') : levelLabel(level);
    }
    case 'occupationName':
      if (values.occupationName === null) return given.occupationName ?? '';
      return values.tradeName === null
        ? values.occupationName
        : `${values.occupationName}（${values.tradeName}）`;
    default:
      return values[field] ?? given[field] ?? '';
  }
}
