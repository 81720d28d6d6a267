import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateAgeKeys } from '#node/ageFile.ts';
import { signCentreKeys } from '#node/centreKeys.ts';
import { signingKeyFromSeed, sshFingerprint, sshPublicKey, sshPublicKeyLine } from '#node/ed25519.ts';
import { signSshsig } from '#node/sshsig.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { batchRow, calendarVersionOf } from '../../../src-main/core/batches/queries.ts';
import { calendarInForce, calendarView } from '../../../src-main/core/institution/queries.ts';
import { deadlines } from '../../../src-main/core/packages/queries.ts';
import {
  batchId,
  batchInput,
  institutionCode,
  ledgerSite,
  resourcesDir,
  signingKey,
  testReferenceData,
} from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

const keyOf = (n: number) => signingKeyFromSeed(Buffer.alloc(32, n));
const [root, receiptKey, stranger] = [keyOf(41), keyOf(42), keyOf(43)];
const age = await generateAgeKeys();
const product = JSON.parse(readFileSync(join(resourcesDir, 'calendar', 'holidays.json'), 'utf8')) as {
  version: string;
  years: Record<string, { off: string[]; work: string[] }>;
};
const year2027 = { off: ['2027-01-01', '2027-02-08'], work: ['2027-02-14'] };
const newer = (change: object = {}, years: object = {}) =>
  JSON.stringify({
    ...product,
    version: '2019-2027-1',
    issued: '2026-11-05',
    years: { ...product.years, '2027': year2027, ...years },
    ...change,
  });
const signed = (calendarFile: string, by = root) => ({
  calendarFile,
  signature: signSshsig(by, 'kaodian-calendar', calendarFile),
});

let site: LedgerSite;
beforeEach(async () => {
  site = await ledgerSite();
});
afterEach(() => site.remove());

async function enrol(): Promise<void> {
  const keys = signCentreKeys(
    {
      format: 'kaodian-keys-v1',
      version: 1,
      centreId: 'centre-1',
      issuedAt: '2026-01-01T00:00:00.000Z',
      expires: '2027-12-31T00:00:00.000Z',
      roots: [sshPublicKeyLine(root)],
      receiptKeys: [sshPublicKeyLine(receiptKey)],
      recipients: [{ age: age.recipient, notAfter: null }],
      institutions: [
        {
          code: institutionCode,
          siteKeys: [
            { ssh: sshPublicKeyLine(signingKey), validAfter: '2026-01-01T00:00:00.000Z', validBefore: null },
          ],
        },
      ],
      revoked: [],
      tlsCa: null,
    },
    [root],
  );
  await site.done('chief', 'centre.enrol', {
    keysFile: keys.text,
    signature: keys.signatures.join(''),
    rootFingerprint: sshFingerprint(sshPublicKey(root)),
    address: null,
  });
}
const replace = async (input: { calendarFile: string; signature: string }) => {
  const answer = await site.submit('chief', 'institution.replaceCalendar', input);
  return answer.ok ? null : answer.refusal.code;
};
const reportOf = () => {
  const batch = batchRow(site.store, batchId);
  if (batch === null) throw new Error('no batch');
  return deadlines(site.store, batch, '2026-11-24T01:00:00.000Z', testReferenceData()).find(
    (step) => step.code === 'report',
  );
};

describe('another calendar of working days', () => {
  it('is taken over from a file that a root of the centre has signed, without any network', async () => {
    await enrol();
    expect(await replace(signed(newer()))).toBeNull();
    expect(calendarView(site.store, testReferenceData(), '2026-11-24')).toEqual({
      version: '2019-2027-1',
      issued: '2026-11-05',
      years: ['2019', '2020', '2021', '2022', '2023', '2024', '2025', '2026', '2027'],
      signer: sshFingerprint(sshPublicKey(root)),
      missing: [],
    });
  });

  it('cannot be checked before the centre is enrolled', async () => {
    expect(await replace(signed(newer()))).toBe('calendar-needs-centre');
  });

  it.each([
    ['signed by a stranger', () => signed(newer(), stranger), 'calendar-signer-unknown'],
    ['signed by a receipt key', () => signed(newer(), receiptKey), 'calendar-signer-unknown'],
    [
      'signed for something else',
      () => ({ calendarFile: newer(), signature: signSshsig(root, 'kaodian-keys', newer()) }),
      'signature-namespace',
    ],
    [
      'changed by one byte',
      () => ({ ...signed(newer()), calendarFile: newer().replace('2027-02-08', '2027-02-09') }),
      'signature-invalid',
    ],
    ['without a signature', () => ({ calendarFile: newer(), signature: '' }), 'signature-malformed'],
    ['older than the one in force', () => signed(newer({ issued: '2025-11-04' })), 'calendar-older'],
    ['from the future', () => signed(newer({ issued: '2026-11-25' })), 'calendar-not-yet'],
    [
      'under a version that is used',
      () => signed(newer({ version: product.version })),
      'calendar-version-taken',
    ],
    [
      'without years that stand',
      () => signed(newer({ years: { '2027': year2027 } })),
      'calendar-years-missing',
    ],
    [
      'with a year without a holiday',
      () => signed(newer({}, { '2028': { off: [], work: [] } })),
      'calendar-malformed',
    ],
    [
      'with a Sunday off',
      () => signed(newer({}, { '2027': { off: ['2027-01-03'], work: [] } })),
      'calendar-malformed',
    ],
    [
      'with a day of another year',
      () => signed(newer({}, { '2027': { off: ['2028-01-03'], work: [] } })),
      'calendar-malformed',
    ],
    ['that is no JSON', () => signed('off'), 'calendar-malformed'],
  ])('%s is refused', async (_, input, code) => {
    await enrol();
    expect(await replace(input())).toBe(code);
    expect(calendarInForce(site.store, testReferenceData()).version).toBe(product.version);
  });

  it('leaves the deadlines of a batch under way alone, until a logged decision of two', async () => {
    await enrol();
    const before = reportOf();
    expect(before).toMatchObject({ day: '2026-12-09', calendarVersion: product.version });
    const moved = newer(
      {},
      { '2026': { off: [...(product.years['2026']?.off ?? []), '2026-12-01'], work: [] } },
    );
    expect(await replace(signed(moved))).toBeNull();
    expect(reportOf()).toEqual(before);
    const unseen = {
      batchId,
      rules: defaultBatchRules,
      calendarVersion: product.version,
      reason: '按新的放假安排',
    };
    expect(await site.submit('chief', 'batch.changeRules', unseen)).toMatchObject({
      refusal: { code: 'calendar-not-in-force' },
    });
    const approvalId = await site.ask('chief', 'batch.changeRules', {
      batchId,
      rules: defaultBatchRules,
      calendarVersion: '2019-2027-1',
      reason: '按新的放假安排',
    });
    await site.done('registrar', 'approval.grant', { approvalId });
    expect(calendarVersionOf(site.store, batchId)).toBe('2019-2027-1');
    expect(reportOf()).toMatchObject({ day: '2026-12-10', calendarVersion: '2019-2027-1' });
    await site.done('chief', 'batch.create', batchInput(2));
    expect(calendarVersionOf(site.store, batchInput(2).batchId)).toBe('2019-2027-1');
  });

  it('serves a batch that was made before for the years that its own has not', async () => {
    site.store.raw.prepare("UPDATE batches SET last_day = '2026-12-28'").run();
    expect(reportOf()).toMatchObject({ day: null, state: 'calendarMissing' });
    await enrol();
    expect(await replace(signed(newer()))).toBeNull();
    expect(reportOf()).toMatchObject({ day: '2027-01-12', calendarVersion: '2019-2027-1' });
  });
});
