import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CandidateId } from '#shared/contract/ids.ts';
import { noPreviousRow } from '#shared/formats/rowHeader.ts';
import type { LedgerRow, RowHeader } from '#shared/formats/rowHeader.ts';
import { parseRowLine, rowLine, verifyRow } from '#node/ledgerRow.ts';
import { testId } from '../../support/arrangedSite.ts';
import { ledgerSite, rosterInput } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const awkward = '“欧阳”\u{20BB7}野家 \\ "引号" \n\t é e\u0301 \u2028 </script> 𝔘';
let site: LedgerSite;
let rows: readonly (LedgerRow & { readonly rowHash: string })[];

beforeAll(async () => {
  site = await ledgerSite();
  const input = rosterInput(2);
  const people = input.people.map((person) => ({
    ...person,
    identity: { ...person.identity, remark: awkward },
  }));
  await site.done('chief', 'roster.import', { ...input, people });
  const approvalId = await site.ask('chief', 'candidate.blank', {
    candidateId: testId<'candidate'>('cand', 2) as CandidateId,
    reason: awkward,
  });
  await site.done('supervisor', 'approval.grant', { approvalId });
  rows = site.store.raw
    .prepare(
      'SELECT header, data, data_salt AS dataSalt, personal, personal_salt AS personalSalt, row_hash AS rowHash FROM ledger_rows ORDER BY seq',
    )
    .all() as (LedgerRow & { rowHash: string })[];
});
afterAll(() => site.remove());

describe('the bytes of the rows', () => {
  it('verify one after another by the reader of the open format', () => {
    let prev = noPreviousRow;
    for (const [seq, row] of rows.entries()) {
      const checked = verifyRow(row, { prev, seq, ledger: site.ledger.tail().ledgerId });
      expect(checked).toMatchObject({ ok: true, value: { rowHash: row.rowHash } });
      prev = row.rowHash;
    }
    expect(rows.length).toBeGreaterThan(10);
    expect(site.ledger.tail()).toMatchObject({ size: rows.length, head: prev });
  });

  it('verify without any of our code: jq and sha256sum give the next row’s prev', () => {
    const file = join(site.dir, 'ledger.ndjson');
    writeFileSync(file, rows.map((row) => `${rowLine(row)}\n`).join(''));
    const script = `while IFS= read -r line; do (printf '\\0'; jq -j .header <<<"$line") | sha256sum | cut -c1-64; done < "$1"`;
    const hashes = execFileSync('bash', ['-c', script, 'bash', file], { encoding: 'utf8' })
      .trim()
      .split('\n');
    const prevs = execFileSync('jq', ['-r', '.header | fromjson | .prev', file], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(hashes).toEqual(rows.map((row) => row.rowHash));
    expect(prevs).toEqual([noPreviousRow, ...hashes.slice(0, -1)]);
  });

  it('hash both parts with their salts as the text says, over the very texts that are kept', () => {
    for (const row of rows) {
      const header = JSON.parse(row.header) as RowHeader;
      const hash = (label: string, salt: string, text: string) =>
        createHash('sha256')
          .update(label)
          .update(Buffer.of(0))
          .update(Buffer.from(salt, 'hex'))
          .update(Buffer.from(text, 'utf8'))
          .digest('hex');
      expect(hash('kaodian-data-v1', row.dataSalt, row.data)).toBe(header.dataHash);
      if (row.personal === null || row.personalSalt === null) continue;
      expect(hash('kaodian-personal-v1', row.personalSalt, row.personal)).toBe(header.personalHash);
    }
  });

  it('have a salt of their own each, of 32 bytes', () => {
    const salts = rows.flatMap((row) => [row.dataSalt, row.personalSalt ?? []].flat());
    expect(new Set(salts).size).toBe(salts.length);
    for (const salt of salts) expect(salt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('keep names and numbers out of data', () => {
    for (const row of rows) expect(row.data).not.toMatch(/考生|500101200\d0101|欧阳/);
    expect(rows.some((row) => row.personal?.includes('考生一') === true)).toBe(true);
  });

  it('give awkward texts back unchanged', () => {
    const row = rows.find(({ header }) => (JSON.parse(header) as RowHeader).type === 'enrolment.registered');
    expect(JSON.parse(row?.personal ?? '')).toMatchObject({ remark: awkward });
    expect(row === undefined ? null : parseRowLine(rowLine(row))).toMatchObject({
      ok: true,
      value: { personal: row?.personal },
    });
  });

  it('are really gone from the file when they were blanked', () => {
    const blanked = rows.filter(
      (row) => row.personal === null && (JSON.parse(row.header) as RowHeader).personalHash !== null,
    );
    expect(blanked.map((row) => (JSON.parse(row.header) as RowHeader).type).toSorted()).toEqual([
      'approval.requested',
      'enrolment.registered',
    ]);
    expect(JSON.stringify(rows)).not.toContain('考生二');
    expect(blanked.every((row) => row.personalSalt === null)).toBe(true);
  });
});
