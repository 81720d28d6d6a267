import { compactText } from './fullWidth.ts';

/** 5 初级工, 4 中级工, 3 高级工, 2 技师, 1 高级技师. */
export const levels = [5, 4, 3, 2, 1] as const;
export type Level = (typeof levels)[number];

const ordinals: Readonly<Record<Level, string>> = { 5: '五级', 4: '四级', 3: '三级', 2: '二级', 1: '一级' };
const names: Readonly<Record<Level, string>> = {
  5: '初级工',
  4: '中级工',
  3: '高级工',
  2: '技师',
  1: '高级技师',
};

/** A level as it stands on forms: 四级/中级工. */
export function levelLabel(level: Level): string {
  return `${ordinals[level]}/${names[level]}`;
}

const readings: ReadonlyMap<string, Level> = new Map(
  levels.flatMap((level): (readonly [string, Level])[] => [
    [ordinals[level], level],
    [names[level], level],
    [names[level].replace(/工$/, ''), level],
    [String(level), level],
    [`${level}级`, level],
    [ordinals[level].slice(0, 1), level],
  ]),
);

/**
 * Reads a level in any form that schools use: 四级/中级工, 四级（中级工）, 四级, 中级工, 中级, 4, 4级. When both parts stand
 * there they must agree. Null for anything else (七级, 学徒工, 特级技师 …: not levels that a technician school certifies).
 */
export function readLevel(text: string): Level | null {
  const parts = compactText(text)
    .replace(/^职业技能等级|^技能等级/, '')
    .split(/[/()、,|\-—]/)
    .filter((part) => part !== '');
  // 四级中级工, without any sign between
  const split = parts.flatMap((part) => /^([一二三四五1-5]级)(.+)$/.exec(part)?.slice(1, 3) ?? [part]);
  const found = split.map((part) => readings.get(part) ?? null);
  const first = found[0] ?? null;
  return first !== null && found.every((level) => level === first) ? first : null;
}

/** Finds a level inside a title such as 「2023级烹饪1班考生名单（中式烹调师 四级）」; 2023级 and 技师学院 are none. Null when none or several differ. */
export function findLevel(title: string): Level | null {
  const plain = compactText(title)
    .replace(/\d{2,4}级/g, ' ')
    .replace(/(高级)?技师学院|(高级)?技工(学校|院校)/g, ' ');
  const found = new Set<Level>();
  for (const [word] of plain.matchAll(/(?<![\d])[一二三四五1-5]级|初级工|中级工|高级工|高级技师|技师/g)) {
    const level = readLevel(word);
    if (level !== null) found.add(level);
  }
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
