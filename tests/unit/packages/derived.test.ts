import { beforeAll, describe, expect, it } from 'vitest';
import * as XLSX from 'xlsx';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { PackageFiles, ResultLine } from '#shared/contract/packageFiles.ts';
import { readZip, writeZip } from '#node/plainZip.ts';
import type { UserId } from '#shared/contract/ids.ts';
import { reference, userOf } from '../../support/arrangedSite.ts';
import type { ResultDay } from '../../support/resultDay.ts';
import {
  failureOf,
  forged,
  jsonOf,
  judged,
  loneReason,
  newcomer,
  received,
  sealedDay,
} from '../../support/sealedDay.ts';
import type { Payload } from '../../support/sealedDay.ts';

/** The receiver believes the ledger: whatever a list says otherwise is refused, although the site's own key signed it. */

type Deed = PackageFiles['people.json']['people'][number]['account'][number];

let day: Payload;
beforeAll(async () => {
  day = await sealedDay();
});

const results = () => jsonOf(day, 'results.json');

/** The honest results with one line changed. */
function withLine(at: number, change: (line: ResultLine) => ResultLine): Partial<PackageFiles> {
  const file = results();
  return {
    'results.json': { ...file, rows: file.rows.map((line, index) => (index === at ? change(line) : line)) },
  };
}

/** The place of a difference as a person is told it: by the ticket of the honest line. */
const toldPlace = (path: string) =>
  path.replace(/^rows\.(\d+)/, (place, at) => results().rows[Number(at)]?.ticketNumber ?? place);

const first = <Item>(items: readonly Item[]): Item => {
  const [item] = items;
  if (item === undefined) throw new Error('none');
  return item;
};

describe('an honest package', () => {
  it('passes: what the core lists is what the rows say, drawn without its tables', async () => {
    const report = await received(day);
    expect(failureOf(report)).toBeNull();
    expect(report.checks.every(({ state }) => state === 'passed')).toBe(true);
    expect(report.opened?.ledger).toMatchObject({ headers: 3 });
    const lines = results().rows;
    expect(lines.map(({ outcome }) => outcome)).toEqual(['passed', 'failed', 'failed', 'passed']);
    expect(jsonOf(day, 'corrections.json').rows).toMatchObject([
      { kind: 'identity', before: { name: '考生甲' }, after: { name: '考生更名' }, evidence: '身份证原件' },
    ]);
    expect(lines[0]?.theoryMarks.entries).toHaveLength(2);
    expect(lines[3]?.substitution).toMatchObject({ teacher: '刘某' });
  });

  it('says of each account what was done to it, by whom and when', () => {
    const { people, deputy, batchMade } = jsonOf(day, 'people.json');
    const deedsOf = (userId: UserId) =>
      people.find((one) => one.userId === userId)?.account.map(({ kind, by }) => [kind, by]);
    const [chief, registrar, supervisor] = [userOf('chief'), userOf('registrar'), userOf('supervisor')];
    expect(deedsOf(chief)).toEqual([
      ['made', 'system'],
      ['recovered', 'system'],
      ['claimed', chief],
    ]);
    expect(deedsOf(registrar)).toEqual([
      ['made', chief],
      ['claimed', registrar],
      ['reset', chief],
      ['claimed', registrar],
    ]);
    expect(deedsOf(newcomer)).toEqual([
      ['made', chief],
      ['claimed', newcomer],
      ['reset', chief],
      ['claimed', newcomer],
      ['vouched', supervisor],
      ['rolesSet', chief],
    ]);
    expect(deedsOf(supervisor)?.slice(-2)).toEqual([
      ['disabled', chief],
      ['enabled', chief],
    ]);
    const made = people.find((one) => one.userId === newcomer)?.account[0];
    expect(made).toMatchObject({ at: '2026-11-24T06:00:00.000Z', secondPerson: registrar });
    expect(made?.seq).toBeGreaterThan(batchMade.seq);
    expect(deputy).toMatchObject({ userId: userOf('leadExaminer'), by: chief, secondPerson: registrar });
  });

  it('says what two agreed to, and why where nobody else was there', () => {
    const { approvals } = jsonOf(day, 'people.json');
    const frozen = approvals.filter(({ commandType }) => commandType === 'results.freeze');
    expect(frozen).toMatchObject([
      { requestedBy: userOf('registrar'), by: userOf('chief'), lone: { reason: loneReason } },
    ]);
    const others = approvals.filter(({ lone }) => lone === null).map(({ commandType }) => commandType);
    expect(new Set(others)).toEqual(new Set(['badge.issue', 'candidate.correct', 'batch.nameDeputy']));
  });

  it('shows a spreadsheet the same table, every cell as text', () => {
    const book = XLSX.read(day.files.get('results.xlsx'), { cellFormula: true });
    const sheet = book.Sheets[first(book.SheetNames)] ?? {};
    const cells = Object.entries(sheet).filter(([name]) => !name.startsWith('!'));
    expect(cells.map(([, cell]) => (cell as XLSX.CellObject).t)).toEqual(cells.map(() => 's'));
    expect(cells.some(([, cell]) => (cell as XLSX.CellObject).f !== undefined)).toBe(false);
    const rows = XLSX.utils.sheet_to_json<string[]>(sheet, { header: 1, defval: '' });
    expect(rows.slice(2).map((row) => [row[1], row[2], row[12]])).toEqual(
      results().rows.map((line) => [
        line.ticketNumber,
        line.identity?.name,
        line.outcome === 'passed' ? '合格' : '不合格',
      ]),
    );
  });
});

describe('a package that the site’s own key signed is refused', () => {
  it('with everybody who failed turned into passed', async () => {
    const file = results();
    const rows = file.rows.map((line) => ({ ...line, outcome: 'passed' as const }));
    expect(failureOf(await received(forged(day, { 'results.json': { ...file, rows } })))).toMatchObject({
      check: 'derived',
      code: 'list-differs',
      name: 'results.json',
      path: toldPlace('rows.1.outcome'),
    });
  });

  it('with rows hidden behind their headers', async () => {
    const lines = Buffer.from(day.files.get('ledger.ndjson') ?? [])
      .toString('utf8')
      .trimEnd()
      .split('\n');
    const hidden = lines.map((line) =>
      JSON.stringify({ header: (JSON.parse(line) as { header: string }).header }),
    );
    const without = (seqs: ReadonlySet<number>): Payload => {
      const text = lines.map((line, seq) => `${seqs.has(seq) ? (hidden[seq] ?? '') : line}\n`).join('');
      return { ...day, files: new Map(day.files).set('ledger.ndjson', Buffer.from(text)) };
    };
    const own = lines.flatMap((line, seq) => (line === hidden[seq] ? [] : [seq]));
    expect(failureOf(await received(without(new Set(own))))).toMatchObject({
      check: 'ledger',
      code: 'row-hidden',
      seq: 0,
    });
    for (const seq of own.filter((_, at) => at % 20 === 0))
      expect(judged(without(new Set([seq])))).toMatchObject({ code: 'row-hidden', seq });
  });

  const noMarks = { scoreHundredths: 10_000 };
  it.each([
    [
      'a mark changed on a sheet',
      () =>
        withLine(0, (line) => {
          const [sheet, ...others] = line.sheets;
          if (sheet === undefined) throw new Error('no sheet');
          const marks = sheet.marks.map((mark, at) => (at === 0 ? { ...mark, scoreHundredths: 1 } : mark));
          return { ...line, sheets: [{ ...sheet, marks }, ...others] };
        }),
      'rows.0.sheets.0.marks.0.scoreHundredths',
    ],
    [
      'a sheet left out',
      () => withLine(0, (line) => ({ ...line, sheets: line.sheets.slice(1) })),
      'rows.0.sheets.0.by',
    ],
    [
      'another theory mark',
      () =>
        withLine(1, (line) => ({
          ...line,
          theoryMarks: {
            ...line.theoryMarks,
            entries: line.theoryMarks.entries.map((entry) => ({ ...entry, ...noMarks })),
          },
        })),
      'rows.1.theoryMarks.entries.0.scoreHundredths',
    ],
    [
      'another theory score',
      () =>
        withLine(1, (line) => ({
          ...line,
          subjects: { ...line.subjects, theory: { ...line.subjects.theory, ...noMarks } },
        })),
      'rows.1.subjects.theory.scoreHundredths',
    ],
    [
      'another course exam',
      () =>
        withLine(3, (line) => ({
          ...line,
          substitution: line.substitution === null ? null : { ...line.substitution, rawHundredths: 15_000 },
        })),
      'rows.3.substitution.rawHundredths',
    ],
    [
      'another name',
      () =>
        withLine(1, (line) => ({ ...line, identity: line.identity && { ...line.identity, name: '冒名' } })),
      'rows.1.identity.name',
    ],
    [
      'a candidate left out',
      () => ({ 'results.json': { ...results(), rows: results().rows.slice(0, -1) } }),
      'rows.3',
    ],
    [
      'a candidate more',
      () => {
        const file = results();
        const more = {
          ...first(file.rows),
          enrolmentId: '01JNB3R4XYZABCDEFGHJKM0001' as ResultLine['enrolmentId'],
          ticketNumber: '99999999999999',
        };
        return { 'results.json': { ...file, rows: [...file.rows, more] } };
      },
      'rows.4',
    ],
  ] as const)('with %s', (_, changes, path) => {
    expect(judged(forged(day, changes()))).toEqual({
      code: 'list-differs',
      name: 'results.json',
      path: toldPlace(path),
    });
  });

  it.each([
    ['people.json', (file: PackageFiles['people.json']) => ({ ...file, people: file.people.slice(1) })],
    ...(
      [
        ['an account made before the batch', (one) => ({ ...one, at: '2026-11-01T00:00:00.000Z' }), 'made'],
        ['an account made by somebody else', (one) => ({ ...one, by: userOf('supervisor') }), 'made'],
        ['another second person', (one) => ({ ...one, secondPerson: null }), 'made'],
        ['a reset called the owner’s', (one) => ({ ...one, kind: 'claimed' as const }), 'reset'],
        ['a voucher who was not there', (one) => ({ ...one, by: userOf('registrar') }), 'vouched'],
        ['no reset', () => null, 'reset'],
        ['no opening by the recovery sheet', () => null, 'recovered'],
        ['no vouching', () => null, 'vouched'],
      ] as const satisfies readonly (readonly [string, (one: Deed) => Deed | null, Deed['kind']])[]
    ).map(
      ([, change, kind]) =>
        [
          'people.json',
          (file: PackageFiles['people.json']) => ({
            ...file,
            people: file.people.map((one) => ({
              ...one,
              account: one.account.flatMap((deed) => (deed.kind === kind ? (change(deed) ?? []) : deed)),
            })),
          }),
        ] as const,
    ),
    [
      'people.json',
      (file: PackageFiles['people.json']) => ({
        ...file,
        approvals: file.approvals.map((one) => ({ ...one, lone: null })),
      }),
    ],
    [
      'people.json',
      (file: PackageFiles['people.json']) => ({
        ...file,
        approvals: file.approvals.map((one) => ({ ...one, lone: one.lone && { reason: '无' } })),
      }),
    ],
    ['people.json', (file: PackageFiles['people.json']) => ({ ...file, approvals: file.approvals.slice(1) })],
    ['people.json', (file: PackageFiles['people.json']) => ({ ...file, deputy: null })],
    [
      'people.json',
      (file: PackageFiles['people.json']) => ({
        ...file,
        batchMade: { ...file.batchMade, seq: file.batchMade.seq + 100 },
      }),
    ],
    ['checkins.json', (file: PackageFiles['checkins.json']) => ({ ...file, rows: file.rows.slice(1) })],
    ['corrections.json', (file: PackageFiles['corrections.json']) => ({ ...file, rows: [] })],
    [
      'arrangement.json',
      (file: PackageFiles['arrangement.json']) => ({
        ...file,
        sittings: file.sittings.map((sitting) => ({ ...sitting, staff: [] })),
      }),
    ],
    ['package.json', (file: PackageFiles['package.json']) => ({ ...file, batchName: '别的批次' })],
  ] as const)('with another %s', (name, change) => {
    const changed = change(jsonOf(day, name) as never);
    expect(judged(forged(day, { [name]: changed }))).toMatchObject({
      code: 'list-differs',
      name,
    });
  });
});

describe('a batch whose rules were changed', () => {
  const rules = {
    ...defaultBatchRules,
    passLineHundredths: 6500,
    nearLineHundredths: 500,
    reportWorkingDays: 8,
  };
  const stricter = async ({ site }: ResultDay): Promise<void> => {
    const asked = await site.submit('chief', 'batch.changeRules', {
      batchId: site.batchId,
      rules,
      calendarVersion: reference.calendar.version,
      reason: '区人社局来函',
    });
    if (!asked.ok || asked.waitsFor === undefined) throw new Error(JSON.stringify(asked));
    await site.done('registrar', 'approval.grant', { approvalId: asked.waitsFor.approvalId });
  };
  let changed: Payload;
  beforeAll(async () => {
    changed = await sealedDay(stricter);
  });

  it('is verified, its results reckoned anew by the rules that hold now', async () => {
    const report = await received(changed);
    expect(failureOf(report)).toBeNull();
    expect(report.checks.every(({ state }) => state === 'passed')).toBe(true);
    expect(jsonOf(changed, 'package.json').ruleSet).toEqual(rules);
    const lines = jsonOf(changed, 'results.json').rows;
    // 60 in theory, 60 in practice: both passed by the rules that the batch was made with.
    expect(lines.map(({ outcome }) => outcome)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(lines[0]?.subjects.theory).toMatchObject({ scoreHundredths: 6000, nearLine: true });
  });

  it('is refused with the outcomes or the rules that held before', () => {
    const file = jsonOf(changed, 'results.json');
    const rows = file.rows.map((line, at) => (at === 0 ? { ...line, outcome: 'passed' as const } : line));
    expect(judged(forged(changed, { 'results.json': { ...file, rows } }))).toEqual({
      code: 'list-differs',
      name: 'results.json',
      path: `${file.rows[0]?.ticketNumber}.outcome`,
    });
    const { ruleSet, ruleSetHash } = jsonOf(day, 'package.json');
    const identity = jsonOf(changed, 'package.json');
    for (const [made, code] of [
      [{ ruleSet }, 'list-differs'],
      [{ ruleSet, ruleSetHash }, 'package-sealing-row'],
    ] as const)
      expect(judged(forged(changed, { 'package.json': { ...identity, ...made } }))).toMatchObject({ code });
  });
});

const sheetName = 'xl/worksheets/sheet1.xml';
const partsOf = ({ files }: Payload) => {
  const parts = readZip(files.get('results.xlsx') ?? new Uint8Array(), () => 1_000_000);
  if (!parts.ok) throw new Error(parts.refusal.code);
  return parts.value;
};
const sheetOf = (payload: Payload) => partsOf(payload).get(sheetName) ?? Buffer.alloc(0);
const withSheet = (payload: Payload, text: string) =>
  writeZip(
    Array.from(partsOf(payload), ([name, bytes]) => ({
      name,
      bytes: name === sheetName ? Buffer.from(text) : bytes,
    })),
  );

describe('the table for people is refused', () => {
  const withTable = (workbook: Uint8Array): Payload => ({
    ...day,
    files: new Map(day.files).set('results.xlsx', workbook),
  });

  it('with another number in a cell', async () => {
    const other = forged(
      day,
      withLine(1, (line) => ({ ...line, outcome: 'passed' })),
    );
    expect(failureOf(await received(withTable(other.files.get('results.xlsx') ?? new Uint8Array())))).toEqual(
      {
        check: 'workbook',
        code: 'workbook-differs',
        cell: 'M4',
      },
    );
  });

  it('written by another program, with or without a formula', () => {
    const book = XLSX.read(day.files.get('results.xlsx'));
    const sheet = book.Sheets[first(book.SheetNames)] ?? {};
    sheet['M4'] = { t: 'n', f: '1+1', v: 2 };
    const written = XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    expect(judged(withTable(written))).toMatchObject({ code: 'workbook-malformed' });
  });

  it('with a formula in a cell that our own writer could have written', () => {
    const name = '考生更名';
    const text = Buffer.from(sheetOf(day)).toString('utf8');
    const formula = text.replace(`<is><t xml:space="preserve">${name}</t></is>`, '<f>1+1</f>');
    expect(formula).not.toBe(text);
    expect(judged(withTable(withSheet(day, formula)))).toEqual({ code: 'workbook-formula', cell: 'C3' });
  });

  it('that is no workbook, or that holds a bomb', () => {
    for (const bytes of [Buffer.from('a table'), Buffer.alloc(0), withSheet(day, ' '.repeat(2_000_000))])
      expect(judged(withTable(bytes))).toMatchObject({ code: 'workbook-malformed' });
  });
});
