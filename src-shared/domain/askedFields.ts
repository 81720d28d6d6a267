/** How the value of a field is said to the second person. `named`: an id, said by what people call it. */
export type AskedKind =
  | 'text'
  | 'count'
  | 'mark'
  | 'yesNo'
  | 'hundredths'
  | 'combining'
  | 'practicalMode'
  | 'day'
  | 'hash'
  | 'named'
  | 'new'
  | 'roles'
  | 'sex'
  | 'documentType'
  | 'entryMethod'
  | 'entryException';

/**
 * Every field of every command that needs a second person, by its place in the input, and every fact that is shown beside
 * them: each has its words (`asked.fields` in `access.json`). A field of such a command that is missing here fails a test.
 */
export const askedFields = {
  batchId: 'named',
  candidateId: 'named',
  enrolmentId: 'named',
  sittingId: 'named',
  userId: 'named',
  checkInId: 'new',
  packageId: 'new',
  badgeId: 'named',
  newBadgeId: 'new',
  'badges.badgeId': 'new',
  'badges.userId': 'named',
  credentialId: 'new',
  loginName: 'text',
  displayName: 'text',
  roles: 'roles',
  reason: 'text',
  evidence: 'text',
  method: 'entryMethod',
  'exception.code': 'entryException',
  'exception.reason': 'text',
  'identity.name': 'text',
  'identity.documentType': 'documentType',
  'identity.documentNumber': 'text',
  'identity.sex': 'sex',
  'identity.birthDate': 'day',
  'identity.studentNumber': 'text',
  'identity.className': 'text',
  'identity.phone': 'text',
  'identity.remark': 'text',
  tableSha256: 'hash',
  'counts.enrolments': 'count',
  'counts.passed': 'count',
  'counts.failed': 'count',
  'counts.open': 'count',
  revision: 'count',
  moduleNo: 'count',
  itemNo: 'count',
  scoreHundredths: 'mark',
  vetoed: 'yesNo',
  'spread.item': 'text',
  'spread.marks': 'mark',
  'rules.version': 'count',
  'rules.passLineHundredths': 'hundredths',
  'rules.practicalMode': 'practicalMode',
  'rules.examinersPerGroup': 'count',
  'rules.combining': 'combining',
  'rules.roundingDecimals': 'count',
  'rules.itemSpreadPercent': 'count',
  'rules.totalSpreadHundredths': 'hundredths',
  'rules.nearLineHundredths': 'hundredths',
  'rules.theoryRoomSeats': 'count',
  'rules.invigilatorsPerRoom': 'count',
  'rules.candidatesPerInvigilator': 'count',
  'rules.theoryLateMinutes': 'count',
  'rules.practicalLateMinutes': 'count',
  'rules.publicationWorkingDays': 'count',
  'rules.reportWorkingDays': 'count',
  'rules.planWorkingDays': 'count',
  calendarVersion: 'text',
  itemId: 'named',
  count: 'count',
  fromKey: 'named',
  toKey: 'named',
  approvalNo: 'text',
  handOverId: 'new',
  'items.itemId': 'named',
  'items.count': 'count',
  takingId: 'named',
  differencesSha256: 'hash',
  'taking.missing': 'count',
  'taking.misplaced': 'count',
  'taking.extra': 'count',
  'taking.counts': 'count',
} as const satisfies Readonly<Record<string, AskedKind>>;
export type AskedField = keyof typeof askedFields;

/** Narrows a text to a field that has words. */
export function isAskedField(path: string): path is AskedField {
  return Object.hasOwn(askedFields, path);
}
