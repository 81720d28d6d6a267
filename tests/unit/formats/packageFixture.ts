import { createHash, type KeyObject } from 'node:crypto';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { Id } from '#shared/contract/ids.ts';
import type { PackageFiles, ResultLine } from '#shared/contract/packageFiles.ts';
import { ageFingerprint, generateAgeKeys } from '#node/ageFile.ts';
import type { AllowedSigner } from '#node/allowedSigners.ts';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKey } from '#node/ed25519.ts';
import { buildRow, rowLine, type BuiltRow, type RowDraft } from '#node/ledgerRow.ts';
import { frontierOf } from '#node/merkle.ts';
import { packageCounts, ruleSetHash } from '#node/packageFilesCheck.ts';
import type { SealPackageInput } from '#node/packageSeal.ts';

/** Made-up institution, people and keys: nothing here is real. */
export const institutionCode = 'Y510100000123';
export const batchNo = '2026-01';
export const siteKey = signingKeyFromSeed(Buffer.alloc(32, 1));
export const strangerKey = signingKeyFromSeed(Buffer.alloc(32, 2));
export const sealedAt = '2026-03-05T09:30:12.345Z';
export const at = Date.parse('2026-03-06T08:00:00.000Z');
const batchId = id<'batch'>(1);
const registrar = id<'user'>(2);
const chief = id<'user'>(3);

export const centreAge = await generateAgeKeys();
export const otherAge = await generateAgeKeys();

/** A ULID with a number at its end. */
export function id<Kind extends string>(n: number): Id<Kind> {
  return `01JNB3R4XYZABCDEFGHJKM${String(n).padStart(4, '0')}` as Id<Kind>;
}

export function signerOf(key: KeyObject): AllowedSigner {
  return {
    principal: institutionCode,
    namespaces: ['kaodian-package', 'kaodian-bag', 'kaodian-checkpoint'],
    validAfter: null,
    validBefore: null,
    trustBefore: null,
    key: sshPublicKey(key),
  };
}

/** Fixed salts, so that the same scene gives the same bytes. */
function saltSource(): () => string {
  let n = 0;
  return () => createHash('sha256').update(`salt ${n++}`).digest('hex');
}

/** Draws a chain of rows; the last one is the sealing row. `otherBatchSeq` are rows of another batch. */
export function ledgerRows(options: { readonly revision: number; readonly epoch?: number }): BuiltRow[] {
  const salts = saltSource();
  const rows: BuiltRow[] = [];
  const add = (draft: Pick<RowDraft, 'type' | 'batch' | 'data' | 'personal'> & { at?: string }) => {
    const seq = rows.length;
    rows.push(
      buildRow(
        {
          ledger: 'L1',
          epoch: options.epoch ?? 0,
          seq,
          at: draft.at ?? `2026-03-05T08:00:${String(seq).padStart(2, '0')}.000Z`,
          deskAt: `2026-03-05T16:00:${String(seq).padStart(2, '0')}.000+08:00`,
          actor: registrar,
          desk: 'desk-1',
          deskSeq: seq,
          batch: draft.batch,
          command: id(100 + seq),
          type: draft.type,
          version: 1,
          prev: rows.at(-1)?.rowHash ?? '0'.repeat(64),
          data: draft.data,
          personal: draft.personal,
        },
        salts,
      ),
    );
  };
  add({ type: 'site.founded', batch: null, data: '{"v":1}', personal: '{"name":"示范技师学院"}' });
  add({ type: 'batch.created', batch: batchId, data: '{"batchNo":"2026-01"}', personal: null });
  add({ type: 'roster.imported', batch: batchId, data: '{"rows":2}', personal: '{"names":["甲","乙"]}' });
  add({ type: 'batch.created', batch: id(9), data: '{"batchNo":"2026-02"}', personal: null });
  add({ type: 'score.entered', batch: batchId, data: '{"n":"引号 \\" 与换行 \\n"}', personal: '{}' });
  const sealing = {
    institutionCode,
    batchNo,
    revision: options.revision,
    replaces: [],
    recipients: [centreAge.recipient],
    softwareVersion: '0.1.0',
    ruleSetHash: ruleSetHash(defaultBatchRules),
  };
  add({
    type: 'package.sealing',
    batch: batchId,
    data: JSON.stringify(sealing),
    personal: null,
    at: sealedAt,
  });
  return rows;
}

const photo = Buffer.from('not really a picture');
const photoFile = {
  name: 'photos/01jnb3r4xyz.jpg',
  sha256: createHash('sha256').update(photo).digest('hex'),
};

function resultLine(n: number, passed: boolean): ResultLine {
  const score = {
    state: 'taken',
    scoreHundredths: passed ? 8050 : 5000,
    unrounded: passed ? '80.5' : '50',
    source: 'machine',
    nearLine: false,
    vetoed: false,
  } as const;
  return {
    enrolmentId: id(20 + n),
    ticketNumber: `2603013010000${n}`,
    identity: {
      name: '甲',
      documentType: 'residentId',
      documentNumber: '11010519491231002X',
      sex: 'male',
      birthDate: '1949-12-31',
      studentNumber: null,
      className: null,
      phone: null,
      remark: null,
    },
    occupationLevel: { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 },
    subjects: { theory: score, practical: { ...score, source: 'examiners' }, comprehensiveReview: null },
    sheets: [],
    adjudications: [],
    penalties: [],
    substitution: null,
    outcome: passed ? 'passed' : 'failed',
    photo: n === 1 ? photoFile : null,
  };
}

export type Scene = {
  readonly input: Omit<SealPackageInput, 'outDir'>;
  readonly rows: readonly BuiltRow[];
  readonly files: PackageFiles;
};

export type SceneOptions = {
  readonly revision?: number;
  readonly fromSeq?: number;
  readonly checkpointKey?: KeyObject;
  readonly signingKey?: KeyObject;
  /** Changes the JSON files before they are written. */
  readonly change?: (files: PackageFiles) => PackageFiles;
};

/** Everything that a sealing needs, of a tiny batch of two people. */
export function packageScene(options: SceneOptions = {}): Scene {
  const { revision = 1, fromSeq = 0, signingKey = siteKey } = options;
  const rows = ledgerRows({ revision });
  const head = rows.at(-1)?.rowHash ?? '';
  const checkpoint = signCheckpoint(
    {
      institutionCode,
      ledgerId: 'L1',
      epoch: 0,
      frontier: frontierOf(rows.map((row) => row.rowHash)),
      head,
      video: {},
      time: sealedAt,
    },
    options.checkpointKey ?? signingKey,
  );
  const results: PackageFiles['results.json'] = {
    format: 'kaodian-results-v1',
    batchNo,
    tableSha256: 'a'.repeat(64),
    frozen: { at: '2026-03-04T08:00:00.000Z', by: registrar, secondPerson: chief },
    publication: null,
    rows: [resultLine(1, true), resultLine(2, false)],
  };
  const checkins: PackageFiles['checkins.json'] = { format: 'kaodian-checkins-v1', batchNo, rows: [] };
  const incidents: PackageFiles['incidents.json'] = { format: 'kaodian-incidents-v1', batchNo, rows: [] };
  const plain: PackageFiles = {
    'package.json': {
      format: 'kaodian-package-v1',
      institutionCode,
      institutionName: '示范技师学院',
      batchId,
      batchNo,
      batchName: '2026 年第一批',
      revision,
      replaces: [],
      sealedAt,
      softwareVersion: '0.1.0',
      ruleSet: defaultBatchRules,
      ruleSetHash: ruleSetHash(defaultBatchRules),
      firstDay: '2026-03-01',
      lastDay: '2026-03-02',
      occupationLevels: [{ edition: '2022', code: '6-18-01-01', name: '车工', level: 3 }],
      counts: packageCounts({
        'results.json': results,
        'checkins.json': checkins,
        'incidents.json': incidents,
      }),
      ledger: {
        ledgerId: 'L1',
        epoch: 0,
        fromSeq,
        size: rows.length,
        head,
        checkpointSha256: checkpoint.sha256,
        checkpointShortForm: checkpoint.shortForm,
      },
      recipients: [ageFingerprint(centreAge.recipient)],
    },
    'results.json': results,
    'checkins.json': checkins,
    'incidents.json': incidents,
    'arrangement.json': { format: 'kaodian-arrangement-v1', batchNo, rooms: [], sittings: [] },
    'people.json': {
      format: 'kaodian-people-v1',
      batchNo,
      people: [{ userId: registrar, displayName: '丙', roles: ['registrar'] }],
    },
    'recordings.json': { format: 'kaodian-recordings-v1', batchNo, cameras: [] },
  };
  const files = options.change?.(plain) ?? plain;
  const payload = new Map<string, Uint8Array>(
    Object.entries(files).map(([name, value]) => [name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`)]),
  );
  payload.set('ledger.ndjson', Buffer.from(ledgerLines(rows.slice(fromSeq))));
  payload.set('checkpoint', Buffer.from(checkpoint.text));
  payload.set('checkpoint.sig', Buffer.from(checkpoint.signature));
  payload.set('results.xlsx', Buffer.from('a table'));
  payload.set(photoFile.name, photo);
  return {
    rows,
    files,
    input: {
      institutionCode,
      batchNo,
      revision,
      files: payload,
      bagInfo: [
        ['Source-Organization', institutionCode],
        ['Bagging-Date', '2026-03-05'],
      ],
      sealedAt,
      signingKey,
      recipients: [centreAge.recipient],
    },
  };
}

/** Lines of `ledger.ndjson`: rows of the other batch as placeholders. */
export function ledgerLines(rows: readonly BuiltRow[]): string {
  return rows
    .map(({ row, header, rowHash }) =>
      header.batch === id(9) ? rowLine({ seq: header.seq, rowHash }) : rowLine(row),
    )
    .map((line) => `${line}\n`)
    .join('');
}
