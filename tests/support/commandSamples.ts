import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { Id } from '#shared/contract/ids.ts';
import { latheModules } from './rubrics.ts';

const id = <Kind extends string>(): Id<Kind> => '01ARZ3NDEKTSV4RRFFQ69G5FAV' as Id<Kind>;
const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
const sha256 = 'ab'.repeat(32);
const file = { sha256, size: 1, name: '文件.xlsx' };
const day = '2026-11-24';
const reason = '测试';

/**
 * A well-formed input of every command, about things that a fresh site does not have: whoever may not give the command must be
 * refused for that and for nothing else, and whoever may is never refused for it.
 */
export const commandSamples: { readonly [Type in CommandType]: CommandInput<Type> } = {
  'user.create': { userId: id(), loginName: 'sample', displayName: '样例', roles: ['technician'] },
  'user.setRoles': { userId: id(), roles: ['technician'] },
  'user.disable': { userId: id(), reason },
  'user.enable': { userId: id(), reason },
  'user.resetPassword': { userId: id(), credentialId: null },
  'user.recordPassword': { userId: id() },
  'account.vouch': { userId: id(), document: '身份证' },
  'batch.nameDeputy': { batchId: id(), userId: id() },
  'approval.grant': { approvalId: id() },
  'approval.refuse': { approvalId: id(), reason },
  'approval.withdraw': { approvalId: id() },
  'site.found': {
    institutionCode: 'S500100000001',
    institutionName: '测试技工学校',
    chief: { userId: id(), loginName: 'sample', displayName: '样例' },
    signingKey: 'ssh-ed25519 AAAA',
  },
  'site.recoverySheetKept': {},
  'institution.fileOccupation': { edition: '2022', code: lathe.code, level: 3, major: '机械' },
  'centre.renewKeys': { keysFile: '{}', signatures: [] },
  'centre.enrol': { keysFile: '{}', signature: '', rootFingerprint: 'SHA256:x', address: null },
  'checkpoint.make': { reason: 'asked' },
  'batch.create': {
    batchId: id(),
    batchNo: 'B1',
    name: '第 1 批',
    occupationLevels: [lathe],
    firstDay: day,
    lastDay: day,
    rules: defaultBatchRules,
  },
  'batch.recordPlan': { batchId: id(), submittedOn: day, proof: '回执' },
  'roster.import': {
    batchId: id(),
    file,
    skippedRows: [],
    people: [
      {
        candidateId: id(),
        enrolmentId: id(),
        identity: {
          name: '样例',
          documentType: 'passport',
          documentNumber: 'E12345678',
          sex: null,
          birthDate: null,
          studentNumber: null,
          className: null,
          phone: null,
          remark: null,
        },
        occupationLevel: lathe,
        row: 2,
        warnings: [],
      },
    ],
  },
  'enrolment.withdraw': { enrolmentId: id(), reason },
  'candidate.correct': {
    candidateId: id(),
    identity: {
      name: '样例',
      documentType: 'passport',
      documentNumber: 'E12345678',
      sex: null,
      birthDate: null,
      studentNumber: null,
      className: null,
      phone: null,
      remark: null,
    },
    evidence: '证件原件',
  },
  'candidate.blank': { candidateId: id(), reason },
  'room.add': { roomId: id(), name: '第 1 考场', subject: 'theory', places: 1 },
  'arrangement.seat': {
    batchId: id(),
    rule: 'rosterOrder',
    seed: 0,
    sessions: [
      {
        sessionId: id(),
        subject: 'theory',
        startsAt: '2026-11-24T01:00:00.000Z',
        minutes: 90,
        roomIds: [id()],
      },
    ],
  },
  'staff.assign': { sittingId: id(), userId: id(), duty: 'invigilator', reason: null },
  'staff.release': { sittingId: id(), userId: id(), duty: 'invigilator' },
  'checkin.record': {
    checkInId: id(),
    sittingId: id(),
    enrolmentId: id(),
    method: 'scan',
    exception: null,
  },
  'checkin.undo': { checkInId: id(), reason },
  'sitting.admit': { sittingId: id() },
  'sitting.start': { sittingId: id() },
  'sitting.finish': { sittingId: id() },
  'theory.import': {
    batchId: id(),
    file,
    marks: [{ enrolmentId: id(), scoreHundredths: 6000, row: 2 }],
  },
  'theory.enter': { enrolmentId: id(), scoreHundredths: 6000 },
  'theory.resolve': { enrolmentId: id(), scoreHundredths: 6000, reason },
  'substitution.propose': {
    substitutionId: id(),
    enrolmentId: id(),
    courseName: '机械基础',
    courseCode: null,
    term: '2026 春',
    examDate: null,
    rawHundredths: 8000,
    fullHundredths: 10_000,
    teacher: '刘某',
    evidence: file,
  },
  'substitution.decide': { substitutionId: id(), decision: 'approved', reason },
  'rubric.adopt': {
    rubricId: id(),
    batchId: id(),
    occupationLevel: lathe,
    modules: latheModules,
    file: null,
  },
  'sheet.mark': {
    enrolmentId: id(),
    kind: 'judge',
    marks: [{ moduleNo: 1, itemNo: 3, scoreHundredths: 500, vetoed: false }],
  },
  'sheet.sign': { enrolmentId: id(), kind: 'judge' },
  'sheet.verify': { enrolmentId: id(), kind: 'measure', by: id() },
  'adjudication.decide': { enrolmentId: id(), moduleNo: 1, itemNo: 3, scoreHundredths: 500, reason },
  'results.freeze': { batchId: id(), tableSha256: sha256 },
  'publication.record': { batchId: id(), from: day, until: day, place: '公告栏' },
  'package.seal': { packageId: id(), batchId: id() },
  'package.noteSealed': {
    packageId: id(),
    packageSha256: sha256,
    bagSha256: sha256,
    size: 1,
    checkpointSha256: sha256,
  },
  'package.noteWritten': { packageId: id(), place: '/U', by: id() },
  'package.noteUploaded': { packageId: id(), centreId: 'centre', by: id() },
  'receipt.apply': { packageId: id(), receipt: '{}', signature: '', transport: 'drive', by: id() },
};
