import type { ItemMark, RubricItem, RubricModule } from '#shared/contract/commands/practical.ts';
import type { ItemKind } from '#shared/domain/practicalKinds.ts';

type Line = readonly [content: string, points: number, kind: ItemKind, ends?: 'module' | 'subject'];

/** A module from short lines; items are numbered from 1. */
export function moduleOf(no: number, weightPercent: number, lines: readonly Line[]): RubricModule {
  return {
    no,
    title: `试题 ${no}`,
    code: `T-0${no}`,
    weightPercent,
    minutes: 90,
    items: lines.map(([content, points, kind, ends], index): RubricItem => ({
      no: index + 1,
      content,
      point: '',
      fullHundredths: points * 100,
      rule: '酌情扣分',
      kind,
      vetoEnds: ends ?? null,
    })),
  };
}

/** Two modules with all four kinds of items, in the manner of the lathe rubric of the fixtures (file 07). */
export const latheModules: RubricModule[] = [
  moduleOf(1, 70, [
    ['外圆', 40, 'measured'],
    ['螺纹', 38, 'measured'],
    ['工艺安排', 10, 'judged'],
    ['设备使用与维护', 8, 'observed'],
    ['安全文明生产', 4, 'veto', 'subject'],
  ]),
  moduleOf(2, 30, [
    ['程序编制', 40, 'judged'],
    ['程序校验', 40, 'observed'],
    ['操作规范', 20, 'veto', 'module'],
  ]),
];

/** A mark in points. */
export function mark(moduleNo: number, itemNo: number, points: number, vetoed = false): ItemMark {
  return { moduleNo, itemNo, scoreHundredths: Math.round(points * 100), vetoed };
}
