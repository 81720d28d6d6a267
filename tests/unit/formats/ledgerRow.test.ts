import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildRow, dataHash, parseRowLine, personalHash, rowLine, verifyRow } from '#node/ledgerRow.ts';
import { parseRowHeader, rowHeaderText, type LedgerRow } from '#shared/formats/rowHeader.ts';
import { ledgerRows } from './packageFixture.ts';
import { runTool } from './scratch.ts';
import { anyText, checkProperty } from '../../support/properties.ts';

const salt = '11'.repeat(32);
const rows = ledgerRows();
const [first, second] = rows;
if (first === undefined || second === undefined) throw new Error('no rows');

describe('the bytes of a ledger row', () => {
  it('hashes are the ones the format defines', () => {
    const bytes = Buffer.concat([
      Buffer.from('kaodian-data-v1\0'),
      Buffer.alloc(32, 0x11),
      Buffer.from('{"甲":1}'),
    ]);
    expect(dataHash(salt, '{"甲":1}')).toBe(createHash('sha256').update(bytes).digest('hex'));
    const personal = Buffer.concat([
      Buffer.from('kaodian-personal-v1\0'),
      Buffer.alloc(32, 0x11),
      Buffer.from('x'),
    ]);
    expect(personalHash(salt, 'x')).toBe(createHash('sha256').update(personal).digest('hex'));
    expect(() => dataHash('11', 'x')).toThrow(TypeError);
  });

  it('the header is canonical, has sixteen fields, and links by prev', () => {
    expect(first.row.header).toMatch(
      /^\{"actor":"[^"]+","at":"2026-03-05T08:00:00\.000Z","batch":null,"command":/u,
    );
    expect(Object.keys(JSON.parse(first.row.header) as object).length).toBe(16);
    expect(first.header.prev).toBe('0'.repeat(64));
    expect(second.header.prev).toBe(first.rowHash);
  });

  it('the shell check of the format gives the row hash', () => {
    const script = `IFS= read -r line; (printf '\\0'; jq -j .header <<<"$line") | sha256sum`;
    for (const { row, rowHash } of rows.slice(0, 5)) {
      expect(runTool('bash', ['-c', script], { input: `${rowLine(row)}\n` }).stdout.slice(0, 64)).toBe(
        rowHash,
      );
    }
  });

  it('equal contents get different salts', () => {
    const draft = { ...first.header, data: 'same', personal: 'same' };
    const { dataHash: _d, personalHash: _p, v: _v, ...rest } = draft;
    const [left, right] = [buildRow(rest), buildRow(rest)];
    expect(left.row.dataSalt).not.toBe(right.row.dataSalt);
    expect(left.row.dataSalt).not.toBe(left.row.personalSalt);
    expect(left.rowHash).not.toBe(right.rowHash);
    expect(() => buildRow({ ...rest, data: '\ud800' })).toThrow(TypeError);
    expect(() => buildRow({ ...rest, seq: 0.5 })).toThrow(TypeError);
    expect(() => buildRow({ ...rest, at: '2026-02-30T00:00:00.000Z' })).toThrow(TypeError);
  });

  it('any texts go through a line and verify', () => {
    checkProperty(
      fc.property(anyText, fc.option(anyText), (data, personal) => {
        const { dataHash: _d, personalHash: _p, v: _v, ...rest } = first.header;
        const built = buildRow({ ...rest, data, personal });
        const line = rowLine(built.row);
        expect(line).not.toContain('\n');
        expect(parseRowLine(line)).toEqual({ ok: true, value: built.row });
        expect(verifyRow(built.row, { prev: '0'.repeat(64), seq: 0, ledger: 'L1' })).toMatchObject({
          ok: true,
          value: { rowHash: built.rowHash, blanked: false },
        });
      }),
      { times: 2 },
    );
  });
});

describe('verifying a row', () => {
  const row = rows[2]?.row;
  const prev = second.rowHash;
  if (row === undefined) throw new Error('no row');
  const retold = (change: (header: Record<string, unknown>) => void): LedgerRow => {
    const header = JSON.parse(row.header) as Record<string, unknown>;
    change(header);
    return { ...row, header: JSON.stringify(header) };
  };

  it('a blanked personal part passes; half a blanking does not', () => {
    expect(verifyRow({ ...row, personal: null, personalSalt: null }, { prev })).toMatchObject({
      ok: true,
      value: { blanked: true },
    });
    expect(verifyRow({ ...row, personal: null }, { prev })).toMatchObject({
      refusal: { code: 'row-personal-altered' },
    });
    expect(verifyRow({ ...row, personalSalt: null }, { prev })).toMatchObject({
      refusal: { code: 'row-personal-altered' },
    });
    expect(
      verifyRow({ ...second.row, personal: 'added', personalSalt: salt }, { prev: first.rowHash }),
    ).toMatchObject({ refusal: { code: 'row-personal-altered' } });
  });

  it.each([
    ['other data', { ...row, data: `${row.data} ` }, 'row-data-altered'],
    ['another salt', { ...row, dataSalt: salt }, 'row-data-altered'],
    ['a salt in capitals', { ...row, dataSalt: row.dataSalt.toUpperCase() }, 'row-data-altered'],
    ['another name', { ...row, personal: '{}' }, 'row-personal-altered'],
    ['blanks in the header', { ...row, header: row.header.replace(':', ': ') }, 'json-not-canonical'],
    [
      'a field twice in the header',
      { ...row, header: row.header.replace('{', '{"actor":"x",') },
      'json-not-canonical',
    ],
    ['no JSON', { ...row, header: '' }, 'json-malformed'],
    ['a list', { ...row, header: '[]' }, 'row-malformed'],
    ['a field too many', retold((header) => void (header['z'] = 1)), 'row-malformed'],
    ['another version', retold((header) => void (header['v'] = 2)), 'row-malformed'],
    ['a fraction', retold((header) => void (header['deskSeq'] = 0.5)), 'row-malformed'],
    [
      'a time without milliseconds',
      retold((header) => void (header['at'] = '2026-03-05T08:00:00Z')),
      'row-malformed',
    ],
    [
      'a local time without offset',
      retold((header) => void (header['deskAt'] = '2026-03-05T08:00:00')),
      'row-malformed',
    ],
    ['an empty actor', retold((header) => void (header['actor'] = '')), 'row-malformed'],
  ])('refuses %s', (_name, changed, code) => {
    expect(verifyRow(changed, { prev })).toMatchObject({ ok: false, refusal: { code } });
  });

  it('refuses another predecessor, sequence or ledger', () => {
    expect(verifyRow(row, { prev: first.rowHash })).toMatchObject({
      refusal: { code: 'row-chain-broken', facts: { seq: 2 } },
    });
    expect(verifyRow(row, { prev, seq: 3 })).toMatchObject({
      refusal: { code: 'row-sequence-broken', facts: { seq: 2, expected: 3 } },
    });
    expect(verifyRow(row, { prev, ledger: 'L2' })).toMatchObject({ refusal: { code: 'row-ledger-differs' } });
    expect(
      verifyRow(
        retold((header) => void (header['seq'] = 0)),
        { prev },
      ),
    ).toMatchObject({ refusal: { code: 'row-chain-broken' } });
  });

  it.each([
    ['a blank', `${rowLine(row)} `],
    ['a key twice', rowLine(row).replace('{', '{"data":"x",')],
    ['a missing key', '{"header":"{}","data":"{}"}'],
    ['a number as data', rowLine(row).replace(/"data":"[^"]*(?:\\"[^"]*)*"/u, '"data":1')],
    ['a header that is no text', '{"header":1}'],
    ['a hash for a header', `{"seq":1,"rowHash":"${'a'.repeat(64)}"}`],
    ['null', 'null'],
    ['no JSON', 'x'],
  ])('refuses a line with %s', (_name, line) => {
    expect(parseRowLine(line)).toMatchObject({ ok: false, refusal: { code: 'row-malformed' } });
  });

  it('a header text is read back as it was written', () => {
    expect(parseRowHeader(rowHeaderText(first.header))).toEqual({ ok: true, value: first.header });
  });
});
