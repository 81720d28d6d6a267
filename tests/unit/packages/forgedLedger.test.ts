import { describe, expect, it } from 'vitest';
import type { EventData } from '#shared/contract/events/index.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import type { FormatRefusal } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { formatRefusalText } from '#shared/words/refusals.ts';
import { startDerivation } from '#node/derive/derivation.ts';
import { sha256Hex } from '#node/hashes.ts';
import { drawSample } from '#node/markSample.ts';
import { rowLine, type BuiltRow } from '#node/ledgerRow.ts';
import { checkPackageLedger } from '#node/packageLedger.ts';
import {
  batchMade,
  chief,
  examDay,
  founding,
  id,
  ledgerText,
  marked,
  nextRow,
  registrar,
  rowEvent,
  type RowEvent,
} from '../../support/packageRows.ts';
import { latheModules } from '../../support/rubrics.ts';

/** A ledger written anew from the first row by somebody who holds the keys: what it says must still hang together. */

const batchId = id<'batch'>(1) as BatchId;
const other = id<'batch'>(9);
const enrolmentId = id<'enrolment'>(500);
const honest = [
  ...founding('Y510100000123'),
  batchMade(batchId, '2026-01'),
  ...examDay(batchId, 2),
  ...marked(batchId, 2, 5000),
];

/** The rows of these events. */
function rowsOf(events: readonly RowEvent[]): BuiltRow[] {
  const rows: BuiltRow[] = [];
  for (const event of events) rows.push(nextRow(rows, event, 'L1'));
  return rows;
}

/** What drawing the lists comes to: the code and facts of the refusal, or the lists. */
function drawn(text: string) {
  const derivation = startDerivation(batchId);
  const ledger = checkPackageLedger(Buffer.from(text), batchId, null, derivation.take);
  if (!ledger.ok) return { check: 'ledger', ...ledger.refusal };
  const lists = derivation.draw();
  return lists.ok ? lists.value : { check: 'derived', ...lists.refusal };
}
const drawnOf = (events: readonly RowEvent[]) => drawn(ledgerText(rowsOf(events), batchId));

/** The honest events with the last one, the freezing, changed and its hash made right again. */
function frozenAs(change: (line: EventData<'results.frozen'>['rows'][number]) => object, hash?: string) {
  const data = JSON.parse(honest.at(-1)?.data ?? '') as EventData<'results.frozen'>;
  const rows = data.rows.map((line, at) => (at === 0 ? { ...line, ...change(line) } : line));
  const tableSha256 = hash ?? sha256Hex(jcs({ batchId, rows }));
  return [
    ...honest.slice(0, -1),
    rowEvent('results.frozen', batchId, { ...data, rows, tableSha256 } as never, null),
  ];
}
const before = (...more: readonly RowEvent[]) => [...honest.slice(0, -1), ...more, ...honest.slice(-1)];

describe('a ledger that was written anew', () => {
  it('is taken when it hangs together', () => {
    expect((drawnOf(honest) as PackageFiles)['results.json'].rows).toHaveLength(2);
  });

  it.each([
    ['an outcome against the rules', frozenAs(() => ({ outcome: 'passed' })), 'result-not-by-rules'],
    [
      'a score that the marks do not come to',
      frozenAs((line) => ({ theory: { ...line.theory, scoreHundredths: 6000, unrounded: '60' } })),
      'result-not-by-rules',
    ],
    [
      'an absent candidate with a practical score',
      frozenAs(() => ({
        practical: { state: 'taken', scoreHundredths: 9000, unrounded: '90', source: 'examiners' },
      })),
      'result-not-by-rules',
    ],
    ['a table with another hash', frozenAs(() => ({}), 'f'.repeat(64)), 'result-table-differs'],
    ['no freezing', honest.slice(0, -1), 'result-not-frozen'],
    [
      'a mark after the freezing',
      [...honest, ...marked(batchId, 2, 9000).slice(0, 1)],
      'result-not-by-rules',
    ],
    [
      'a candidate withdrawn after the freezing',
      [...honest, rowEvent('enrolment.withdrawn', batchId, { enrolmentId }, { reason: '' })],
      'result-table-differs',
    ],
    [
      'a mark for somebody who never enrolled',
      before(
        rowEvent(
          'theory.entered',
          batchId,
          { enrolmentId: id(599), by: registrar, scoreHundredths: 6000 },
          null,
        ),
      ),
      'row-out-of-place',
    ],
    [
      'a sheet signed with other marks',
      before(
        rowEvent(
          'rubric.adopted',
          batchId,
          {
            rubricId: id(81),
            batchId,
            occupationLevel: { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 },
            modules: latheModules,
            rubricSha256: sha256Hex(jcs(latheModules)),
            fileSha256: null,
          },
          null,
        ),
        rowEvent(
          'sheet.signed',
          batchId,
          { enrolmentId, kind: 'judge', scorerId: chief, sheetSha256: 'a'.repeat(64) },
          null,
        ),
      ),
      'sheet-not-as-signed',
    ],
    [
      'content that is not its kind’s',
      before({ type: 'theory.entered', batch: batchId, data: '{"by":1}', personal: null }),
      'row-unreadable',
    ],
    [
      'an event that this program does not know',
      before({ type: 'theory.guessed', batch: batchId, data: '{}', personal: null }),
      'event-not-checkable',
    ],
    [
      'a newer version of an event',
      honest.map((event) => (event.type === 'theory.imported' ? { ...event, version: 2 } : event)),
      'event-not-checkable',
    ],
  ])('with %s is refused', (_, events, code) => {
    expect(drawnOf(events)).toMatchObject({ check: 'derived', code });
  });

  it('is refused in the words of people', () => {
    const refused = drawnOf(frozenAs(() => ({ outcome: 'passed' }))) as unknown as FormatRefusal;
    expect(formatRefusalText(refused, 'zh')).toContain('评定成绩');
    const unreadable = before({ type: 'theory.entered', batch: batchId, data: '{}', personal: null });
    expect(formatRefusalText(drawnOf(unreadable) as unknown as FormatRefusal, 'zh')).toContain('录入');
  });

  it('may hold unknown events in other batches', () => {
    const unknown = { type: 'theory.guessed', batch: other, data: '{}', personal: null };
    expect(drawnOf(before(unknown))).toHaveProperty('results.json');
  });
});

describe('the sample of a mark file', () => {
  const people = 40;
  const lines = Array.from({ length: people }, (_, n) => id<'enrolment'>(500 + n));
  const seed = sha256Hex('a seed');
  const drawnLines = drawSample(seed, lines);
  const [first, ...rest] = drawnLines;
  const spared = lines.find((line) => !drawnLines.includes(line));
  if (first === undefined || spared === undefined) throw new Error('a sample of some of the lines');
  const begun = [...founding('Y510100000123'), batchMade(batchId, '2026-01'), ...examDay(batchId, people)];
  const [imported, frozen] = marked(batchId, people, 5000);
  if (imported === undefined || frozen === undefined) throw new Error('an import and a freezing');
  /** The day whose mark file has this sample; `compared` says which lines the chief found right. */
  function withSample(sample: object, compared: readonly string[] = drawnLines): readonly RowEvent[] {
    const data = JSON.stringify({ ...(JSON.parse(imported?.data ?? '') as object), ...sample });
    const looks = compared.map((enrolmentId) =>
      rowEvent(
        'theory.compared',
        batchId,
        { enrolmentId, by: chief, scoreHundredths: 5000 } as EventData<'theory.compared'>,
        null,
      ),
    );
    return [...begun, { ...(imported as RowEvent), data }, ...looks, frozen as RowEvent];
  }

  it('is taken as its seed draws it, once somebody else has compared it', () => {
    const honestly = withSample({ sampleSeed: seed, sample: drawnLines });
    expect((drawnOf(honestly) as PackageFiles)['results.json'].rows).toHaveLength(people);
  });

  it.each([
    ['other lines than were drawn', { sampleSeed: seed, sample: [...rest, spared] }],
    ['fewer lines than were drawn', { sampleSeed: seed, sample: rest }],
    ['more lines than were drawn', { sampleSeed: seed, sample: [...drawnLines, spared] }],
    ['no line', { sampleSeed: seed, sample: [] }],
    ['lines that are not named', { sampleSeed: seed }],
    ['another seed', { sampleSeed: sha256Hex('a seed that draws the easy ones'), sample: drawnLines }],
  ])('with %s is refused', (_, sample) => {
    expect(drawnOf(withSample(sample))).toMatchObject({ check: 'derived', code: 'row-out-of-place' });
  });

  it('is refused while one of its lines was not compared', () => {
    const early = withSample({ sampleSeed: seed, sample: drawnLines }, rest);
    expect(drawnOf(early)).toMatchObject({ check: 'derived', code: 'result-not-by-rules' });
  });

  it('is refused when the one who imported the file compared it', () => {
    const own = withSample({ sampleSeed: seed, sample: drawnLines }).map((event) =>
      event.type === 'theory.compared' ? { ...event, data: event.data.replace(chief, registrar) } : event,
    );
    expect(drawnOf(own)).toMatchObject({ check: 'derived', code: 'row-out-of-place' });
  });
});

describe('what a row keeps to itself', () => {
  const registered = honest.findIndex(({ type }) => type === 'enrolment.registered');
  const candidateId = id<'candidate'>(700);
  const blanking = (rows: readonly number[]) =>
    rowEvent(
      'candidate.blanked',
      batchId,
      { candidateId, rows: [...rows], secondPerson: chief },
      { reason: '本人申请' },
    );
  /** The lines of these events, the personal part of one row erased. */
  function blanked(events: readonly RowEvent[], seq: number): string {
    return rowsOf(events)
      .map(({ row }, at) => rowLine(at === seq ? { ...row, personal: null, personalSalt: null } : row))
      .map((line) => `${line}\n`)
      .join('');
  }

  it('is null in the list when a blanking says so', () => {
    const lists = drawn(blanked([...honest, blanking([registered])], registered)) as PackageFiles;
    expect(lists['results.json'].rows.map(({ identity }) => identity === null)).toEqual([true, false]);
  });

  it('is refused when no blanking says so, or when it is there although one says so', () => {
    expect(drawn(blanked(honest, registered))).toMatchObject({ code: 'row-blanked-unnamed' });
    expect(drawnOf([...honest, blanking([registered])])).toMatchObject({ code: 'row-not-blanked' });
  });

  it.each([
    ['a row of this batch without its content', batchId, batchId, 'row-hidden'],
    ['a row of no batch without its content', null, batchId, 'row-hidden'],
    ['a row of another batch with its content', other, other, 'row-of-another-batch'],
  ])('%s is refused', (_, batch, told, code) => {
    const data =
      batch === null ? founding('Y510100000123').slice(0, 1) : [batchMade(batch as BatchId, '2026-09')];
    const rows = rowsOf([...honest, ...data]);
    const last = rows.at(-1)?.row;
    if (last === undefined) throw new Error('no row');
    const line = rowLine(told === other ? last : { header: last.header });
    const text = `${ledgerText(rows.slice(0, -1), batchId)}${line}\n`;
    expect(drawn(text)).toMatchObject({ check: 'ledger', code });
  });

  it('an account or a room hidden as a row of another batch is refused', () => {
    const room = { roomId: id<'room'>(99), name: '暗室', subject: 'theory', places: 2 } as const;
    expect(drawnOf(before(rowEvent('room.added', other, room, null)))).toMatchObject({
      check: 'ledger',
      code: 'row-batch-misplaced',
    });
  });
});
