import { copyFile, readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { newUlid } from '#node/newUlid.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type {
  ApprovalId,
  BatchId,
  CommandId,
  EnrolmentId,
  PackageId,
  RubricId,
} from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { RosterReport } from '#shared/contract/rosterReport.ts';
import type { PackageView } from '#shared/contract/views/results.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { packageStates } from '#shared/domain/packageStates.ts';
import type { Subject } from '#shared/domain/subject.ts';
import { makeFolderDurable, writeDurable } from '#node/durableFile.ts';
import { resourcesFolder } from '#node/programs.ts';
import { abilityOf, theoryMark } from '../../core/demo/marks.ts';
import { demoRubric } from '../../core/demo/rubrics.ts';
import { parseSpreadsheet } from '../../core/spreadsheets/parse.ts';
import { TheoryMarks } from '../../core/theory/import/theoryMarks.ts';
import type { CoreClient } from '../coreClient.ts';
import { CoreRefused } from '../coreClient.ts';
import { arrange, crewFor, finishSitting, holdSitting, markCandidate } from './examDay.ts';
import type { Crew } from './examDay.ts';
import { machineExport, madeUpRoster } from './files.ts';
import type { DemoOptions } from './options.ts';
import type { Actor } from './people.ts';
import { addActor, addActors, at, signIn } from './people.ts';
import type { DemoHooks, Stage } from './stage.ts';
import { openStage } from './stage.ts';

const institutionCode = 'S500100000001';
const seed = 20_261_124;
/** Share of the candidates who stay away, where no file says who. */
const absence = 0.03;
const askEveryMs = 100;

/** What `kaodian demo --json` prints. */
export interface DemoReport {
  readonly ok: true;
  readonly counts: {
    readonly imported: number;
    readonly rowsWithErrors: number;
    readonly checkedIn: number;
    readonly absent: number;
    readonly scored: number;
    readonly passed: number;
  };
  readonly package: { readonly path: string; readonly sha256: string };
  readonly receipt: { readonly decision: string | null; readonly files: readonly string[] };
  readonly ledger: { readonly rows: number; readonly ok: boolean };
  readonly milliseconds: Readonly<Record<string, number>>;
}

export type Say = (step: string, detail: string) => void;

/** The whole main job on a fresh site and a fresh centre. Throws `CoreRefused` when the site says no. */
export async function runDemo(options: DemoOptions, say: Say, hooks: DemoHooks = {}): Promise<DemoReport> {
  const stage = await openStage(options.out, hooks);
  try {
    return await new Demo(stage, options, say).run();
  } finally {
    await stage.close();
  }
}

class Demo {
  readonly #stage: Stage;
  readonly #options: DemoOptions;
  readonly #say: Say;
  readonly #random = seededRandom(seed);
  readonly #times: Record<string, number> = {};

  constructor(stage: Stage, options: DemoOptions, say: Say) {
    this.#stage = stage;
    this.#options = options;
    this.#say = say;
  }

  async run(): Promise<DemoReport> {
    const chief = await this.#step('setUp', () => this.#setUp());
    await this.#step('enrolCentre', () => this.#enrolCentre(chief));
    const roster = await this.#roster();
    const registrar = await addActor(this.#stage, chief, 'registrar', '考务员', ['registrar']);
    const report = await this.#step('checkRoster', () => this.#checkRoster(registrar.client, roster));
    const batch = await this.#step('makeBatch', () => this.#makeBatch(chief, report));
    const imported = await this.#step('importRoster', () =>
      this.#importRoster(registrar.client, batch.batchId, roster),
    );
    const crew = await this.#step('addStaff', () => this.#addCrew(chief, imported));
    const sittings = await this.#step('arrange', () =>
      arrange(registrar.client, batch.batchId, imported, crew, this.#now()),
    );
    const absentByFile = await this.#absentByFile();
    const theory = await this.#step('checkInTheory', () =>
      this.#hold(chief, crew, sittings, 'theory', absentByFile),
    );
    await this.#step('theoryMarks', () => this.#theoryMarks(chief, batch.batchId, theory.cameIn));
    const practical = await this.#step('checkInPractical', () =>
      this.#hold(chief, crew, sittings, 'practical', absentByFile),
    );
    await this.#step('practicalMarks', () =>
      this.#practicalMarks(chief, crew, batch, sittings, practical.cameIn),
    );
    const table = await this.#step('freeze', () => this.#freeze(chief, registrar, batch.batchId));
    const sealed = await this.#step('seal', () => this.#seal(chief, registrar, batch.batchId));
    const written = await this.#step('write', () => this.#write(registrar.client, sealed.packageId));
    const receipt = await this.#step('receipt', () =>
      this.#receipt(registrar.client, batch.batchId, sealed.packageId),
    );
    const verdict = await this.#step('verifyLedger', () => chief.ask('ledger.verify', {}));
    const scored = table.rows.filter(
      (row) => row.theory.scoreHundredths !== null && row.practical.scoreHundredths !== null,
    ).length;
    return {
      ok: true,
      counts: {
        imported,
        rowsWithErrors: report.counts.errors,
        checkedIn: theory.present,
        absent: theory.absent,
        scored,
        passed: table.counts.passed,
      },
      package: { path: written, sha256: sealed.sha256 },
      receipt,
      ledger: { rows: verdict.rows, ok: verdict.ok },
      milliseconds: this.#times,
    };
  }

  async #step<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
    const startedAt = performance.now();
    const value = await work();
    const tookMs = Math.round(performance.now() - startedAt);
    this.#times[name] = tookMs;
    this.#say(name, `${tookMs} ms`);
    return value;
  }

  #now(): number {
    return Date.now() + this.#stage.clockOffsetMs;
  }

  async #setUp(): Promise<CoreClient> {
    const client = this.#stage.connect();
    const chiefPassword = 'demonstration-only';
    const founded = await client.act('site.setUp', {
      institutionCode,
      institutionName: '演示技师学院（虚构）',
      chiefLoginName: 'chief',
      chiefDisplayName: '考点负责人',
      chiefPassword,
      passphrase: null,
    });
    if (!founded.ok) throw new CoreRefused('site.setUp', founded.refusal);
    const keys = join(this.#stage.dir, 'keys');
    await makeFolderDurable(keys);
    await writeDurable(join(keys, 'site.key'), `${founded.value.recoveryKey}\n`);
    await client.must('site.recoverySheetKept', {});
    return signIn(this.#stage, 'chief', chiefPassword);
  }

  async #enrolCentre(chief: CoreClient): Promise<void> {
    const { centre, centreAddress, dir } = this.#stage;
    const view = await chief.ask('reports.centre', {});
    const enrolled = await centre.addInstitution({ code: institutionCode, siteKey: view.sitePublicKey });
    if (!enrolled.ok) throw new Error(`the centre does not enrol the site: ${enrolled.code}`);
    const current = await centre.keyring.current();
    const text = new TextEncoder();
    const commandId = newUlid() as CommandId;
    await this.#withUploads(
      chief,
      [
        { name: 'centre-keys.json', bytes: text.encode(current.text) },
        { name: 'centre-keys.json.sig', bytes: text.encode(current.signatures.join('')) },
      ],
      async (ids) => {
        const answer = await chief.act('centre.enrol', {
          commandId,
          deskAt: deskTime(Date.now()),
          keysUploadId: at(ids, 0),
          signatureUploadId: at(ids, 1),
          rootFingerprint: centre.rootFingerprint,
          address: centreAddress,
          token: enrolled.token,
        });
        return answer.ok ? null : answer.refusal;
      },
    );
    await writeDurable(
      join(dir, 'keys', 'allowed_signers'),
      `${institutionCode} namespaces="kaodian-package,kaodian-bag,kaodian-checkpoint" ${view.sitePublicKey.split(' ').slice(0, 2).join(' ')}\n`,
    );
    await writeDurable(join(dir, 'keys', 'centre-keys.json'), current.text);
    await writeDurable(join(dir, 'keys', 'centre-keys.json.sig'), current.signatures.join(''));
    await writeDurable(join(dir, 'keys', 'centre-identity.txt'), `${centre.keyring.identity}\n`);
  }

  /** Uploads live in the core's memory: after a crash they are sent again, and the same command with them. */
  async #withUploads(
    client: CoreClient,
    files: readonly { name: string; bytes: Uint8Array }[],
    use: (ids: readonly string[]) => Promise<CoreRefused['refusal'] | null>,
  ): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const ids: string[] = [];
      for (const file of files) ids.push(await client.upload(file.name, file.bytes));
      const refusal = await use(ids);
      if (refusal === null) return;
      if (refusal.code !== 'upload-gone' || attempt > 10) throw new CoreRefused('upload', refusal);
    }
  }

  async #roster(): Promise<{ name: string; bytes: Uint8Array }> {
    const { roster } = this.#options;
    return roster === null ? madeUpRoster() : { name: basename(roster), bytes: await readFile(roster) };
  }

  async #checkRoster(client: CoreClient, file: { name: string; bytes: Uint8Array }): Promise<RosterReport> {
    let report: RosterReport | null = null;
    await this.#withUploads(client, [file], async (ids) => {
      const answer = await client.act('roster.check', { uploadId: at(ids, 0), fixes: [], mapping: [] });
      if (!answer.ok) return answer.refusal;
      report = answer.value;
      return null;
    });
    if (report === null) throw new Error('no report');
    return report;
  }

  async #makeBatch(
    chief: CoreClient,
    report: RosterReport,
  ): Promise<{
    batchId: BatchId;
    lines: readonly OccupationLevel[];
    modules: ReadonlyMap<string, readonly RubricModule[]>;
  }> {
    const lines = new Map<string, OccupationLevel>();
    for (const { status, values } of report.people) {
      const { occupationEdition: edition, occupationCode: code, occupationName: name, level } = values;
      if (status === 'error' || edition === null || code === null || name === null || level === null)
        continue;
      lines.set(`${code} ${level}`, { edition, code, name, level: level as OccupationLevel['level'] });
    }
    const occupationLevels = [...lines.values()];
    for (const line of occupationLevels)
      await chief.must('institution.fileOccupation', {
        edition: line.edition,
        code: line.code,
        level: line.level,
        major: `${line.name}专业`,
      });
    const batchId = newUlid() as BatchId;
    const today = siteDay(new Date(this.#now()).toISOString());
    // The demonstration is over in minutes: it hangs out no list. A real batch keeps the default.
    const rules = { ...defaultBatchRules, publicationWorkingDays: 0 };
    await chief.must('batch.create', {
      batchId,
      batchNo: `${today.slice(2, 4)}${today.slice(5, 7)}-DEMO`,
      name: `${today.slice(0, 4)}年演示批次`,
      occupationLevels,
      firstDay: today,
      lastDay: today,
      rules,
    });
    await chief.must('batch.recordPlan', { batchId, submittedOn: today, proof: '演示：计划已报送' });
    const modules = new Map<string, readonly RubricModule[]>();
    for (const line of occupationLevels)
      modules.set(`${line.code} ${line.level}`, await this.#adoptRubric(chief, batchId, line));
    return { batchId, lines: occupationLevels, modules };
  }

  async #adoptRubric(
    chief: CoreClient,
    batchId: BatchId,
    occupationLevel: OccupationLevel,
  ): Promise<readonly RubricModule[]> {
    const { rubric } = this.#options;
    const rubricId = newUlid() as RubricId;
    if (rubric === null) {
      await chief.must('rubric.adopt', {
        rubricId,
        batchId,
        occupationLevel,
        modules: [...demoRubric],
        file: null,
      });
      return demoRubric;
    }
    let modules: readonly RubricModule[] = [];
    const commandId = newUlid() as CommandId;
    await this.#withUploads(
      chief,
      [{ name: basename(rubric), bytes: await readFile(rubric) }],
      async (ids) => {
        const read = await chief.act('practical.readRubric', { uploadId: at(ids, 0) });
        if (!read.ok) return read.refusal;
        ({ modules } = read.value);
        const adopted = await chief.act('practical.adoptRubric', {
          commandId,
          deskAt: deskTime(Date.now()),
          uploadId: at(ids, 0),
          batchId,
          rubricId,
          occupationLevel,
        });
        return adopted.ok ? null : adopted.refusal;
      },
    );
    return modules;
  }

  async #importRoster(
    registrar: CoreClient,
    batchId: BatchId,
    file: { name: string; bytes: Uint8Array },
  ): Promise<number> {
    let imported = 0;
    const commandId = newUlid() as CommandId;
    const deskAt = deskTime(Date.now());
    await this.#withUploads(registrar, [file], async (ids) => {
      const answer = await registrar.act('roster.import', {
        commandId,
        deskAt,
        uploadId: at(ids, 0),
        batchId,
        fixes: [],
        mapping: [],
        skipErrors: true,
      });
      if (!answer.ok) return answer.refusal;
      ({ imported } = answer.result);
      return null;
    });
    return imported;
  }

  async #addCrew(chief: CoreClient, candidates: number): Promise<Crew> {
    const { practicalRooms, invigilators } = crewFor(candidates);
    return {
      invigilators: await addActors(this.#stage, chief, 'jk', '监考员', ['invigilator'], invigilators),
      leads: await addActors(this.#stage, chief, 'zz', '考评组长', ['leadExaminer'], practicalRooms),
      examiners: await addActors(this.#stage, chief, 'kp', '考评员', ['examiner'], practicalRooms * 2),
      measurers: await addActors(this.#stage, chief, 'jc', '检测员', ['measurer'], practicalRooms * 2),
    };
  }

  /** Documents that the machine-marking file calls absent: they stay away from the door too. */
  async #absentByFile(): Promise<ReadonlySet<string> | null> {
    const { theory } = this.#options;
    if (theory === null) return null;
    const read = await parseSpreadsheet({
      kind: 'theoryMarks',
      schema: TheoryMarks,
      bytes: await readFile(theory),
      fileName: basename(theory),
      resourcesDir: resourcesFolder(),
    });
    if (!read.ok) throw new Error(`the mark file was refused: ${read.refusal.code}`);
    return new Set(read.value.rows.filter((row) => row.absent).map((row) => row.documentNumber ?? ''));
  }

  async #hold(
    chief: CoreClient,
    crew: Crew,
    sittings: readonly SittingView[],
    subject: Subject,
    absentByFile: ReadonlySet<string> | null,
  ) {
    const held = sittings.filter((sitting) => sitting.subject === subject);
    const cameIn = new Set<EnrolmentId>();
    const staysAway = new Set<EnrolmentId>();
    for (const seat of held.flatMap((sitting) => sitting.seats)) {
      const drawn = this.#random() < absence;
      const byFile =
        absentByFile === null ? null : await this.#isAbsentByFile(chief, seat.enrolmentId, absentByFile);
      if (byFile ?? drawn) staysAway.add(seat.enrolmentId);
      else cameIn.add(seat.enrolmentId);
    }
    const perRoom = subject === 'theory' ? 2 : 4;
    const counts = await Promise.all(
      held.map((sitting, index) =>
        holdSitting(at(crew.invigilators, index * perRoom).client, sitting, (seat) =>
          staysAway.has(seat.enrolmentId),
        ),
      ),
    );
    const sum = (key: 'present' | 'absent') => counts.reduce((total, count) => total + count[key], 0);
    if (subject === 'theory') for (const sitting of held) await finishSitting(chief, sitting.sittingId);
    return { present: sum('present'), absent: sum('absent'), cameIn };
  }

  async #isAbsentByFile(
    chief: CoreClient,
    enrolmentId: EnrolmentId,
    absent: ReadonlySet<string>,
  ): Promise<boolean> {
    const card = await chief.ask('candidates.one', { enrolmentId });
    return absent.has(card?.identity?.documentNumber ?? '');
  }

  async #theoryMarks(chief: CoreClient, batchId: BatchId, cameIn: ReadonlySet<EnrolmentId>): Promise<void> {
    const entry = await addActor(this.#stage, chief, 'dfy', '登分员', ['markEntry']);
    const grid = await entry.client.ask('theory.grid', { batchId });
    const drawn = grid.map((row) => ({
      ticketNumber: row.ticketNumber ?? '',
      name: row.name ?? '',
      scoreHundredths: cameIn.has(row.enrolmentId) ? theoryMark(abilityOf(this.#random), this.#random) : null,
    }));
    const { theory } = this.#options;
    const file =
      theory === null
        ? machineExport(drawn)
        : { name: basename(theory), bytes: new Uint8Array(await readFile(theory)) };
    const commandId = newUlid() as CommandId;
    const deskAt = deskTime(Date.now());
    await this.#withUploads(entry.client, [file], async (ids) => {
      const answer = await entry.client.act('theory.importMarks', {
        commandId,
        deskAt,
        uploadId: at(ids, 0),
        batchId,
        commit: true,
      });
      if (!answer.ok) return answer.refusal;
      return answer.value.answer?.ok === false ? answer.value.answer.refusal : null;
    });
  }

  async #practicalMarks(
    chief: CoreClient,
    crew: Crew,
    batch: { batchId: BatchId; modules: ReadonlyMap<string, readonly RubricModule[]> },
    sittings: readonly SittingView[],
    cameIn: ReadonlySet<EnrolmentId>,
  ): Promise<void> {
    const held = sittings.filter((sitting) => sitting.subject === 'practical');
    const matrix = await chief.ask('practical.matrix', { batchId: batch.batchId });
    const modulesOf = new Map(
      matrix.rows.map((row) => [
        row.enrolmentId,
        batch.modules.get(`${row.occupationLevel.code} ${row.occupationLevel.level}`) ?? [],
      ]),
    );
    await Promise.all(
      held.map(async (sitting, index) => {
        const random = seededRandom(seed + index + 1);
        const group = {
          lead: at(crew.leads, index),
          examiners: [at(crew.examiners, index * 2), at(crew.examiners, index * 2 + 1)],
          measurer: at(crew.measurers, index * 2),
          verifier: at(crew.measurers, index * 2 + 1),
        };
        for (const seat of sitting.seats) {
          if (cameIn.has(seat.enrolmentId))
            await markCandidate(
              group,
              seat.enrolmentId,
              modulesOf.get(seat.enrolmentId) ?? [],
              abilityOf(random),
              random,
            );
        }
        await finishSitting(chief, sitting.sittingId);
      }),
    );
    await this.#adjudicate(chief, crew, held, batch.batchId);
  }

  async #adjudicate(
    chief: CoreClient,
    crew: Crew,
    held: readonly SittingView[],
    batchId: BatchId,
  ): Promise<void> {
    const { rows } = await chief.ask('practical.matrix', { batchId });
    for (const row of rows) {
      const index = held.findIndex((sitting) =>
        sitting.seats.some((seat) => seat.enrolmentId === row.enrolmentId),
      );
      for (const spread of row.spreads) {
        if (spread.adjudicated !== null) continue;
        const marks = spread.byExaminer
          .map((one) => one.scoreHundredths)
          .toSorted((left, right) => left - right);
        await at(crew.leads, index).client.must('adjudication.decide', {
          enrolmentId: row.enrolmentId,
          moduleNo: spread.moduleNo,
          itemNo: spread.itemNo,
          scoreHundredths: at(marks, Math.floor(marks.length / 2)),
          vetoed: false,
          reason: '复看工件，取中间评分',
        });
      }
    }
  }

  async #freeze(chief: CoreClient, registrar: Actor, batchId: BatchId) {
    const table = await registrar.client.ask('results.table', { batchId });
    if (table === null) throw new Error('no results');
    const asked = await registrar.client.must('results.freeze', { batchId, tableSha256: table.tableSha256 });
    await chief.must('approval.grant', { approvalId: asked.waitsFor?.approvalId as ApprovalId });
    return table;
  }

  async #seal(
    chief: CoreClient,
    registrar: Actor,
    batchId: BatchId,
  ): Promise<{ packageId: PackageId; sha256: string }> {
    const packageId = newUlid() as PackageId;
    const asked = await registrar.client.must('package.seal', { packageId, batchId });
    await chief.must('approval.grant', { approvalId: asked.waitsFor?.approvalId as ApprovalId });
    const sealed = await this.#until(
      registrar.client,
      batchId,
      (view) => view.packageSha256 !== null && view.packageId === packageId,
    );
    return { packageId, sha256: sealed.packageSha256 ?? '' };
  }

  async #write(registrar: CoreClient, packageId: PackageId): Promise<string> {
    const folder = join(this.#stage.dir, 'package');
    await makeFolderDurable(folder);
    const written = await registrar.act('reports.writeToFolder', { packageId, folder });
    if (!written.ok) throw new CoreRefused('reports.writeToFolder', written.refusal);
    return join(folder, at(written.value.files, 0));
  }

  async #receipt(
    registrar: CoreClient,
    batchId: BatchId,
    packageId: PackageId,
  ): Promise<DemoReport['receipt']> {
    const arrived = packageStates.slice(packageStates.indexOf('uploaded'));
    await this.#until(
      registrar,
      batchId,
      (view) => arrived.includes(view.state),
      async () => {
        const started = await registrar.act('reports.upload', { packageId });
        if (!started.ok && started.refusal.code !== 'work-under-way')
          throw new CoreRefused('reports.upload', started.refusal);
      },
    );
    await this.#stage.centre.idle();
    const reviewed = await this.#until(
      registrar,
      batchId,
      (view) => view.receipt !== null,
      async () => void (await registrar.act('reports.fetchReceipts', { packageId })),
    );
    const from = join(this.#stage.siteDir, 'receipts');
    const to = join(this.#stage.dir, 'receipt');
    await makeFolderDurable(to);
    const files = await readdir(from);
    for (const name of files) await copyFile(join(from, name), join(to, name));
    return { decision: reviewed.receipt?.decision ?? null, files };
  }

  /** Asks until the newest package is as wanted; `push` runs before each look (so a restarted core takes the work up again). */
  async #until(
    client: CoreClient,
    batchId: BatchId,
    wanted: (view: PackageView) => boolean,
    push: () => Promise<void> = async () => undefined,
  ) {
    for (;;) {
      await push();
      const view = await client.ask('reports.view', { batchId });
      const failed = view?.job?.failed;
      if (failed !== null && failed !== undefined)
        throw new CoreRefused('job', { code: failed.code, facts: failed.facts });
      const newest = view?.packages[0];
      if (newest !== undefined && wanted(newest)) return newest;
      await new Promise((done) => setTimeout(done, askEveryMs));
    }
  }
}
