import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { matchMarks } from '../../../src-main/core/theory/matchMarks.ts';
import type { MarkFileRow } from '../../../src-main/core/theory/matchMarks.ts';
import { enrolmentLines } from '../../../src-main/core/enrolments/people.ts';
import type { EnrolmentLine } from '../../../src-main/core/enrolments/people.ts';
import { welder } from '../../support/arrangedSite.ts';
import { markedSite } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

let site: MarkedSite;
let people: readonly EnrolmentLine[];

beforeEach(async () => {
  site = await markedSite(3);
  people = enrolmentLines(site.store, { batchId: site.batchId });
});
afterEach(() => site.remove());

function person(at: number): EnrolmentLine {
  const found = people[at];
  if (found === undefined) throw new Error(`no person ${at}`);
  return found;
}
const row = (number: number, more: Partial<MarkFileRow> = {}): MarkFileRow => ({
  row: number,
  ticketNumber: null,
  documentNumber: null,
  name: null,
  absent: false,
  totalHundredths: 6150,
  problems: [],
  ...more,
});
const match = (...rows: MarkFileRow[]) => matchMarks(site.store, site.batchId, rows);
const codes = (...rows: MarkFileRow[]) => match(...rows).unmatched.map((line) => [line.row, line.code]);

describe('whose marks a file holds', () => {
  it('finds by document number, by ticket, by both', () => {
    const found = match(
      row(2, { documentNumber: person(0).documentNumber, name: '考生甲' }),
      row(3, { ticketNumber: person(1).ticketNumber }),
      row(4, {
        ticketNumber: person(2).ticketNumber,
        documentNumber: person(2).documentNumber,
        absent: true,
        totalHundredths: null,
      }),
    );
    expect(found.unmatched).toEqual([]);
    expect(found.absent).toBe(1);
    expect(found.marks).toEqual([
      { enrolmentId: person(0).enrolmentId, scoreHundredths: 6150, row: 2 },
      { enrolmentId: person(1).enrolmentId, scoreHundredths: 6150, row: 3 },
      { enrolmentId: person(2).enrolmentId, scoreHundredths: null, row: 4 },
    ]);
  });

  it.each<[string, () => Partial<MarkFileRow>]>([
    ['person-unknown', () => ({ documentNumber: '500101200001019999' })],
    ['person-unknown', () => ({ ticketNumber: '00000000000000', documentNumber: person(0).documentNumber })],
    [
      'numbers-disagree',
      () => ({ ticketNumber: person(0).ticketNumber, documentNumber: person(1).documentNumber }),
    ],
    ['name-differs', () => ({ documentNumber: person(0).documentNumber, name: '别人' })],
    ['mark-missing', () => ({ documentNumber: person(0).documentNumber, totalHundredths: null })],
    [
      'sum-differs',
      () => ({ documentNumber: person(0).documentNumber, problems: [{ code: 'sum-differs' }] }),
    ],
  ])('%s', (code, more) => {
    const found = match(row(7, more()));
    expect(found.marks).toEqual([]);
    expect(found.unmatched.map((line) => [line.row, line.code])).toEqual([[7, code]]);
  });

  it('takes neither row of a person who stands there twice', () => {
    const { documentNumber } = person(0);
    expect(
      match(row(2, { documentNumber }), row(5, { documentNumber, totalHundredths: 7000 })).marks,
    ).toEqual([]);
    expect(codes(row(2, { documentNumber }), row(5, { documentNumber }))).toEqual([
      [2, 'person-twice'],
      [5, 'person-twice'],
    ]);
  });

  it('does not guess between two enrolments of one person; the ticket tells', async () => {
    const { documentNumber, name } = person(0);
    await site.register(
      [{ name: name ?? '', documentNumber: documentNumber ?? '', line: welder }],
      site.batchId,
    );
    expect(codes(row(2, { documentNumber }))).toEqual([[2, 'several-enrolments']]);
    expect(match(row(2, { documentNumber, ticketNumber: person(0).ticketNumber })).marks).toMatchObject([
      { enrolmentId: person(0).enrolmentId },
    ]);
  });

  it('leaves out who is substituted or withdrawn, and says so', async () => {
    site.substitute(person(0).enrolmentId);
    await site.done('registrar', 'enrolment.withdraw', {
      enrolmentId: person(1).enrolmentId,
      reason: '退学',
    });
    expect(
      codes(
        row(2, { documentNumber: person(0).documentNumber }),
        row(3, { documentNumber: person(1).documentNumber }),
      ),
    ).toEqual([
      [2, 'substituted'],
      [3, 'person-unknown'],
    ]);
  });

  it('shows numbers masked', () => {
    const [line] = match(row(2, { documentNumber: '500101200001019999' })).unmatched;
    expect(line?.documentNumberMasked).toBe('500101********9999');
  });
});
