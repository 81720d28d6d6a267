import type { RosterProblemCode, Severity } from '#shared/contract/rosterReport.ts';

/**
 * Error: the person cannot be imported as they stand, because who they are or what they are to be certified in is open.
 * Warning: they can be; someone should look.
 *
 * Some decisions: a sex or birth date that contradicts a sound ID number is an error, because the number may be another
 * person's. A repeated row is an error of the later row: taking it would enrol the person twice. A withdrawn student (退学,
 * 转学, 除名) is no student of the institution any more: error. A student on leave (休学) still is one: warning, the chief
 * decides. A missing occupation or level is a warning: a batch of one occupation and level supplies it. A phone number is
 * needed by nobody's certificate: warning.
 */
export const severities: Readonly<Record<RosterProblemCode, Severity>> = {
  'id-missing': 'error',
  'bad-check-digit': 'error',
  'bad-document-number': 'error',
  'number-lost-precision': 'error',
  'fifteen-digit-number': 'error',
  'impossible-birth-date': 'error',
  'unknown-document-type': 'warning',
  'document-type-differs': 'error',
  'name-missing': 'error',
  'bad-name': 'error',
  'sex-differs-from-id': 'error',
  'unknown-sex': 'warning',
  'birth-differs-from-id': 'error',
  'unreadable-birth-date': 'warning',
  'bad-phone': 'warning',
  'exact-duplicate': 'error',
  'duplicate-differs': 'error',
  'same-id-other-name': 'error',
  'several-occupations': 'warning',
  'licensed-occupation': 'error',
  'maybe-licensed-occupation': 'warning',
  'unknown-code': 'error',
  'unknown-occupation': 'warning',
  'name-and-code-differ': 'error',
  'occupation-missing': 'warning',
  'unknown-level': 'error',
  'level-missing': 'warning',
  'student-withdrawn': 'error',
  'student-on-leave': 'warning',
  'formula-as-text': 'error',
};
