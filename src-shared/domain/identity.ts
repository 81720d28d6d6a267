import type { CalendarDate } from './calendarDate.ts';
import { documentTypes, readDocumentNumber } from './documentNumber.ts';
import type { Sex } from './idNumber.ts';
import { isPersonName, normaliseName } from './personName.ts';
import { readPhone } from './phone.ts';

/** What is judged of a person's registration. */
export interface JudgedIdentity {
  readonly name: string;
  readonly documentType: string;
  readonly documentNumber: string;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDate | null;
  readonly phone: string | null;
}
type JudgedField = keyof JudgedIdentity;

/**
 * The first part of an identity that cannot be so; null when all of it can: a name in the form it is kept in, a number that
 * its document can have (GB 11643 with its check character), sex and birth date that a resident ID does not contradict, a
 * birth date that is over, a telephone number. What a roster is judged by, and what a correction is held to.
 */
export function identityFault(identity: JudgedIdentity, today: CalendarDate): JudgedField | null {
  const { name, documentNumber, sex, birthDate, phone } = identity;
  if (normaliseName(name) !== name || !isPersonName(name)) return 'name';
  const documentType = documentTypes.find((type) => type === identity.documentType);
  if (documentType === undefined) return 'documentType';
  const reading = readDocumentNumber(documentType, documentNumber, today);
  if (!reading.ok || reading.number !== documentNumber) return 'documentNumber';
  if (birthDate !== null && birthDate > today) return 'birthDate';
  if (documentType === 'residentId') {
    if (sex !== null && sex !== reading.sex) return 'sex';
    if (birthDate !== null && birthDate !== reading.birthDate) return 'birthDate';
  }
  return phone === null || readPhone(phone) !== null ? null : 'phone';
}
