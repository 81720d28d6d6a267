import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type {
  BatchId,
  CandidateId,
  CommandId,
  EnrolmentId,
  Id,
  RoomId,
  SubstitutionId,
  SessionId,
  UserId,
} from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { checkCharacter } from '#shared/domain/idNumber.ts';
import { buildOccupationCatalogue } from '#shared/domain/occupation.ts';
import { signingKeyFromSeed, sshPublicKeyLine } from '#node/ed25519.ts';
import { arrangementCapability } from '../../src-main/core/arrangement/capability.ts';
import { decideWithSecond } from '../../src-main/core/access/secondPerson.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { candidatesCapability } from '../../src-main/core/candidates/capability.ts';
import { checkinCapability } from '../../src-main/core/checkin/capability.ts';
import type { Actor, ReferenceData } from '../../src-main/core/ledger/capability.ts';
import { openLedger } from '../../src-main/core/ledger/commit.ts';
import * as ledgerTables from '../../src-main/core/ledger/tables.ts';
import { rebuildTables, tableHashes } from '../../src-main/core/ledger/replay.ts';
import { frozenTables } from '../../src-main/core/results/tables.ts';
import { substitutions } from '../../src-main/core/theory/tables.ts';
import { tableSql } from './createTables.ts';
import { firstJoin } from './joining.ts';
import { makeTestStore } from './testSite.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** An id that says its kind and number; a good ULID. */
export function testId<Kind extends string>(kind: string, number: number): Id<Kind> {
  const name = [...kind.toUpperCase()].filter((letter) => alphabet.includes(letter)).join('');
  return `0${name}${String(number).padStart(25 - name.length, '0')}` as Id<Kind>;
}

export const signingKey = signingKeyFromSeed(Buffer.alloc(32, 7));
export const lathe: OccupationLevel = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 };
export const welder: OccupationLevel = { edition: '2022', code: '6-18-02-04', name: '焊工', level: 4 };
export const batchId = testId<'batch'>('batch', 1) as BatchId;

export const reference: ReferenceData = {
  occupations: buildOccupationCatalogue([
    {
      edition: '2022',
      version: 'test',
      occupations: [lathe, welder].map(({ code, name }) => ({
        code,
        name,
        green: false,
        digital: false,
        aliases: [],
      })),
    },
  ]),
  licensed: { version: 'test', entries: [] },
  calendar: { version: 'test', years: {} },
  all: [],
};

/** A file of this hash is not in the store of a test site; every other one is. */
export const missingFile = { sha256: 'f0'.repeat(32), size: 1, name: '没有存过.xlsx' };
export function holdsTestFile({ sha256 }: { readonly sha256: string }): boolean {
  return sha256 !== missingFile.sha256;
}

/** A made-up resident ID number with a good check character; `serial` below 1,000,000. */
export function documentNumberOf(serial: number): string {
  const first17 = `500101${2000 + (serial % 8)}01${String(1 + (Math.floor(serial / 1000) % 28)).padStart(2, '0')}${String(serial % 1000).padStart(3, '0')}`;
  return first17 + checkCharacter(first17);
}

/** A number in characters that a name may have. */
export function hanDigits(number: number): string {
  return String(number).replace(/\d/g, (digit) => '零一二三四五六七八九'.charAt(Number(digit)));
}

export interface TestPerson {
  readonly name: string;
  readonly className?: string | null;
  readonly documentNumber?: string;
  readonly line?: OccupationLevel;
}

export interface TestSession {
  readonly number: number;
  readonly subject: Subject;
  readonly startsAt: string;
  readonly minutes?: number;
  readonly rooms: readonly number[];
}

/**
 * A founded site with people of every role, an occupation, a batch on 24 and 25 November 2026, over a real ledger. Its
 * clock stands still until `setTime`. What is refused comes back as its code, what is done as its result; where a second
 * person must agree, `done` lets another one agree.
 */
export async function arrangedSite(more: { readonly calendar?: ReferenceData['calendar'] } = {}) {
  const operational = [
    ledgerTables.ledgerRows,
    ledgerTables.ledgerSubjects,
    ledgerTables.ledgerState,
    ledgerTables.commandAnswers,
  ];
  const store = makeTestStore([]);
  // What is tested here is what is decided, not the disk.
  store.raw.pragma('synchronous=OFF');
  for (const table of new Set([
    ...operational,
    substitutions,
    frozenTables,
    ...capabilities.flatMap((capability) => capability.tables),
  ])) {
    // SQLite wants a comma between the two table options.
    for (const sql of tableSql(table)) store.raw.exec(sql.replace('STRICT WITHOUT', 'STRICT, WITHOUT'));
  }
  let nowMs = Date.parse('2026-11-24T00:00:00.000Z');
  const ledger = openLedger({
    store,
    clock: { now: () => nowMs, monotonic: () => nowMs },
    capabilities,
    decideWithSecond,
    reference: { ...reference, calendar: more.calendar ?? reference.calendar },
    softwareVersion: 'test',
    holdsFile: holdsTestFile,
    signingKey: () => signingKey,
    onCommitted: () => undefined,
  });
  let commands = 0;
  const actorOf = (who: Role | 'system' | UserId): Actor => ({
    id: who === 'system' ? 'system' : who.length === 26 ? (who as UserId) : userOf(who as Role),
    roles: [],
    desk: 'desk-1',
  });
  const submit = <Type extends CommandType>(
    who: Role | 'system' | UserId,
    type: Type,
    input: CommandInput<Type>,
  ): Promise<CommandAnswer> => {
    commands += 1;
    return ledger.commit(actorOf(who), {
      id: testId<'command'>('cmd', commands) as CommandId,
      type,
      input,
      deskAt: '2026-11-24T08:00:00.000+08:00',
    });
  };
  const done = async <Type extends CommandType>(
    who: Role | 'system' | UserId,
    type: Type,
    input: CommandInput<Type>,
  ): Promise<unknown> => {
    const answer = await submit(who, type, input);
    if (!answer.ok) throw new Error(`${type} refused: ${JSON.stringify(answer.refusal)}`);
    if (answer.waitsFor === undefined) return answer.result;
    const { approvalId } = answer.waitsFor;
    return done(who === 'registrar' ? 'chief' : 'registrar', 'approval.grant', { approvalId });
  };

  const people: readonly Role[] = [
    'registrar',
    'invigilator',
    'examiner',
    'leadExaminer',
    'measurer',
    'supervisor',
  ];
  const chief = { userId: userOf('chief'), loginName: 'chief', displayName: '主考' };
  await done('system', 'site.found', {
    institutionCode: 'S500100000001',
    institutionName: '测试技工学校',
    chief,
    signingKey: sshPublicKeyLine(signingKey),
  });
  await firstJoin(
    submit,
    people.map((role) => ({
      userId: userOf(role),
      loginName: role,
      displayName: `${role} 一`,
      roles: [role],
    })),
  );
  for (const line of [lathe, welder])
    await done('chief', 'institution.fileOccupation', {
      edition: line.edition,
      code: line.code,
      level: line.level,
      major: '机械',
    });
  const makeBatch = (number: number, firstDay = '2026-11-24', lastDay = '2026-11-25') =>
    done('chief', 'batch.create', {
      batchId: testId<'batch'>('batch', number),
      batchNo: `B${number}`,
      name: `第 ${number} 批`,
      occupationLevels: [lathe, welder],
      firstDay,
      lastDay,
      rules: defaultBatchRules,
    });
  await makeBatch(1);
  let imported = 0;

  return {
    store,
    ledger,
    remove: store.remove,
    submit,
    done,
    makeBatch,
    /** The code of a refusal, with its facts; null when the command went through. */
    refusal: async <Type extends CommandType>(who: Role | UserId, type: Type, input: CommandInput<Type>) => {
      const answer = await submit(who, type, input);
      return answer.ok ? null : { code: answer.refusal.code, ...answer.refusal.facts };
    },
    setTime: (at: string) => {
      nowMs = Date.parse(at);
    },
    now: () => new Date(nowMs).toISOString(),
    /** Registers people; answers their enrolment ids in order. */
    register: async (
      roster: readonly TestPerson[],
      batch: BatchId = batchId,
    ): Promise<readonly EnrolmentId[]> => {
      const rows = roster.map((person) => {
        imported += 1;
        return {
          candidateId: testId<'candidate'>('cand', imported) as CandidateId,
          enrolmentId: testId<'enrolment'>('enr', imported),
          identity: {
            name: person.name,
            documentType: /^E\d/.test(person.documentNumber ?? '') ? 'passport' : 'residentId',
            documentNumber: person.documentNumber ?? documentNumberOf(imported),
            sex: null,
            birthDate: null,
            studentNumber: null,
            className: person.className === undefined ? '一班' : person.className,
            phone: null,
            remark: null,
          },
          occupationLevel: person.line ?? lathe,
          sheet: 1,
          row: imported,
          warnings: [],
        };
      });
      await done('chief', 'roster.import', {
        batchId: batch,
        file: { sha256: '0'.repeat(64), size: 1, name: 'test.xlsx' },
        rows: rows.length,
        people: rows,
        leftOut: [],
      });
      return rows.map((row) => row.enrolmentId);
    },
    /** A room; a workshop is fitted for both occupations on all its places, or for the one given. */
    room: (number: number, subject: Subject, places: number, only?: OccupationLevel) =>
      done('chief', 'room.add', {
        roomId: testId<'room'>('room', number),
        name: `第 ${number} 考场`,
        subject,
        places,
        ...(subject === 'practical' && {
          occupations: (only === undefined ? [lathe, welder] : [only]).map(({ edition, code }) => ({
            edition,
            code,
            from: 1,
            to: places,
          })),
        }),
      }),
    sessions: (sessions: readonly TestSession[]): CommandInput<'arrangement.seat'>['sessions'] =>
      sessions.map(({ number, subject, startsAt, minutes, rooms }) => ({
        sessionId: testId<'session'>('sess', number) as SessionId,
        subject,
        startsAt,
        minutes: minutes ?? 90,
        roomIds: rooms.map((room) => testId<'room'>('room', room) as RoomId),
      })),
    /** Approves a course exam instead of theory, as the theory capability would. */
    substitute: (enrolmentId: EnrolmentId) =>
      store.orm
        .insert(substitutions)
        .values({
          substitutionId: `s-${enrolmentId}` as SubstitutionId,
          enrolmentId,
          courseName: '机械基础',
          term: '2026 秋',
          rawHundredths: 8000,
          fullHundredths: 10_000,
          convertedHundredths: 8000,
          evidenceSha256: '0'.repeat(64),
          proposedBy: userOf('registrar'),
          state: 'approved',
          seq: 0,
        })
        .run(),
    freeze: () =>
      store.orm
        .insert(frozenTables)
        .values({
          batchId,
          tableSha256: '0'.repeat(64),
          by: userOf('chief'),
          secondPerson: userOf('registrar'),
          at: '2026-11-26T00:00:00.000Z',
          seq: 0,
        })
        .run(),
    /** Whether tables rebuilt from the ledger equal the live ones; `blanked`: with every personal part erased first. */
    rebuildsEqual: (blanked = false): boolean => {
      const own = [arrangementCapability, ...(blanked ? [] : [checkinCapability, candidatesCapability])];
      const live = JSON.stringify(tableHashes(store, own));
      if (blanked) store.raw.exec('UPDATE ledger_rows SET personal = NULL, personal_salt = NULL');
      if (blanked) store.raw.exec('UPDATE staff SET reason = NULL');
      const before = blanked ? JSON.stringify(tableHashes(store, own)) : live;
      rebuildTables(store, capabilities);
      return JSON.stringify(tableHashes(store, own)) === before;
    },
  };
}

/** The person of this role on the test site. */
export function userOf(role: Role): UserId {
  return testId<'user'>(role, 1);
}
