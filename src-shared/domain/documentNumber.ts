import type { CalendarDate } from './calendarDate.ts';
import { compactCode, compactText } from './fullWidth.ts';
import { readResidentId } from './idNumber.ts';
import type { ResidentId, Sex } from './idNumber.ts';

/** Kinds of document that a person may be enrolled with (vocabulary of the enrolment data rule; residence permits added). */
export const documentTypes = [
  'residentId',
  'hongKongMacaoPermit',
  'taiwanPermit',
  'hongKongMacaoResidence',
  'taiwanResidence',
  'permanentResidence',
  'passport',
  'officerCard',
] as const;
export type DocumentType = (typeof documentTypes)[number];

/** The words that stand on forms. */
export const documentTypeLabels: Readonly<Record<DocumentType, string>> = {
  residentId: '居民身份证',
  hongKongMacaoPermit: '港澳居民来往内地通行证',
  taiwanPermit: '台湾居民来往大陆通行证',
  hongKongMacaoResidence: '港澳居民居住证',
  taiwanResidence: '台湾居民居住证',
  permanentResidence: '外国人永久居留身份证',
  passport: '护照',
  officerCard: '军官证',
};

const typePatterns: readonly (readonly [RegExp, DocumentType])[] = [
  [/台湾.*居住证|台胞居住证/, 'taiwanResidence'],
  [/(港澳|香港|澳门).*居住证/, 'hongKongMacaoResidence'],
  [/台湾|台胞/, 'taiwanPermit'],
  [/港澳|香港|澳门|回乡证/, 'hongKongMacaoPermit'],
  [/永久居[留住]/, 'permanentResidence'],
  [/护照/, 'passport'],
  [/军官|士官|警官|文职/, 'officerCard'],
  [/身份证/, 'residentId'],
];

/** The kind that a form's words mean (港澳台居民居住证 alone does not say which: by the number, see `guessDocumentType`), else null. */
export function readDocumentType(text: string): DocumentType | null {
  const plain = compactText(text);
  if (/^港澳台/.test(plain)) return null;
  return typePatterns.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** The kind that the number itself shows, where the form did not say: residence permits by 81/82/83, else a resident ID. */
export function guessDocumentType(number: string): DocumentType {
  const plain = compactCode(number);
  if (/^8[12]\d{15}[\dX]$/.test(plain)) return 'hongKongMacaoResidence';
  if (/^83\d{15}[\dX]$/.test(plain)) return 'taiwanResidence';
  if (/^9\d{16}[\dX]$/.test(plain) || /^[A-Z]{3}\d{12}$/.test(plain)) return 'permanentResidence';
  if (/^[HM]\d{8}(\d{2})?$/.test(plain)) return 'hongKongMacaoPermit';
  return 'residentId';
}

export type DocumentReading =
  | {
      readonly ok: true;
      readonly number: string;
      readonly birthDate: CalendarDate | null;
      readonly sex: Sex | null;
    }
  | Extract<ResidentId, { ok: false }>
  /** The number is a good one, but of another kind than the form says. */
  | { readonly ok: false; readonly code: 'document-type-differs'; readonly type: DocumentType };

/**
 * Reads the number of a document of the given kind. Numbers built like a resident ID give birth date and sex; the others have
 * no check of their own, so only their form is judged.
 */
export function readDocumentNumber(type: DocumentType, text: string, today: CalendarDate): DocumentReading {
  const number = compactCode(text);
  switch (type) {
    case 'residentId':
    case 'hongKongMacaoResidence':
    case 'taiwanResidence': {
      const shown = guessDocumentType(number);
      const reading = readResidentId(number, today);
      if (reading.ok && shown !== type) return { ok: false, code: 'document-type-differs', type: shown };
      return reading;
    }
    case 'permanentResidence': {
      if (/^[A-Z]{3}\d{12}$/.test(number)) return { ok: true, number, birthDate: null, sex: null };
      if (/^9/.test(number)) return readResidentId(number, today);
      return { ok: false, code: 'bad-document-number' };
    }
    case 'hongKongMacaoPermit':
      return ofForm(/^[HM]\d{8}(\d{2})?$/, number);
    case 'taiwanPermit':
      return ofForm(/^(\d{8}|\d{10}[A-Z]?)$/, number.replace(/[()]/g, ''));
    case 'passport':
      return ofForm(/^[A-Z0-9]{5,20}$/, number);
    case 'officerCard':
      return ofForm(/^\p{Script=Han}{0,4}字?第?[A-Z0-9]{4,12}号?$/u, number);
  }
}

function ofForm(form: RegExp, number: string): DocumentReading {
  if (!form.test(number)) return { ok: false, code: 'bad-document-number' };
  return { ok: true, number, birthDate: null, sex: null };
}

/**
 * The number for public lists: of a resident ID the first six and last four (`500101********1234`); of anything shorter the
 * first and last two. Never shows more than ten characters.
 */
export function maskDocumentNumber(number: string): string {
  const characters = [...number];
  const [head, tail] = characters.length >= 15 ? [6, 4] : characters.length >= 8 ? [2, 2] : [1, 1];
  if (characters.length <= head + tail) return '*'.repeat(characters.length);
  const hidden = '*'.repeat(characters.length - head - tail);
  return characters.slice(0, head).join('') + hidden + characters.slice(characters.length - tail).join('');
}
