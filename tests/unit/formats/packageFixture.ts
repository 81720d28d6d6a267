import type { KeyObject } from 'node:crypto';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { ageFingerprint, generateAgeKeys } from '#node/ageFile.ts';
import type { AllowedSigner } from '#node/allowedSigners.ts';
import { signCheckpoint } from '#node/checkpoint.ts';
import { signingKeyFromSeed, sshPublicKey } from '#node/ed25519.ts';
import type { BuiltRow } from '#node/ledgerRow.ts';
import { frontierOf } from '#node/merkle.ts';
import { packageCounts, ruleSetHash } from '#node/packageFilesCheck.ts';
import type { SealPackageInput } from '#node/packageSeal.ts';
import { resultsWorkbook } from '#node/resultsWorkbook.ts';
import {
  batchMade,
  examDay,
  founding,
  id,
  ledgerText,
  listsOf,
  marked,
  nextRow,
  sealingBegun,
  type RowEvent,
} from '../../support/packageRows.ts';

/** Made-up institution, people and keys: nothing here is real. */
export const institutionCode = 'Y510100000123';
export const batchNo = '2026-01';
export const siteKey = signingKeyFromSeed(Buffer.alloc(32, 1));
export const strangerKey = signingKeyFromSeed(Buffer.alloc(32, 2));
export const sealedAt = '2026-03-05T09:30:12.345Z';
export const at = Date.parse('2026-03-06T08:00:00.000Z');
export const batchId = id<'batch'>(1) as BatchId;

export const centreAge = await generateAgeKeys();
export const otherAge = await generateAgeKeys();

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

/** Draws the chain of rows of two people's day; one row is of another batch, the last one begins the sealing. */
export function ledgerRows(
  revision = 1,
  change: (events: readonly RowEvent[]) => readonly RowEvent[] = (all) => all,
): BuiltRow[] {
  const events = change([
    ...founding(institutionCode),
    batchMade(batchId, batchNo),
    batchMade(id(9), '2026-02'),
    ...examDay(batchId, 2),
    ...marked(batchId, 2, 5000),
    sealingBegun(batchId, { institutionCode, batchNo, revision, recipients: [centreAge.recipient] }),
  ]);
  const rows: BuiltRow[] = [];
  for (const [seq, event] of events.entries())
    rows.push(nextRow(rows, event, 'L1', seq === events.length - 1 ? sealedAt : undefined));
  return rows;
}

export type Scene = {
  readonly input: Omit<SealPackageInput, 'outDir'>;
  readonly rows: readonly BuiltRow[];
  readonly files: PackageFiles;
};

export type SceneOptions = {
  readonly revision?: number;
  readonly checkpointKey?: KeyObject;
  readonly signingKey?: KeyObject;
  /** Changes the events before the rows are written. */
  readonly events?: (events: readonly RowEvent[]) => readonly RowEvent[];
  /** Changes the JSON files before they are written. */
  readonly change?: (files: PackageFiles) => PackageFiles;
};

/** Everything that a sealing needs, of a tiny batch of two people. */
export function packageScene(options: SceneOptions = {}): Scene {
  const { revision = 1, signingKey = siteKey } = options;
  const rows = ledgerRows(revision, options.events);
  // The lists are those of the honest rows: what a changed row says stands in none of them.
  const lists = listsOf(ledgerRows(revision), batchId);
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
      counts: packageCounts(lists),
      ledger: {
        ledgerId: 'L1',
        epoch: 0,
        size: rows.length,
        head,
        checkpointSha256: checkpoint.sha256,
        checkpointShortForm: checkpoint.shortForm,
      },
      recipients: [ageFingerprint(centreAge.recipient)],
    },
    ...lists,
  };
  const files = options.change?.(plain) ?? plain;
  const payload = new Map<string, Uint8Array>(
    Object.entries(files).map(([name, value]) => [name, Buffer.from(`${JSON.stringify(value, null, 1)}\n`)]),
  );
  payload.set('ledger.ndjson', Buffer.from(ledgerText(rows, batchId)));
  payload.set('checkpoint', Buffer.from(checkpoint.text));
  payload.set('checkpoint.sig', Buffer.from(checkpoint.signature));
  payload.set('results.xlsx', resultsWorkbook(files));
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
