import type { BatchId, Id } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { itemsOf } from '#shared/domain/practicalSheets.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { startDerivation } from '#node/derive/derivation.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { BuiltRow } from '#node/ledgerRow.ts';
import { checkPackageLedger } from '#node/packageLedger.ts';
import { packageCounts } from '#node/packageFilesCheck.ts';
import { checkResultsWorkbook, resultsWorkbook } from '#node/resultsWorkbook.ts';
import { batchMade, founding, ledgerText, listsOf, nextRow, rowEvent } from '../support/packageRows.ts';
import type { RowEvent } from '../support/packageRows.ts';
import { latheModules } from '../support/rubrics.ts';
import { makeBench, round, timed } from './measuring.ts';

const mostTimes = 6;
const mostMegabytes = 3000;
const code = 'Y510100000123';
const batchId = idOf<'batch'>('B', 1) as BatchId;
const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;

/**
 * Drawing every list of a package again from its rows, reckoning every result and comparing both with what the package says, beside
 * checking hashes, chain and tree of the same rows alone.
 */
export const benchDerive = makeBench({
  measures: 'drawing the lists of a package again from its rows, beside checking the rows alone',
  bound: `at most ${mostTimes} times the rows alone at both sizes, within ${mostMegabytes} MiB`,
  counts: { few: 1200, many: 20_000 },
  async run({ few, many }, say) {
    const sizes = [await measured(few, say), await measured(many, say)];
    const kept = sizes.every(({ ratio, megabytes }) => ratio <= mostTimes && megabytes <= mostMegabytes);
    return { sizes, kept };
  },
});

async function measured(people: number, say: (line: string) => void) {
  const { ledger, files } = packageOf(people);
  const aloneMs = await timed(() => must(checkPackageLedger(ledger, batchId, null)));
  const allMs = await timed(() => {
    const derivation = startDerivation(batchId);
    must(checkPackageLedger(ledger, batchId, null, derivation.take));
    must(derivation.compare(files, sealing));
    must(checkResultsWorkbook(resultsWorkbook(files), files));
  });
  const rows = files['package.json'].ledger.size;
  const megabytes = Math.round(process.memoryUsage().rss / 1024 ** 2);
  const ratio = round(allMs / aloneMs);
  say(
    `${people} people, ${rows} rows: ${Math.round(allMs)} ms, the rows alone ${Math.round(aloneMs)} ms: ${ratio} times, ${megabytes} MiB`,
  );
  return { people, rows, allMs: round(allMs), aloneMs: round(aloneMs), ratio, megabytes };
}

function must(result: { readonly ok: boolean }): void {
  if (!result.ok) throw new Error(JSON.stringify(result));
}

function idOf<Kind extends string>(kind: string, number: number): Id<Kind> {
  return `01JNB3R4X${kind}${String(number).padStart(16, '0')}` as Id<Kind>;
}

const sealing = {
  institutionCode: code,
  batchNo: '2026-01',
  revision: 1,
  replaces: [],
  recipients: [],
  softwareVersion: 'bench',
  ruleSetHash: '0'.repeat(64),
};

/** The rows of a batch in which everybody takes both subjects, and the files that they come to. */
function packageOf(people: number): { readonly ledger: Uint8Array; readonly files: PackageFiles } {
  const rows: BuiltRow[] = [];
  for (const event of eventsOf(people)) rows.push(nextRow(rows, event, 'L1'));
  const lists = listsOf(rows, batchId);
  const made = JSON.parse(batchMade(batchId, '2026-01').data) as {
    readonly name: string;
    readonly rules: PackageFiles['package.json']['ruleSet'];
    readonly ruleSetHash: string;
    readonly firstDay: string;
    readonly lastDay: string;
  };
  const identity: PackageFiles['package.json'] = {
    format: 'kaodian-package-v1',
    institutionCode: code,
    institutionName: '示范技师学院',
    batchId,
    batchNo: '2026-01',
    batchName: made.name,
    revision: 1,
    replaces: [],
    sealedAt: '2026-03-05T08:00:00.000Z',
    softwareVersion: 'bench',
    ruleSet: made.rules,
    ruleSetHash: made.ruleSetHash,
    firstDay: made.firstDay,
    lastDay: made.lastDay,
    occupationLevels: [lathe],
    counts: packageCounts(lists),
    ledger: {
      ledgerId: 'L1',
      epoch: 0,
      size: rows.length,
      head: rows.at(-1)?.rowHash ?? '',
      checkpointSha256: '0'.repeat(64),
      checkpointShortForm: '',
    },
    recipients: [],
  };
  return { ledger: Buffer.from(ledgerText(rows, batchId)), files: { ...lists, 'package.json': identity } };
}

const staff = ['leadExaminer', 'examiner', 'examiner', 'measurer', 'measurer'] as const;
const userOf = (at: number) => idOf<'user'>('V', at);
const [theory, practical] = [idOf<'sitting'>('S', 1), idOf<'sitting'>('S', 2)];

function* eventsOf(people: number): Generator<RowEvent> {
  yield* founding(code);
  yield batchMade(batchId, '2026-01');
  const rubricSha256 = sha256Hex(jcs(latheModules));
  yield rowEvent(
    'rubric.adopted',
    batchId,
    {
      rubricId: idOf('R', 1),
      batchId,
      occupationLevel: lathe,
      modules: latheModules,
      rubricSha256,
      fileSha256: null,
    },
    null,
  );
  for (const [at, [sittingId, subject]] of (
    [
      [theory, 'theory'],
      [practical, 'practical'],
    ] as const
  ).entries()) {
    const roomId = idOf<'room'>('M', at);
    const sessionId = idOf<'session'>('N', at);
    yield rowEvent('room.added', null, { roomId, name: `${at}`, subject, places: people }, null);
    const startsAt = '2026-03-01T01:00:00.000Z';
    yield rowEvent('session.planned', batchId, { sessionId, batchId, subject, startsAt, minutes: 90 }, null);
    yield rowEvent(
      'sitting.planned',
      batchId,
      { sittingId, sessionId, batchId, roomId, places: people },
      null,
    );
  }
  for (const [at, duty] of staff.entries())
    yield rowEvent(
      'staff.assigned',
      batchId,
      { sittingId: practical, userId: userOf(at), duty },
      { reason: null },
    );
  for (let n = 0; n < people; n += 1) yield* personOf(n, rubricSha256);
  for (const sittingId of [theory, practical])
    yield rowEvent('sitting.finished', batchId, { sittingId, absent: [] }, null);
  const table = Array.from({ length: people }, (_, n) => ({
    enrolmentId: idOf<'enrolment'>('E', n),
    theory: { state: 'taken', scoreHundredths: 7000, unrounded: '70', source: 'paper' },
    practical: { state: 'taken', scoreHundredths: 8000, unrounded: '80', source: 'examiners' },
    outcome: 'passed' as const,
  }));
  const tableSha256 = sha256Hex(jcs({ batchId, rows: table }));
  yield rowEvent(
    'results.frozen',
    batchId,
    { batchId, tableSha256, secondPerson: userOf(0), rows: table },
    null,
  );
}

function* personOf(n: number, rubricSha256: string): Generator<RowEvent> {
  const enrolmentId = idOf<'enrolment'>('E', n);
  yield rowEvent(
    'enrolment.registered',
    batchId,
    { enrolmentId, candidateId: idOf('C', n), batchId, occupationLevel: lathe, row: n, warnings: [] },
    {
      name: `考生${n}`,
      documentType: 'residentId',
      documentNumber: `50010120080101${n}`,
      sex: null,
      birthDate: null,
      studentNumber: null,
      className: '一班',
      phone: null,
      remark: null,
    },
  );
  yield rowEvent(
    'enrolment.arranged',
    batchId,
    {
      enrolmentId,
      ticketNumber: `2603${String(n).padStart(10, '0')}`,
      workpieceCode: null,
      seats: [
        { sittingId: theory, subject: 'theory', seatNo: n + 1 },
        { sittingId: practical, subject: 'practical', seatNo: n + 1 },
      ],
    },
    null,
  );
  for (const [at, sittingId] of [theory, practical].entries())
    yield rowEvent(
      'checkin.recorded',
      batchId,
      {
        checkInId: idOf('K', 2 * n + at),
        sittingId,
        enrolmentId,
        method: 'scan',
        minutesLate: 0,
        exception: null,
      },
      { reason: null },
    );
  for (const by of [userOf(10), userOf(11)])
    yield rowEvent('theory.entered', batchId, { enrolmentId, by, scoreHundredths: 7000 }, null);
  const sheets = [
    ['judge', 0],
    ['judge', 1],
    ['judge', 2],
    ['observe', 0],
    ['measure', 3],
  ] as const;
  for (const [kind, at] of sheets) {
    const scorerId = userOf(at);
    const marks = itemsOf(latheModules, kind)
      .map(({ moduleNo, item }) => ({
        moduleNo,
        itemNo: item.no,
        scoreHundredths: (item.fullHundredths * 4) / 5,
        vetoed: false,
      }))
      .toSorted((one, other) => one.moduleNo - other.moduleNo || one.itemNo - other.itemNo);
    yield rowEvent('sheet.marked', batchId, { enrolmentId, kind, scorerId, marks }, null);
    const sheetSha256 = sha256Hex(jcs({ enrolmentId, kind, scorerId, rubricSha256, marks }));
    yield rowEvent('sheet.signed', batchId, { enrolmentId, kind, scorerId, sheetSha256 }, null);
  }
  const [scorerId, verifierId] = [userOf(3), userOf(4)];
  yield rowEvent('sheet.verified', batchId, { enrolmentId, kind: 'measure', scorerId, verifierId }, null);
}
