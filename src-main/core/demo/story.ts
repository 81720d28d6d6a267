import { newUlid } from '#node/newUlid.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId, CandidateId, CheckInId, EnrolmentId, RoomId, RubricId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Subject } from '#shared/domain/subject.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { arrangementView } from '../arrangement/views.ts';
import { sheetMarks } from './marks.ts';
import { madeUpPeople } from './people.ts';
import { demoRubric } from './rubrics.ts';
import type { Person, Script } from './script.ts';
import type { Staff } from './staff.ts';

export const latheOperator: OccupationLevel = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 };
export const carMechanic: OccupationLevel = {
  edition: '2022',
  code: '4-12-01-01',
  name: '汽车维修工',
  level: 4,
};
export const shopManager: OccupationLevel = {
  edition: '2022',
  code: '4-01-06-01',
  name: '电子商务师',
  level: 4,
};

/** Registers made-up people of one occupation from a made-up roster file. */
export async function registerPeople(
  script: Script,
  registrar: Person,
  batchId: BatchId,
  line: OccupationLevel,
  count: number,
  seed: number,
  classes: readonly string[],
): Promise<EnrolmentId[]> {
  const drawn = madeUpPeople(count, seed, classes);
  const text = [
    '姓名,性别,身份证号,班级,职业,等级',
    ...drawn.map(
      (one) => `${one.name},${one.sex},${one.documentNumber},${one.className},${line.name},${line.level}`,
    ),
  ].join('\r\n');
  const stored = await script.site.files.put(Buffer.from(`\uFEFF${text}\r\n`));
  const people: CommandInput<'roster.import'>['people'] = drawn.map((one, index) => ({
    candidateId: newUlid() as CandidateId,
    enrolmentId: newUlid() as EnrolmentId,
    identity: {
      name: one.name,
      documentType: 'residentId',
      documentNumber: one.documentNumber,
      sex: one.sex,
      birthDate: one.birthDate,
      studentNumber: one.studentNumber,
      className: one.className,
      phone: null,
      remark: null,
    },
    occupationLevel: line,
    row: index + 2,
    warnings: [],
  }));
  await script.does(registrar, 'roster.import', {
    batchId,
    file: { ...stored, name: `${line.name}报名名册.csv` },
    skippedRows: [],
    people,
  });
  return people.map((one) => one.enrolmentId);
}

/** Adopts the made-up rubric for an occupation. */
export async function adoptRubric(
  script: Script,
  registrar: Person,
  batchId: BatchId,
  occupationLevel: OccupationLevel,
): Promise<readonly RubricModule[]> {
  await script.does(registrar, 'rubric.adopt', {
    rubricId: newUlid() as RubricId,
    batchId,
    occupationLevel,
    modules: [...demoRubric],
    file: null,
  });
  return demoRubric;
}

/** Adds a room and answers its id. */
export async function addRoom(
  script: Script,
  registrar: Person,
  name: string,
  subject: Subject,
  places: number,
): Promise<RoomId> {
  const roomId = newUlid() as RoomId;
  await script.does(registrar, 'room.add', { roomId, name, subject, places });
  return roomId;
}

/** The sittings of a batch for a subject, by start and room. */
export function sittingsOf(script: Script, batchId: BatchId, subject: Subject): readonly SittingView[] {
  const view = arrangementView(script.site.store, batchId);
  return (view?.sittings ?? []).filter((sitting) => sitting.subject === subject);
}

/** Lets one person in. */
export function letIn(
  script: Script,
  invigilator: Person,
  sitting: SittingView,
  enrolmentId: EnrolmentId,
  exception: CommandInput<'checkin.record'>['exception'] = null,
) {
  return script.does(invigilator, 'checkin.record', {
    checkInId: newUlid() as CheckInId,
    sittingId: sitting.sittingId,
    enrolmentId,
    method: 'scan',
    exception,
  });
}

/** The people of one practical room. */
export interface Group {
  readonly lead: Person;
  readonly examiners: readonly Person[];
  readonly measurers: readonly Person[];
}

/** The group of the n-th practical room. */
export function groupOf(staff: Staff, index: number): Group {
  const pick = <Item>(items: readonly Item[], from: number, count: number): Item[] =>
    items.slice(from, from + count);
  const lead = staff.leads[index];
  if (lead === undefined) throw new Error('no lead examiner for that room');
  return {
    lead,
    examiners: pick(staff.examiners, index * 2, 2),
    measurers: pick(staff.measurers, index * 2, 2),
  };
}

/** Assigns a group to a sitting. */
export async function assignGroup(
  script: Script,
  registrar: Person,
  sitting: SittingView,
  group: Group,
): Promise<void> {
  const give = (person: Person, duty: CommandInput<'staff.assign'>['duty']) =>
    script.does(registrar, 'staff.assign', {
      sittingId: sitting.sittingId,
      userId: person.userId,
      duty,
      reason: null,
    });
  await give(group.lead, 'leadExaminer');
  for (const examiner of group.examiners) await give(examiner, 'examiner');
  for (const measurer of group.measurers) await give(measurer, 'measurer');
}

/** One person fills and signs one sheet. */
export async function fillSheet(
  script: Script,
  person: Person,
  enrolmentId: EnrolmentId,
  kind: SheetKind,
  marks: CommandInput<'sheet.mark'>['marks'],
): Promise<void> {
  await script.does(person, 'sheet.mark', { enrolmentId, kind, marks });
  await script.does(person, 'sheet.sign', { enrolmentId, kind });
}

/** All sheets of a candidate, signed and verified. */
export async function markWhole(
  script: Script,
  group: Group,
  enrolmentId: EnrolmentId,
  ability: number,
  random: () => number,
): Promise<void> {
  const marks = (kind: SheetKind) => sheetMarks(demoRubric, kind, ability, random);
  await fillSheet(script, group.lead, enrolmentId, 'observe', marks('observe'));
  for (const person of [group.lead, ...group.examiners])
    await fillSheet(script, person, enrolmentId, 'judge', marks('judge'));
  const [measurer, verifier] = group.measurers;
  if (measurer === undefined || verifier === undefined) throw new Error('a room without its two measurers');
  await fillSheet(script, measurer, enrolmentId, 'measure', marks('measure'));
  await script.does(verifier, 'sheet.verify', { enrolmentId, kind: 'measure', by: measurer.userId });
}
