/**
 * Makes `resources/occupations/csco22.json` from the third-party list of the 2022 edition (see NOTICE beside it).
 *
 *     node scripts/data/makeOccupations.ts CSV resources/occupations/csco22.json
 *
 * Known faults of the list are put right here, and each is named in the result under `corrections` and `missing`.
 */
import { readFileSync, writeFileSync } from 'node:fs';

interface Row {
  readonly code: string;
  readonly name: string;
  readonly green: boolean;
  readonly digital: boolean;
  readonly aliases: readonly string[];
}

/** Rows whose names are known from a second source although the list does not carry them. */
const added: readonly Row[] = [
  { code: '4-10-01-02', name: '育婴员', green: false, digital: false, aliases: [] },
];
const stillMissing = ['4-01-02-02', '6-09-03-05'];

function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') {
        field += '"';
        at += 1;
      } else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',') {
      row.push(field);
      field = '';
    } else if (char === '\n') {
      row.push(field.replace(/\r$/, ''));
      rows.push(row);
      row = [];
      field = '';
    } else field += char;
  }
  if (field !== '' || row.length > 0) rows.push([...row, field]);
  return rows;
}

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  process.stderr.write('usage: node scripts/data/makeOccupations.ts CSV JSON\n');
  process.exit(2);
}

const corrections: string[] = [];
const groups: Record<string, string> = {};
const occupations = new Map<string, Row>();
for (const [level = '', code = '', , rawName = '', , , , alias = ''] of parseCsv(
  readFileSync(source, 'utf8'),
).slice(1)) {
  if (!/^\d-\d{2}-\d{2}-\d{2}$/.test(code)) continue;
  const suffix = /(?:L\/S|L|S)$/.exec(rawName)?.[0] ?? '';
  const name = rawName.slice(0, rawName.length - suffix.length).trim();
  if (level !== '4') {
    if (groups[code] !== undefined) corrections.push(`${code} ${name}: stood twice, kept once`);
    else groups[code] = name;
    continue;
  }
  // A small group with one occupation gives it a code that ends in -00: such a row is an occupation all the same.
  if (groups[code] !== undefined)
    corrections.push(`${code} ${name}: stood as a group and as an occupation, kept as both`);
  if (occupations.has(code)) {
    corrections.push(`${code} ${name}: stood twice, kept once`);
    continue;
  }
  const aliases = [...new Set(alias.split(',').map((one) => one.trim()))].filter(
    (one) => one !== '' && one !== name && one !== rawName,
  );
  occupations.set(code, { code, name, green: suffix.includes('L'), digital: suffix.includes('S'), aliases });
}
for (const row of added) {
  occupations.set(row.code, row);
  corrections.push(`${row.code} ${row.name}: was missing, added`);
}

const rows = [...occupations.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
const head = { edition: '2022', version: '2022-1', notice: 'NOTICE.md', corrections, missing: stillMissing };
const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
const groupLines = Object.entries(groups)
  .map(([code, name]) => `    ${JSON.stringify(code)}: ${JSON.stringify(name)}`)
  .join(',\n');
const json = `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "groups": {\n${groupLines}\n  },\n  "occupations": [\n${lines}\n  ]\n}\n`;
JSON.parse(json);
writeFileSync(target, json);
process.stdout.write(
  `${rows.length} occupations, ${Object.keys(groups).length} groups\n${corrections.join('\n')}\n`,
);
