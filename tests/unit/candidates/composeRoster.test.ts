import { describe, expect, it } from 'vitest';
import type { CommandId } from '#shared/contract/ids.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { composeRoster } from '../../../src-main/core/candidates/composeRoster.ts';
import { documentNumberOf, hanDigits, lathe, testId, welder } from '../../support/arrangedSite.ts';
import { makeWorkbook } from '../spreadsheets/makeFiles.ts';
import { openRoster } from './openRoster.ts';

type Row = readonly [occupation: string | null, level: string | null];
const commandId = testId<'command'>('cmd', 1) as CommandId;

/** People with these words for occupation and level, composed for a batch of these lines. */
function composed(rows: readonly Row[], lines: readonly OccupationLevel[], number = documentNumberOf) {
  const people = rows.map(([occupation, level], index) => [
    `考生${hanDigits(index)}`,
    number(500 + index),
    occupation,
    level,
  ]);
  const report = openRoster(makeWorkbook({ 名册: [['姓名', '证件号码', '职业名称', '等级'], ...people] }));
  const { people: taken, leftOut } = composeRoster(report, lines, commandId);
  expect(taken.length + leftOut.length).toBe(report.counts.rows);
  return [
    ...taken.map((one) => [one.row, `${one.occupationLevel.code} ${one.occupationLevel.level}`]),
    ...leftOut.map((one) => [one.row, one.reason]),
  ].toSorted((one, other) => Number(one[0]) - Number(other[0]));
}

describe('what becomes of the people of a roster', () => {
  it('supplies occupation and level that the roster is silent about, where the batch has one that fits', () => {
    const rows: Row[] = [
      [null, null],
      ['车工', null],
      [null, '三级'],
    ];
    const right = `${lathe.code} 3`;
    expect(composed(rows, [lathe])).toEqual([
      [2, right],
      [3, right],
      [4, right],
    ]);
    expect(composed(rows, [lathe, welder])).toEqual([
      [2, 'occupation-missing'],
      [3, right],
      [4, right],
    ]);
    expect(composed(rows, [lathe, { ...lathe, level: 4 }])).toEqual([
      [2, 'occupation-missing'],
      [3, 'level-missing'],
      [4, right],
    ]);
  });

  it('never takes the batch’s word for one that it did not understand', () => {
    expect(
      composed(
        [
          ['宇宙飞船驾驶', '三级'],
          ['车工', '九级'],
        ],
        [lathe],
      ),
    ).toEqual([
      [2, 'unknown-occupation'],
      [3, 'unknown-level'],
    ]);
  });

  it('leaves whoever has an error out with the error', () => {
    expect(composed([['车工', '三级']], [lathe], () => '1')).toEqual([[2, 'bad-document-number']]);
  });

  it('gives the same ids when the same command comes again', () => {
    const report = openRoster(
      makeWorkbook({
        名册: [
          ['姓名', '证件号码', '职业名称', '等级'],
          ['考生甲', documentNumberOf(1), '车工', '三级'],
        ],
      }),
    );
    const ids = (command: CommandId) =>
      composeRoster(report, [lathe], command).people.map((one) => one.enrolmentId);
    expect(ids(commandId)).toEqual(ids(commandId));
    expect(ids(commandId)).not.toEqual(ids(testId<'command'>('cmd', 2) as CommandId));
  });
});
