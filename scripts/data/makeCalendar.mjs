// Makes resources/calendar/holidays.json from the npm package `chinese-days` (MIT; see NOTICE beside the result).
//
//     npm pack chinese-days@1.5.7 && tar xzf chinese-days-1.5.7.tgz     (in a folder of its own)
//     node scripts/data/makeCalendar.mjs FOLDER/package resources/calendar/holidays.json 2019 2026 2025-11-04
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

const [folder, target, first, last, issued] = process.argv.slice(2);
if (
  folder === undefined ||
  target === undefined ||
  first === undefined ||
  last === undefined ||
  issued === undefined
) {
  process.stderr.write(
    'usage: node scripts/data/makeCalendar.mjs PACKAGE-FOLDER JSON FIRST-YEAR LAST-YEAR ISSUED\n',
  );
  process.exit(2);
}
const { isWorkday } = createRequire(import.meta.url)(resolve(folder));
const dayMs = 86_400_000;
const years = {};
for (let year = Number(first); year <= Number(last); year += 1) {
  const off = [];
  const work = [];
  for (let at = Date.UTC(year, 0, 1); at < Date.UTC(year + 1, 0, 1); at += dayMs) {
    const date = new Date(at).toISOString().slice(0, 10);
    const weekday = ![0, 6].includes(new Date(at).getUTCDay());
    if (weekday && !isWorkday(date)) off.push(date);
    if (!weekday && isWorkday(date)) work.push(date);
  }
  years[year] = { off, work };
}
const head = {
  format: 'kaodian-calendar-v1',
  version: `${first}-${last}-1`,
  issued,
  source: '国务院办公厅关于各年部分节假日安排的通知（含 2020 年春节延长假期）',
  meaning: 'off: Monday to Friday, yet no working day; work: Saturday or Sunday, yet a working day',
};
const lines = Object.entries(years).map(([year, days]) => `    "${year}": ${JSON.stringify(days)}`);
writeFileSync(
  target,
  `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "years": {\n${lines.join(',\n')}\n  }\n}\n`,
);
