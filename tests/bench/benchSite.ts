import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import { resourcesFolder } from '#node/programs.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type {
  BatchId,
  CandidateId,
  CommandId,
  EnrolmentId,
  RoomId,
  SessionId,
} from '#shared/contract/ids.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { people } from '../../src-main/core/access/queries.ts';
import { buildCore, hostClock } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import { madeUpPeople } from '../../src-main/core/demo/people.ts';
import type { Actor } from '../../src-main/core/ledger/capability.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';

const occupation = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;

/** The made-up chief of every measured site. */
export const chief = { loginName: 'chief', password: 'bench-only' } as const;

/** Founds a real site in a folder. */
export async function foundSite(
  dir: string,
  passphrase: string | null,
  keepSiteKey: (siteKeyHex: string) => void = () => undefined,
): Promise<Core> {
  const core = await buildCore({
    dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
    keepSiteKey,
  });
  await core.host.setUp(
    {
      institutionCode: 'S500100000001',
      institutionName: '实测',
      chiefLoginName: chief.loginName,
      chiefDisplayName: '负责人',
      chiefPassword: chief.password,
      passphrase,
    },
    'host',
  );
  return core;
}

/** A real site in a temporary folder, with people who have seats. */
export interface BenchSite {
  readonly store: Store;
  readonly batchId: BatchId;
  /** The chief gives a command; a refusal is an error. */
  readonly must: <Type extends CommandType>(type: Type, input: CommandInput<Type>) => Promise<void>;
  readonly ledgerRows: () => number;
  /** Adds made-up people until the ledger has at least this many rows. */
  readonly growTo: (rows: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Founds a site with a batch and `candidates` made-up people who have seats in a sitting that is about to begin. */
export async function openBenchSite(candidates: number): Promise<BenchSite> {
  const dir = mkdtempSync(join(tmpdir(), 'kaodian-bench-'));
  const core = await foundSite(dir, null);
  const site = core.host.current();
  const founder = site === null ? undefined : people(site.store)[0];
  if (site === null || founder === undefined) throw new Error('the site was not founded');
  const actor: Actor = { id: founder.userId, roles: founder.roles, desk: 'host' };
  const must: BenchSite['must'] = async (type, input) => {
    const id = newUlid() as CommandId;
    const answer = await site.ledger.commit(actor, { id, type, input, deskAt: deskTime(Date.now()) });
    if (!answer.ok)
      throw new Error(`${type}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.facts)}`);
  };
  const ledgerRows = (): number => site.ledger.tail().size;
  const today = siteDay(new Date().toISOString());
  await must('institution.fileOccupation', {
    edition: occupation.edition,
    code: occupation.code,
    level: occupation.level,
    major: '数控',
  });
  const makeBatch = async (batchNo: string): Promise<BatchId> => {
    const batchId = newUlid() as BatchId;
    await must('batch.create', {
      batchId,
      batchNo,
      name: `实测批次 ${batchNo}`,
      occupationLevels: [occupation],
      firstDay: today,
      lastDay: today,
      rules: defaultBatchRules,
    });
    return batchId;
  };
  const batchId = await makeBatch('BENCH');

  let drawn = 0;
  const register = async (count: number, into: BatchId): Promise<void> => {
    drawn += 1;
    const list: CommandInput<'roster.import'>['people'] = madeUpPeople(count, drawn, ['一班', '二班']).map(
      (one, index) => ({
        candidateId: newUlid() as CandidateId,
        enrolmentId: newUlid() as EnrolmentId,
        identity: {
          name: one.name,
          documentType: 'residentId',
          documentNumber: `${drawn}-${one.documentNumber}`,
          sex: one.sex,
          birthDate: one.birthDate,
          studentNumber: null,
          className: one.className,
          phone: null,
          remark: null,
        },
        occupationLevel: occupation,
        row: index + 2,
        warnings: [],
      }),
    );
    await must('roster.import', {
      batchId: into,
      file: { sha256: '0'.repeat(64), size: 1, name: '实测.xlsx' },
      skippedRows: [],
      people: list,
    });
  };
  await register(candidates, batchId);
  const roomId = newUlid() as RoomId;
  await must('room.add', { roomId, name: '实测车间', subject: 'practical', places: 500 });
  await must('arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 1,
    sessions: [
      {
        sessionId: newUlid() as SessionId,
        subject: 'practical',
        startsAt: new Date().toISOString(),
        minutes: 60,
        roomIds: [roomId],
      },
    ],
  });

  const other = await makeBatch('BENCH-2');
  return {
    store: site.store,
    batchId,
    must,
    ledgerRows,
    async growTo(rows) {
      while (ledgerRows() < rows) await register(Math.min(5000, rows - ledgerRows() + 1), other);
    },
    async close() {
      await core.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
