import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { resourcesFolder } from '#node/programs.ts';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import { parseSpreadsheet } from '../../../src-main/core/spreadsheets/parse.ts';
import type { ParseRequest } from '../../../src-main/core/spreadsheets/parse.ts';
import { makeWorkbook, makeZip, smallRoster, xlsxParts } from './makeFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'kaodian-child-'));
afterAll(async () => (await import('node:fs/promises')).rm(folder, { recursive: true }));

function request(
  bytes: Uint8Array,
  more: Partial<ParseRequest<RosterReport>> = {},
): ParseRequest<RosterReport> {
  return {
    kind: 'roster',
    schema: RosterReport,
    bytes,
    fileName: '/home/x/名册.xlsx',
    resourcesDir: resourcesFolder(),
    roster: { today: '2026-10-12' },
    ...more,
  };
}

/** A child that behaves as told, in the place of the real one. */
function childThat(source: string): URL {
  const path = join(folder, `${createHash('sha256').update(source).digest('hex').slice(0, 12)}.mjs`);
  writeFileSync(path, source);
  return pathToFileURL(path);
}

describe('the import child', () => {
  it('reads a roster and answers what was in it, with the hash of the file as given', async () => {
    const bytes = readFileSync(
      new URL('../../fixtures/rosters/04-名册-1200人-六个职业.xlsx', import.meta.url),
    );
    const parsed = await parseSpreadsheet(request(bytes));
    expect(parsed).toMatchObject({
      ok: true,
      value: {
        fileName: '名册.xlsx',
        fileBytes: bytes.length,
        format: 'xlsx',
        counts: { rows: 1200, ok: 1200, warnings: 0, errors: 0 },
      },
    });
    if (!parsed.ok) return;
    expect(parsed.value.fileSha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(parsed.value.people).toHaveLength(1200);
    expect(new Set(parsed.value.people.map((person) => person.values.documentNumber)).size).toBe(1200);
  });

  it('answers refusals as values', async () => {
    expect(await parseSpreadsheet(request(Buffer.from('%PDF-1.7')))).toEqual({
      ok: false,
      refusal: { code: 'unsupported-format', facts: { format: 'pdf' } },
    });
    expect(await parseSpreadsheet(request(Buffer.from('a,b\n1,2\n')))).toMatchObject({
      ok: false,
      refusal: { code: 'no-people-found' },
    });
    expect(await parseSpreadsheet(request(Buffer.alloc(0)))).toMatchObject({
      ok: false,
      refusal: { code: 'empty-file' },
    });
    expect(await parseSpreadsheet({ ...request(Buffer.from('a,b\n1,2\n')), kind: 'rubric' })).toMatchObject({
      ok: false,
      refusal: { code: 'no-rubric-found' },
    });
  });

  it('is killed when it takes too long', async () => {
    const childEntry = childThat('for (;;);');
    const parsed = await parseSpreadsheet(
      request(makeWorkbook({ a: smallRoster }), { childEntry, limits: { wallMs: 800 } }),
    );
    expect(parsed).toEqual({ ok: false, refusal: { code: 'parse-timeout', facts: {} } });
  });

  it('ends itself when a file fills the memory, buffers included', async () => {
    // small in the zip (below the ratio that is refused outright), large as objects
    const row =
      '<row><c t="inlineStr"><is><t>甲</t></is></c><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c></row>';
    const bytes = makeZip(xlsxParts(row.repeat(70_000)));
    const parsed = await parseSpreadsheet(request(bytes, { limits: { residentBytes: 140 * 1024 * 1024 } }));
    expect(parsed).toMatchObject({ ok: false, refusal: { code: 'parse-memory' } });
  });

  it('also when the heap alone runs over', async () => {
    const childEntry = childThat('const kept = []; for (;;) kept.push({ a: [kept.length] });');
    const parsed = await parseSpreadsheet(
      request(Buffer.from('x'), { childEntry, limits: { heapMegabytes: 30 } }),
    );
    expect(parsed).toMatchObject({ ok: false, refusal: { code: 'parse-memory' } });
  });

  it.each([
    ['dies without a word', 'process.exit(3)'],
    ['throws', 'throw new Error("x")'],
    ['answers nothing', ''],
    ['answers nonsense', 'console.log("{]")'],
    [
      'answers something else',
      'console.log(JSON.stringify({ ok: true, format: "xlsx", encoding: null, result: { people: 1 } })); console.log("end")',
    ],
    [
      'is cut off',
      'console.log(JSON.stringify({ ok: true, format: "xlsx", encoding: null, result: { sheets: [], columns: [], counts: { rows: 0, ok: 0, warnings: 0, errors: 0 } } }))',
    ],
    [
      'tries to write a file',
      `await import('node:fs').then((fs) => fs.writeFileSync(${JSON.stringify(join(folder, 'written'))}, ''))`,
    ],
    [
      'tries to start a program',
      `await import('node:child_process').then((one) => one.execFileSync('true'))`,
    ],
  ])('is not believed when it %s', async (_, source) => {
    const parsed = await parseSpreadsheet(request(Buffer.from('x'), { childEntry: childThat(source) }));
    expect(parsed).toMatchObject({ ok: false, refusal: { code: 'parse-crashed' } });
  });

  it('gets nothing of the environment', async () => {
    const answer =
      'console.log(JSON.stringify({ ok: false, refusal: { code: "damaged-file", facts: { keys: Object.keys(process.env).filter((key) => key !== "SystemRoot").join() } } })); console.log("end")';
    expect(await parseSpreadsheet(request(Buffer.from('x'), { childEntry: childThat(answer) }))).toEqual({
      ok: false,
      refusal: { code: 'damaged-file', facts: { keys: '' } },
    });
  });

  it('can be stopped by the one who waits', async () => {
    const stop = new AbortController();
    const parsing = parseSpreadsheet(
      request(Buffer.from('x'), { childEntry: childThat('for (;;);'), signal: stop.signal }),
    );
    stop.abort(new Error('stopped by a person'));
    await expect(parsing).rejects.toThrow('stopped by a person');
  });
});
