import { createHash } from 'node:crypto';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { EventData, EventPersonal, EventType } from '#shared/contract/events/index.ts';
import type { ApprovalId, BatchId, Id, UserId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { startDerivation } from '#node/derive/derivation.ts';
import { sha256Hex } from '#node/hashes.ts';
import { buildRow, rowLine, type BuiltRow } from '#node/ledgerRow.ts';
import { ruleSetHash } from '#node/packageFilesCheck.ts';

/** Rows of made-up sites for packages: what a tiny batch leaves in the ledger. Nothing here is real. */

const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;
const subjects = ['theory', 'practical'] as const;
export const registrar = id<'user'>(2) as UserId;
export const chief = id<'user'>(3) as UserId;

/** A ULID with a number at its end. */
export function id<Kind extends string>(n: number): Id<Kind> {
  return `01JNB3R4XYZABCDEFGHJKM${String(n).padStart(4, '0')}` as Id<Kind>;
}

/** An event as it stands in a row. */
export interface RowEvent {
  readonly type: string;
  readonly batch: string | null;
  readonly data: string;
  readonly personal: string | null;
  readonly version?: number;
  /** The registrar unless told. */
  readonly actor?: UserId;
}

/** One event, its parts held to the catalogue. */
export function rowEvent<Type extends EventType>(
  type: Type,
  batch: string | null,
  data: EventData<Type>,
  personal: EventPersonal<Type>,
): RowEvent {
  return {
    type,
    batch,
    data: JSON.stringify(data),
    personal: personal === null ? null : JSON.stringify(personal),
  };
}

/** A site is founded, and has two people. */
export function founding(institutionCode: string): readonly RowEvent[] {
  return [
    rowEvent(
      'site.founded',
      null,
      { institutionCode, institutionName: '示范技师学院', signingKey: 'ssh-ed25519 AAAA' },
      null,
    ),
    ...[registrar, chief].map((userId) =>
      rowEvent(
        'user.created',
        null,
        { userId, roles: ['registrar'] },
        { loginName: userId.toLowerCase(), displayName: '丙' },
      ),
    ),
  ];
}

/** A batch is made, by its number. */
export function batchMade(batchId: BatchId, batchNo: string): RowEvent {
  return rowEvent(
    'batch.created',
    batchId,
    {
      batchId,
      batchNo,
      name: '2026 年第一批',
      firstDay: '2026-03-01',
      lastDay: '2026-03-02',
      occupationLevels: [lathe],
      rules: defaultBatchRules,
      ruleSetHash: ruleSetHash(defaultBatchRules),
    },
    null,
  );
}

const enrolmentOf = (n: number) => id<'enrolment'>(500 + n);
const numbers = (people: number) => Array.from({ length: people }, (_, index) => index);

/** People enrol, sit the theory paper, and do not come to the practical. */
export function examDay(batchId: BatchId, people: number): readonly RowEvent[] {
  const sittingOf = (at: number) => id<'sitting'>(40 + at);
  return [
    ...numbers(people).map((n) =>
      rowEvent(
        'enrolment.registered',
        batchId,
        {
          enrolmentId: enrolmentOf(n),
          candidateId: id(700 + n),
          batchId,
          occupationLevel: lathe,
          row: n + 1,
          warnings: [],
        },
        {
          name: `甲"${n}\n`,
          documentType: 'residentId',
          documentNumber: '11010519491231002X',
          sex: null,
          birthDate: null,
          studentNumber: null,
          className: null,
          phone: null,
          remark: null,
        },
      ),
    ),
    ...subjects.flatMap((subject, at) => [
      rowEvent('room.added', null, { roomId: id(50 + at), name: `${at} 号`, subject, places: 2 }, null),
      rowEvent(
        'session.planned',
        batchId,
        { sessionId: id(60 + at), batchId, subject, startsAt: '2026-03-01T01:00:00.000Z', minutes: 90 },
        null,
      ),
      rowEvent(
        'sitting.planned',
        batchId,
        { sittingId: sittingOf(at), sessionId: id(60 + at), batchId, roomId: id(50 + at), places: 2 },
        null,
      ),
    ]),
    ...numbers(people).flatMap((n) => [
      rowEvent(
        'enrolment.arranged',
        batchId,
        {
          enrolmentId: enrolmentOf(n),
          ticketNumber: `260301301${String(n).padStart(5, '0')}`,
          workpieceCode: null,
          seats: subjects.map((subject, at) => ({ sittingId: sittingOf(at), subject, seatNo: n + 1 })),
        },
        null,
      ),
      rowEvent(
        'checkin.recorded',
        batchId,
        {
          checkInId: id(800 + n),
          sittingId: sittingOf(0),
          enrolmentId: enrolmentOf(n),
          method: 'scan',
          minutesLate: 0,
          exception: null,
        },
        { reason: null },
      ),
    ]),
    ...subjects.map((subject, at) =>
      rowEvent(
        'sitting.finished',
        batchId,
        { sittingId: sittingOf(at), absent: subject === 'theory' ? [] : numbers(people).map(enrolmentOf) },
        null,
      ),
    ),
  ];
}

/**
 * During the batch the registrar makes an account for somebody, who takes it; the two agree to the freezing with nobody else there,
 * and say why.
 */
export function lonelyApproval(batchId: BatchId, reason: string): readonly RowEvent[] {
  const newcomer = id<'user'>(4) as UserId;
  const approvalId = id<'approval'>(950) as ApprovalId;
  const commandType = 'results.freeze';
  return [
    rowEvent(
      'user.created',
      null,
      { userId: newcomer, roles: ['chief'], secondPerson: null },
      { loginName: 'newcomer', displayName: '新来的' },
    ),
    { ...rowEvent('user.passwordSet', null, { userId: newcomer }, null), actor: newcomer },
    rowEvent(
      'approval.requested',
      batchId,
      { approvalId, commandType, requestedBy: registrar, batchId, about: [] },
      { input: {} },
    ),
    { ...rowEvent('approval.granted', batchId, { approvalId, by: newcomer }, null), actor: newcomer },
    {
      ...rowEvent(
        'approval.lone',
        batchId,
        { approvalId, batchId, commandType, requestedBy: registrar, by: newcomer },
        { reason },
      ),
      actor: newcomer,
    },
  ];
}

/** The theory marks come from the machine, all the same, and two people freeze the table. */
export function marked(batchId: BatchId, people: number, scoreHundredths: number): readonly RowEvent[] {
  const rows = numbers(people).map((n) => ({
    enrolmentId: enrolmentOf(n),
    theory: {
      state: 'taken',
      scoreHundredths,
      unrounded: String(scoreHundredths / 100),
      source: 'machine',
    },
    practical: { state: 'absent', scoreHundredths: null, unrounded: null, source: null },
    outcome: 'failed' as const,
  }));
  return [
    rowEvent(
      'theory.imported',
      batchId,
      {
        batchId,
        fileSha256: 'a'.repeat(64),
        fileSize: 1,
        marks: numbers(people).map((n) => ({ enrolmentId: enrolmentOf(n), scoreHundredths, row: n + 2 })),
      },
      { fileName: '成绩.xlsx' },
    ),
    rowEvent(
      'results.frozen',
      batchId,
      { batchId, tableSha256: sha256Hex(jcs({ batchId, rows })), secondPerson: chief, rows },
      null,
    ),
  ];
}

/** The sealing begins. */
export function sealingBegun(
  batchId: BatchId,
  said: {
    readonly institutionCode: string;
    readonly batchNo: string;
    readonly revision: number;
    readonly recipients: readonly string[];
  },
): RowEvent {
  return rowEvent(
    'package.sealing',
    batchId,
    {
      packageId: id(80),
      batchId,
      ...said,
      recipients: [...said.recipients],
      replaces: [],
      softwareVersion: '0.1.0',
      ruleSetHash: ruleSetHash(defaultBatchRules),
      secondPerson: chief,
    },
    null,
  );
}

/** The row of an event after those that stand. The salts follow from it, so that the same row has the same bytes when made again. */
export function nextRow(
  rows: readonly BuiltRow[],
  event: RowEvent,
  ledger: string,
  at = '2026-03-05T08:00:00.000Z',
): BuiltRow {
  const seq = rows.length;
  let salted = 0;
  const salts = () =>
    createHash('sha256').update(`${ledger} ${seq} ${event.type} ${event.data} ${salted++}`).digest('hex');
  return buildRow(
    {
      version: 1,
      ...event,
      ledger,
      epoch: 0,
      seq,
      at,
      deskAt: '2026-03-05T16:00:00.000+08:00',
      actor: event.actor ?? registrar,
      desk: 'desk-1',
      deskSeq: seq,
      command: id(100 + seq),
      prev: rows.at(-1)?.rowHash ?? '0'.repeat(64),
    },
    salts,
  );
}

/** `ledger.ndjson` of a batch: of rows of other batches the header only. */
export function ledgerText(rows: readonly BuiltRow[], batchId: string): string {
  return rows
    .map(({ row, header }) =>
      rowLine(header.batch === null || header.batch === batchId ? row : { header: row.header }),
    )
    .map((line) => `${line}\n`)
    .join('');
}

/** The lists that these rows come to. */
export function listsOf(rows: readonly BuiltRow[], batchId: BatchId): Omit<PackageFiles, 'package.json'> {
  const derivation = startDerivation(batchId);
  for (const { row, header } of rows)
    if (header.batch === null || header.batch === batchId) derivation.take(row, header);
  const lists = derivation.draw();
  if (!lists.ok) throw new Error(JSON.stringify(lists.refusal));
  return lists.value;
}
