import { parse } from 'parse5';
import type { DefaultTreeAdapterTypes } from 'parse5';
import type { Cell, Merge, SheetGrid } from './grid.ts';
import { limits } from './limits.ts';
import { refusedFile } from './refuse.ts';
import { cellFromText } from './textCell.ts';

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

/**
 * The tables of a page that calls itself .xls, one sheet a table. The text of a cell is taken as it stands and never as a
 * number, so that 18 digits stay 18 digits. Scripts, styles and hidden things are text that nobody reads; nothing is fetched.
 */
export function readHtml(text: string): SheetGrid[] {
  const tables = findAll(parse(text), 'table').filter((table) => findAll(table, 'table').length === 1);
  let rows = 0;
  return tables.map((table, at) => {
    const sheet = readTable(table, `表${at + 1}`);
    rows += sheet.rows.length;
    if (rows > limits.rows) throw refusedFile('too-many-rows', { limit: String(limits.rows) });
    return sheet;
  });
}

/** The node and everything under it with that tag, in the page's order, without recursion (pages may nest very deep). */
function findAll(root: Node, tag: string): Element[] {
  const found: Element[] = [];
  walk(root, (node) => {
    if ('tagName' in node && node.tagName === tag) found.push(node);
    return true;
  });
  return found;
}

/** Visits in order; `enter` answers whether to go into the node. */
function walk(root: Node, enter: (node: Node) => boolean): void {
  const waiting: Node[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (!enter(node) || !('childNodes' in node)) continue;
    for (let at = node.childNodes.length - 1; at >= 0; at -= 1) {
      const child = node.childNodes[at];
      if (child !== undefined) waiting.push(child);
    }
  }
}

function readTable(table: Element, name: string): SheetGrid {
  const rows: (Cell | undefined)[][] = [];
  const merges: Merge[] = [];
  /** Cells that reach down from an earlier row: column -> rows still covered. */
  const reaching = new Map<number, number>();
  for (const line of findAll(table, 'tr')) {
    const row: (Cell | undefined)[] = [];
    const top = rows.length;
    let column = 0;
    const taken = new Set<number>();
    for (const [at, left] of reaching) {
      taken.add(at);
      if (left === 1) reaching.delete(at);
      else reaching.set(at, left - 1);
    }
    for (const cell of line.childNodes) {
      if (!('tagName' in cell) || (cell.tagName !== 'td' && cell.tagName !== 'th')) continue;
      while (taken.has(column)) column += 1;
      const wide = span(cell, 'colspan');
      const tall = span(cell, 'rowspan');
      if (column + wide > limits.columns)
        throw refusedFile('too-many-columns', { limit: String(limits.columns) });
      row[column] = cellFromText(cellText(cell));
      if (wide > 1 || tall > 1)
        merges.push({ top, left: column, bottom: top + tall - 1, right: column + wide - 1 });
      for (let at = column; tall > 1 && at < column + wide; at += 1) reaching.set(at, tall - 1);
      column += wide;
    }
    rows.push(row);
    if (rows.length > limits.rows) throw refusedFile('too-many-rows', { limit: String(limits.rows) });
  }
  return { name, hidden: false, rows, merges };
}

function span(cell: Element, attribute: 'colspan' | 'rowspan'): number {
  const value = Number(cell.attrs.find((one) => one.name === attribute)?.value ?? '1');
  return Number.isInteger(value) && value >= 1 && value <= 65_536 ? value : 1;
}

function cellText(cell: Element): string {
  let text = '';
  walk(cell, (node) => {
    if (node.nodeName === '#text' && 'value' in node) text += node.value;
    if (node.nodeName === 'br') text += '\n';
    return node.nodeName !== 'script' && node.nodeName !== 'style' && node.nodeName !== 'template';
  });
  return text.replace(/[ \t\r\n\f]+/g, ' ').trim();
}
