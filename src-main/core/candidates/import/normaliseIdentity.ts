import type { DateSystem } from '#shared/domain/excelDate.ts';
import { dateFromSerial, dateFromText } from '#shared/domain/excelDate.ts';
import { guessDocumentType, readDocumentNumber, readDocumentType } from '#shared/domain/documentNumber.ts';
import { compactCode, compactText } from '#shared/domain/fullWidth.ts';
import { hasRightCheckCharacter } from '#shared/domain/idNumber.ts';
import type { Sex } from '#shared/domain/idNumber.ts';
import { isPersonName, normaliseName } from '#shared/domain/personName.ts';
import type { Cell } from '../../spreadsheets/grid.ts';
import type { RowContext } from './rowContext.ts';

/** Fields whose stored result may be used where the sheet computes them, because they are checked against the number anyway. */
const checkedByNumber: ReadonlySet<string> = new Set(['sex', 'birthDate']);

/** Reports a formula, in any field, and text that would become one when the list is opened again. */
export function checkFormulas(row: RowContext): void {
  for (const field of [
    'name',
    'documentNumber',
    'sex',
    'birthDate',
    'studentNumber',
    'className',
    'department',
    'occupationName',
    'occupationCode',
    'level',
    'phone',
    'remark',
  ] as const) {
    const cell = row.cell(field);
    if (cell === undefined) continue;
    const identity = field === 'name' || field === 'documentNumber';
    const asText = cell.kind === 'text' && /^\s*[=@]/.test(cell.text);
    const computed = cell.kind === 'formula' && !(checkedByNumber.has(field) && cell.text !== '');
    if (asText || computed)
      row.report(field, 'formula-as-text', { severity: identity ? 'error' : 'warning' });
  }
}

/** The name: normalised, with what cannot be one reported. */
export function readName(row: RowContext): void {
  const cell = row.cell('name');
  const name = normaliseName(row.text('name'));
  if (row.problems.some((problem) => problem.column === 'name')) return;
  if (name === '') row.report('name', 'name-missing');
  else if (cell?.kind === 'text' && isPersonName(name)) row.values.name = name;
  else row.report('name', 'bad-name');
}

/** The document, and what its number says: birth date and sex, compared with the columns of the roster. */
export function readIdentity(row: RowContext): void {
  const { values } = row;
  const typeText = row.text('documentType');
  const number = compactCode(row.text('documentNumber'));
  const said = typeText === '' ? null : readDocumentType(typeText);
  const type = said ?? guessDocumentType(number);
  values.documentType = type;
  if (typeText !== '' && said === null && !/^港澳台/.test(compactText(typeText)))
    row.report('documentType', 'unknown-document-type');
  const fromNumber = readNumber(row, type, number);
  compareSex(row, fromNumber?.sex ?? null);
  compareBirth(row, fromNumber?.birthDate ?? null);
}

function readNumber(
  row: RowContext,
  type: ReturnType<typeof guessDocumentType>,
  number: string,
): { sex: Sex | null; birthDate: string | null } | null {
  if (row.problems.some((problem) => problem.column === 'documentNumber')) return null;
  if (number === '') {
    row.report('documentNumber', 'id-missing');
    return null;
  }
  if (lostPrecision(row.cell('documentNumber'), number)) {
    row.report('documentNumber', 'number-lost-precision');
    return null;
  }
  const reading = readDocumentNumber(type, number, row.reference.today);
  if (reading.ok) {
    row.values.documentNumber = reading.number;
    return reading;
  }
  switch (reading.code) {
    case 'fifteen-digit-number':
      row.report('documentNumber', reading.code, { proposal: reading.proposal ?? undefined });
      break;
    case 'bad-check-digit':
      row.report('documentNumber', reading.code, { facts: { expected: reading.expected } });
      break;
    case 'document-type-differs':
      row.report('documentNumber', reading.code, { facts: { type: reading.type } });
      break;
    case 'bad-document-number':
    case 'impossible-birth-date':
      row.report('documentNumber', reading.code);
      break;
  }
  return null;
}

/**
 * A spreadsheet keeps 15 digits of a number: an 18-digit one that was a number once ends in 000 (or stands with an exponent),
 * also after it was saved as text or csv. Numbers that really end in 000 have a right check character and stay.
 */
function lostPrecision(cell: Cell | undefined, number: string): boolean {
  if (/^\d(\.\d+)?E\+?\d+$/.test(number)) return true;
  if (!/^\d{16,20}$/.test(number)) return false;
  if (cell?.kind === 'number') return true;
  return number.length === 18 && number.endsWith('000') && !hasRightCheckCharacter(number);
}

const sexWords: ReadonlyMap<string, Sex> = new Map([
  ['男', 'male'],
  ['男性', 'male'],
  ['M', 'male'],
  ['MALE', 'male'],
  ['女', 'female'],
  ['女性', 'female'],
  ['F', 'female'],
  ['FEMALE', 'female'],
]);

/**
 * Sex and birth date in a resident ID are law (GB 11643). Residence permits are built alike, but only their check character is
 * sourced: there the form's word stands, and a contradiction is a warning.
 */
function isTrusted(row: RowContext): boolean {
  return row.values.documentType === 'residentId';
}

function compareSex(row: RowContext, fromNumber: Sex | null): void {
  const text = row.text('sex');
  const given = sexWords.get(compactCode(text)) ?? null;
  const trusted = isTrusted(row);
  row.values.sex = trusted ? (fromNumber ?? given) : (given ?? fromNumber);
  if (text === '') return;
  if (given === null) row.report('sex', 'unknown-sex');
  else if (fromNumber !== null && given !== fromNumber) {
    row.report('sex', 'sex-differs-from-id', {
      proposal: fromNumber === 'male' ? '男' : '女',
      ...(trusted ? {} : { severity: 'warning' }),
    });
  }
}

function compareBirth(row: RowContext, fromNumber: string | null): void {
  const text = row.text('birthDate');
  const { given, monthOnly } = readBirth(row.cell('birthDate'), row.reference.dateSystem);
  row.values.birthDate = fromNumber ?? (monthOnly ? null : given);
  if (text === '') return;
  if (given === null) row.report('birthDate', 'unreadable-birth-date');
  else if (given > row.reference.today) row.report('birthDate', 'unreadable-birth-date');
  else if (
    fromNumber !== null &&
    (monthOnly ? given.slice(0, 7) !== fromNumber.slice(0, 7) : given !== fromNumber)
  ) {
    row.report('birthDate', 'birth-differs-from-id', {
      proposal: fromNumber,
      ...(isTrusted(row) ? {} : { severity: 'warning' }),
    });
  }
}

/** A date cell, a serial number, text, or only a month (200707, 2007.07, 2007年7月: 出生年月). */
function readBirth(
  cell: Cell | undefined,
  dateSystem: DateSystem,
): { given: string | null; monthOnly: boolean } {
  if (cell === undefined) return { given: null, monthOnly: false };
  const text = cell.text.trim();
  const whole = dateFromText(text);
  if (whole !== null) return { given: whole, monthOnly: false };
  const serial = /^\d{4,5}(\.\d+)?$/.test(text) ? Number(text) : null;
  if (serial !== null && cell.kind !== 'date' && serial >= 7_000)
    return { given: dateFromSerial(serial, dateSystem), monthOnly: false };
  const month = /^(\d{4})(?:[-/.年]?)(\d{1,2})月?$/.exec(compactCode(text));
  const first = month === null ? null : dateFromText(`${month[1]}-${month[2]}-1`);
  return { given: first, monthOnly: first !== null };
}
