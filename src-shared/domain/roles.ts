import { practicalDuties } from './duties.ts';

/** Roles of a person at the site (vocabulary: 考点负责人 … 技术员). A person may hold several. */
export const roles = [
  'chief',
  'registrar',
  'invigilator',
  'examiner',
  'leadExaminer',
  'measurer',
  'markEntry',
  'markVerifier',
  'supervisor',
  'technician',
  'equipmentKeeper',
] as const;
export type Role = (typeof roles)[number];

// Sets of roles that several commands, questions and screens share. What only one of them asks for stands with it.

/** Everyone who is signed in. */
export const anyRole: readonly Role[] = [...roles];
/** Those who prepare and run the exams. */
export const managers: readonly Role[] = ['chief', 'registrar'];
/** Those who may look at everything of the office. */
export const office: readonly Role[] = [...managers, 'supervisor'];
/** Those who let candidates in. */
export const entrance: readonly Role[] = ['invigilator', ...managers];
/** Those who witness that a lost badge is replaced: whoever leads on the day. */
export const badgeWitnesses: readonly Role[] = [...office, 'invigilator', 'leadExaminer'];
/** Those who open, begin and end a sitting, and let in who comes late. */
export const sittingLeaders: readonly Role[] = ['invigilator', 'chief'];
/** Those who may see the entrance, its lists and candidates. */
export const entranceReaders: readonly Role[] = [...office, 'invigilator'];
/** Those who enter theory marks from paper, twice. */
export const paperMarkers: readonly Role[] = ['markEntry', 'markVerifier'];
/** Those who import marks from files. */
export const markImporters: readonly Role[] = ['markEntry', ...managers];
/** Those who compare an imported file with the paper, when somebody else imported it. */
export const markComparers: readonly Role[] = [...paperMarkers, ...managers];
/** Those who propose that a course exam replaces the theory subject. */
export const substitutionProposers: readonly Role[] = ['registrar', 'markEntry'];
/** Those who decide about it. */
export const substitutionDeciders: readonly Role[] = ['chief', 'markVerifier'];
/** Those who settle marks that differ, and freeze results. */
export const markSettlers: readonly Role[] = [...managers, 'markVerifier'];
/** Those who may see theory marks. */
export const markReaders: readonly Role[] = [...office, ...paperMarkers];
/** Those who may look at a candidate's card. */
export const candidateReaders: readonly Role[] = [...entranceReaders, 'markVerifier'];
/** Those who may see marks on the sheets of others, once nothing seals them. */
export const sheetReaders: readonly Role[] = ['leadExaminer', ...office];
/** Those who may see results: the office, and the mark verifier who may approve their freezing. */
export const resultReaders: readonly Role[] = [...office, 'markVerifier'];
/** Those who mark or measure at a practical station: the roles have the names of the duties. */
export const stationRoles: readonly Role[] = practicalDuties;
/** Those who may see the marks of all examiners side by side. */
export const matrixReaders: readonly Role[] = ['leadExaminer', 'chief', 'supervisor'];
/** Those who register, hand out and take stock of equipment. */
export const equipmentKeepers: readonly Role[] = ['equipmentKeeper', ...managers];
/** Those who may see the equipment, and who has it. */
export const equipmentReaders: readonly Role[] = [
  'equipmentKeeper',
  ...office,
  'technician',
  'leadExaminer',
  'invigilator',
];
/** Those who register cameras and say where recordings lie. */
export const cameraKeepers: readonly Role[] = ['technician', 'chief'];
/** Those who look at live pictures and recordings; each look is a row. */
export const cameraWatchers: readonly Role[] = ['technician', ...office];
/** Those who mark an incident by one key: whoever is in a room or at the wall. */
export const incidentMarkers: readonly Role[] = ['invigilator', ...practicalDuties, 'technician', ...office];
/** Those who read what is said of somebody's conduct; beside them whoever wrote it and the witnesses it names. */
export const incidentReaders: readonly Role[] = [...office];
/** Those who read that something was marked, where and when. */
export const incidentMarkReaders: readonly Role[] = [...office, 'invigilator', 'technician'];
/** Those who take back what was described of somebody's conduct. */
export const incidentWithdrawers: readonly Role[] = ['chief'];
