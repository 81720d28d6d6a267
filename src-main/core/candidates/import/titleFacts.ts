import { findLevel } from '#shared/domain/level.ts';
import type { Level } from '#shared/domain/level.ts';
import { compactText, toHalfWidth } from '#shared/domain/fullWidth.ts';
import type { Occupation, OccupationCatalogue } from '#shared/domain/occupation.ts';
import type { SheetGrid } from '../../spreadsheets/grid.ts';

/** What the rows above the headings say about everyone below. */
export interface TitleFacts {
  readonly text: string;
  readonly occupation: Occupation | null;
  readonly level: Level | null;
  readonly className: string | null;
}

/** Reads the rows before `firstHeaderRow`. An occupation counts only as a word of its own (中式烹调师 四级; 职业：车工), never as a part of a longer word. */
export function readTitle(
  sheet: SheetGrid,
  firstHeaderRow: number,
  catalogue: OccupationCatalogue,
): TitleFacts {
  const texts = sheet.rows
    .slice(0, firstHeaderRow)
    .flatMap((row) => (row ?? []).flatMap((cell) => (cell === undefined ? [] : [cell.text.trim()])));
  const text = [...new Set(texts)]
    .filter((one) => one !== '')
    .join(' ')
    .slice(0, 500);
  return {
    text,
    occupation: findOccupation(text, catalogue),
    level: findLevel(text),
    className: findClass(text) ?? findClass(sheet.name),
  };
}

function findOccupation(text: string, catalogue: OccupationCatalogue): Occupation | null {
  const words = toHalfWidth(text)
    .split(/[\s()[\]【】《》「」:,、;/|—–\-_]+/)
    .map((word) => word.replace(/[一二三四五]级.*$|(初级|中级|高级)工$/, ''));
  const found = new Map(words.flatMap((word) => catalogue.byName(word)).map((one) => [one.code, one]));
  const [only] = found.values();
  return found.size === 1 && only !== undefined ? only : null;
}

function findClass(text: string): string | null {
  const found = new Set(
    [...compactText(text).matchAll(/\d{2,4}级[^\d()班:,、]{1,12}\d{0,2}班/g)].map(([word]) => word),
  );
  const [only] = found;
  return found.size === 1 && only !== undefined ? only : null;
}
