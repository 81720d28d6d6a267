import { join } from 'node:path';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type {
  ApprovalId,
  BatchId,
  CandidateId,
  CommandId,
  EnrolmentId,
  UserId,
} from '#shared/contract/ids.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { Role } from '#shared/domain/roles.ts';
import { signingKeyFromSeed, sshPublicKeyLine } from '#node/ed25519.ts';
import { decideWithSecond } from '../../src-main/core/access/secondPerson.ts';
import { capabilities as allCapabilities } from '../../src-main/core/capabilities.ts';
import type { Actor, Capability, ReferenceData } from '../../src-main/core/ledger/capability.ts';
import { openLedger } from '../../src-main/core/ledger/commit.ts';
import type { Ledger } from '../../src-main/core/ledger/commit.ts';
import { tableHashes } from '../../src-main/core/ledger/replay.ts';
import { readReferenceData } from '../../src-main/core/occupations/queries.ts';
import { migrate, readMigrations } from '../../src-main/core/store/migrate.ts';
import { openDatabase } from '../../src-main/core/store/openDatabase.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { documentNumberOf, hanDigits, holdsTestFile, testId } from './arrangedSite.ts';
import { firstJoin } from './joining.ts';
import { testFolder, testKeyHex } from './testSite.ts';

export const resourcesDir = join(import.meta.dirname, '..', '..', 'resources');
export const signingKey = signingKeyFromSeed(Buffer.alloc(32, 9));
export const institutionCode = 'S500100000001';
export const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
export const batchId = testId<'batch'>('batch', 1) as BatchId;

let reference: ReferenceData | null = null;
/** The product's own catalogue, list and calendar; read once. */
export function testReferenceData(): ReferenceData {
  return (reference ??= readReferenceData(resourcesDir));
}

export interface LedgerSiteOptions {
  /** Instead of all capabilities of the product. */
  readonly capabilities?: readonly Capability[];
  /** Looks at, or breaks, what the ledger asks of its store. */
  readonly wrapStore?: (store: Store) => Store;
  /** False: nobody has founded it. */
  readonly founded?: boolean;
}

/** A ledger over the product's schema and capabilities, with a clock that only moves when it is told to. */
export async function ledgerSite(options: LedgerSiteOptions = {}) {
  const { dir, remove } = testFolder();
  const file = join(dir, 'kaodian.db');
  const capabilities = options.capabilities ?? allCapabilities;
  const clock = { wallMs: Date.parse('2026-11-24T01:00:00.000Z'), steadyMs: 0 };
  const committed: { size: number; types: readonly EventType[] }[] = [];
  let store = openDatabase(file, testKeyHex);
  await migrate(store, readMigrations(join(resourcesDir, 'migrations')), () => Promise.resolve());

  const open = (): Ledger =>
    openLedger({
      store: options.wrapStore?.(store) ?? store,
      clock: { now: () => clock.wallMs, monotonic: () => clock.steadyMs },
      capabilities,
      decideWithSecond,
      reference: testReferenceData(),
      softwareVersion: 'test',
      holdsFile: holdsTestFile,
      signingKey: () => (site.hasKey ? signingKey : null),
      onCommitted: (one) => void committed.push(one),
    });

  let commands = 0;
  const site = {
    dir,
    file,
    committed,
    hasKey: true,
    get store() {
      return store;
    },
    ledger: undefined as unknown as Ledger,
    /** Time passes: on the wall and on the steady clock alike, unless the wall clock was turned. */
    pass: (ms: number, turnedMs = 0) => {
      clock.steadyMs += ms;
      clock.wallMs += ms + turnedMs;
    },
    actor: (who: Role | 'system' | UserId, desk = 'desk-1'): Actor => ({
      id: who === 'system' ? 'system' : userOf(who),
      roles: [],
      desk,
    }),
    envelope: <Type extends CommandType>(
      type: Type,
      input: CommandInput<Type>,
    ): CommandEnvelope<Type, CommandInput<Type>> => {
      commands += 1;
      return {
        id: testId<'command'>('cmd', commands) as CommandId,
        type,
        input,
        deskAt: '2026-11-24T09:00:00.000+08:00',
      };
    },
    submit: <Type extends CommandType>(
      who: Role | 'system' | UserId,
      type: Type,
      input: CommandInput<Type>,
    ): Promise<CommandAnswer> => site.ledger.commit(site.actor(who), site.envelope(type, input)),
    /** Gives a command that must go through. */
    done: async <Type extends CommandType>(
      who: Role | 'system' | UserId,
      type: Type,
      input: CommandInput<Type>,
    ) => {
      const answer = await site.submit(who, type, input);
      if (!answer.ok) throw new Error(`${type} refused: ${JSON.stringify(answer.refusal)}`);
      return answer;
    },
    /** Gives a command that must wait for a second person; answers the approval to grant. */
    ask: async <Type extends CommandType>(
      who: Role | 'system' | UserId,
      type: Type,
      input: CommandInput<Type>,
    ): Promise<ApprovalId> => {
      const { waitsFor } = await site.done(who, type, input);
      if (waitsFor === undefined) throw new Error(`${type} should wait for a second person`);
      return waitsFor.approvalId;
    },
    rows: () =>
      (store.raw.prepare('SELECT count(*) AS count FROM ledger_rows').get() as { count: number }).count,
    types: (from = 0) =>
      (
        store.raw.prepare('SELECT type FROM ledger_rows WHERE seq >= ? ORDER BY seq').all(from) as {
          type: string;
        }[]
      ).map((row) => row.type),
    hashes: () => JSON.stringify(tableHashes(store, capabilities)),
    /** Everything in the database, operational tables too. */
    everything: () => {
      const names = store.raw
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        .pluck()
        .all() as string[];
      return JSON.stringify(
        names.map((name) => [name, store.raw.prepare(`SELECT * FROM "${name}"`).raw().all()]),
      );
    },
    /** Closes the database and opens it again, as after a restart. */
    restart: () => {
      store.close();
      store = openDatabase(file, testKeyHex);
      site.ledger = open();
    },
    remove: () => {
      store.close();
      remove();
    },
  };
  site.ledger = open();
  if (options.founded !== false) await found();

  async function found(): Promise<void> {
    const chief = { userId: userOf('chief'), loginName: 'chief', displayName: '主考甲' };
    await site.done('system', 'site.found', {
      institutionCode,
      institutionName: '测试技工学校',
      chief,
      signingKey: sshPublicKeyLine(signingKey),
    });
    await firstJoin(
      site.submit,
      (['registrar', 'supervisor', 'invigilator'] as const).map((role) => ({
        userId: userOf(role),
        loginName: role,
        displayName: `${role}甲`,
        roles: [role],
      })),
    );
    await site.done('chief', 'institution.fileOccupation', {
      edition: lathe.edition,
      code: lathe.code,
      level: lathe.level,
      major: '机械加工',
    });
    await site.done('chief', 'batch.create', batchInput(1));
  }

  return site;
}

export type LedgerSite = Awaited<ReturnType<typeof ledgerSite>>;

/** The person of this role; an id stands for itself. */
export function userOf(who: Role | UserId): UserId {
  return (who.length === 26 ? who : testId<'user'>(who, 1)) as UserId;
}

/** A batch of one occupation by its number. */
export function batchInput(number: number): CommandInput<'batch.create'> {
  return {
    batchId: testId<'batch'>('batch', number) as BatchId,
    batchNo: `B${number}`,
    name: `第 ${number} 批`,
    occupationLevels: [lathe],
    firstDay: '2026-11-24',
    lastDay: '2026-11-25',
    rules: defaultBatchRules,
  };
}

/** What the registration says of the made-up person of this number. */
export function identityOf(number: number): Identity {
  return {
    name: `考生${hanDigits(number)}`,
    documentType: 'residentId',
    documentNumber: documentNumberOf(number),
    sex: null,
    birthDate: null,
    studentNumber: null,
    className: '一班',
    phone: null,
    remark: null,
  };
}

/** The roster of `count` made-up people, numbered from `first`. */
export function rosterInput(count: number, first = 1): CommandInput<'roster.import'> {
  const people = Array.from({ length: count }, (_, index) => {
    const number = first + index;
    return {
      candidateId: testId<'candidate'>('cand', number) as CandidateId,
      enrolmentId: testId<'enrolment'>('enr', number) as EnrolmentId,
      identity: identityOf(number),
      occupationLevel: lathe,
      sheet: 1,
      row: number + 1,
      warnings: [],
    };
  });
  return {
    batchId,
    file: { sha256: 'ab'.repeat(32), size: 1, name: '名册.xlsx' },
    rows: count,
    people,
    leftOut: [],
  };
}
