import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
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
import type { CommandAnswer } from '#shared/contract/command.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { resourcesFolder } from '#node/programs.ts';
import { people } from '../../core/access/queries.ts';
import { buildCore, hostClock } from '../../core/app.ts';
import type { Core } from '../../core/app.ts';
import { madeUpPeople } from '../../core/demo/people.ts';
import type { Actor } from '../../core/ledger/capability.ts';
import type { Site } from '../../core/api/site.ts';

const occupation = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;

/** A real site in a temporary folder, for measuring. */
export interface BenchSite {
  readonly core: Core;
  readonly site: Site;
  readonly chief: Actor;
  readonly batchId: BatchId;
  readonly submit: <Type extends CommandType>(
    type: Type,
    input: CommandInput<Type>,
    actor?: Actor,
  ) => Promise<CommandAnswer>;
  readonly must: <Type extends CommandType>(
    type: Type,
    input: CommandInput<Type>,
    actor?: Actor,
  ) => Promise<void>;
  /** Adds made-up people until the ledger has at least this many rows. */
  readonly growTo: (rows: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Founds a site with a batch and `candidates` made-up people who have seats in a sitting that is admitting. */
export async function openBenchSite(candidates: number): Promise<BenchSite> {
  const dir = mkdtempSync(join(tmpdir(), 'kaodian-bench-'));
  const core = await buildCore({
    dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
  });
  await core.host.setUp(
    {
      institutionCode: 'S500100000001',
      institutionName: '实测',
      chiefLoginName: 'chief',
      chiefDisplayName: '负责人',
      chiefPassword: 'bench-only',
      passphrase: null,
    },
    'host',
  );
  const site = core.host.current();
  const founder = site === null ? undefined : people(site.store)[0];
  if (site === null || founder === undefined) throw new Error('the site was not founded');
  const chief: Actor = { id: founder.userId, roles: founder.roles, desk: 'host' };
  const submit: BenchSite['submit'] = (type, input, actor = chief) =>
    site.ledger.commit(actor, { id: newUlid() as CommandId, type, input, deskAt: deskTime(Date.now()) });
  const must: BenchSite['must'] = async (type, input, actor) => {
    const answer = await submit(type, input, actor);
    if (!answer.ok)
      throw new Error(`${type}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.facts)}`);
  };
  const batchId = newUlid() as BatchId;
  const today = siteDay(new Date().toISOString());
  await must('institution.fileOccupation', {
    edition: occupation.edition,
    code: occupation.code,
    level: occupation.level,
    major: '数控',
  });
  await must('batch.create', {
    batchId,
    batchNo: 'BENCH',
    name: '实测批次',
    occupationLevels: [occupation],
    firstDay: today,
    lastDay: today,
    rules: defaultBatchRules,
  });

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

  const other = newUlid() as BatchId;
  await must('batch.create', {
    batchId: other,
    batchNo: 'BENCH-2',
    name: '填充批次',
    occupationLevels: [occupation],
    firstDay: today,
    lastDay: today,
    rules: defaultBatchRules,
  });
  return {
    core,
    site,
    chief,
    batchId,
    submit,
    must,
    async growTo(rows) {
      while (site.ledger.tail().size < rows)
        await register(Math.min(5000, rows - site.ledger.tail().size + 1), other);
    },
    async close() {
      await core.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
