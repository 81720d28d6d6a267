import { join } from 'node:path';
import type { KeyObject } from 'node:crypto';
import type { Identity } from '#shared/contract/commands/candidates.ts';
import type {
  BadgeId,
  BatchId,
  CandidateId,
  EnrolmentId,
  EvidenceFileId,
  IncidentId,
  PackageId,
  PinId,
  UserId,
} from '#shared/contract/ids.ts';
import type { PackageFileName, PackageFiles } from '#shared/contract/packageFiles.ts';
import { packageFileName } from '#shared/formats/packageName.ts';
import { ageEncrypt, generateAgeKeys } from '#node/ageFile.ts';
import { attempt, need } from '#node/attempt.ts';
import { buildBag, type BagInfo } from '#node/bag.ts';
import { sshPublicKey } from '#node/ed25519.ts';
import { startDerivation } from '#node/derive/derivation.ts';
import { packageCounts, readPackageFiles } from '#node/packageFilesCheck.ts';
import { checkPackageLedger, checkSealing, tarTime } from '#node/packageLedger.ts';
import { verifyPackage, type PackageReport } from '#node/packageOpen.ts';
import { checkResultsWorkbook, resultsWorkbook } from '#node/resultsWorkbook.ts';
import { sha256Hex } from '#node/hashes.ts';
import { signSshsig, siteNamespaces } from '#node/sshsig.ts';
import { writeTar } from '#node/tarWriter.ts';
import { batchRow } from '../../src-main/core/batches/queries.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { appendEvent, readTail } from '../../src-main/core/ledger/append.ts';
import { applyOf, happened } from '../../src-main/core/ledger/capability.ts';
import { checkpointEvent } from '../../src-main/core/ledger/checkpoints.ts';
import { packageRow } from '../../src-main/core/packages/queries.ts';
import { collectBag } from '../../src-main/core/packages/sealing.ts';
import { signingKey, testId, userOf } from './arrangedSite.ts';
import { gather, inPieces } from '../unit/formats/tarTools.ts';
import { examiners } from './markedSite.ts';
import { resultDay } from './resultDay.ts';
import type { ResultDay } from './resultDay.ts';

const institutionCode = 'S500100000001';
const migrations = join(import.meta.dirname, '..', '..', 'resources', 'migrations');
const apply = applyOf(capabilities);
const photo = Buffer.from('a made-up photo');
export const centreAge = await generateAgeKeys();

/** What a package is made of, before it is put into its bag. */
export interface Payload {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly bagInfo: BagInfo;
  readonly sealedAt: string;
}

/**
 * The whole day of a batch of four as the core carries it (one passes, one falls short, one never comes, one brings a course exam),
 * with a correction, an entry taken back and a batch beside it, frozen and collected for its package. `before` is done first of all.
 */
export async function sealedDay(
  before?: (day: ResultDay) => Promise<void>,
  recordings?: {
    /** When the day is over. */
    readonly after: (day: ResultDay) => Promise<void>;
    /** Where the recorder's rows lie. */
    readonly dir: string;
  },
): Promise<Payload> {
  const day = await resultDay();
  const { site } = day;
  await before?.(day);
  await site.register([{ name: '他批考生' }]);
  await day.wholeDay();
  await recordings?.after(day);
  const candidateId = testId<'candidate'>('cand', 1) as CandidateId;
  await site.done('registrar', 'candidate.correct', {
    candidateId,
    identity: { ...identityOf(site, day.good), name: '考生更名' },
    evidence: '身份证原件',
  });
  await recordSuspicion(site, day.poor);
  await accountsOfTheDay(site);
  await freezeAlone(day);
  const payload = await collected(site.store, site.batchId, site.now(), recordings?.dir);
  site.remove();
  return payload;
}

/** A suspicion that the second examiner confirms, with a photo; and a mark by mistake. */
async function recordSuspicion(site: ResultDay['site'], enrolmentId: EnrolmentId): Promise<void> {
  const [writer, second] = examiners;
  const sittingId = site.sittingOf('practical');
  const place = { batchId: null, sittingId, roomId: null, cameraId: null, at: null };
  const [incidentId, mistaken] = [1, 2].map((number) => testId<'incident'>('inc', number)) as IncidentId[];
  if (incidentId === undefined || mistaken === undefined) throw new Error('two ids');
  for (const id of [incidentId, mistaken])
    await site.done(writer, 'incident.mark', { incidentId: id, ...place });
  await site.done(writer, 'incident.describe', {
    incidentId,
    kind: 'cheating',
    at: site.now(),
    place: '3 号工位',
    whatHappened: '使用手机',
    enrolmentIds: [enrolmentId],
    witnesses: [writer, second],
  });
  await site.done(writer, 'incident.addFile', {
    incidentId,
    evidenceFileId: testId<'evidenceFile'>('efile', 1) as EvidenceFileId,
    kind: 'photo',
    ending: 'jpg',
    file: { sha256: sha256Hex(photo), size: photo.length, name: '照片.jpg' },
  });
  await site.done(second, 'incident.answer', { incidentId, agrees: true, note: '' });
  await site.done('chief', 'incident.withdraw', { incidentId: mistaken, reason: '误按' });
}

/** Whose account was made while the batch ran; the PIN of a badge makes it hers. */
export const newcomer = testId<'user'>('newcomer', 1) as UserId;
export const loneReason = '另一名管理人员病假，无人可以确认';

/**
 * What is done to accounts during the batch: one is made, is taken by the PIN of a badge and vouched for, and gets new roles; the
 * registrar’s password is reset by the chief.
 */
async function accountsOfTheDay(site: ResultDay['site']): Promise<void> {
  const { batchId } = site;
  const [first, second] = [testId<'badge'>('badge', 1) as BadgeId, testId<'badge'>('badge', 2) as BadgeId];
  await site.done('chief', 'user.create', {
    userId: newcomer,
    loginName: 'newcomer',
    displayName: '新来的',
    roles: ['invigilator'],
  });
  const pin = async (badgeId: BadgeId, n: number) => {
    const pinId = testId<'pin'>('pin', n) as PinId;
    await site.done('system', 'badge.recordPin', { badgeId, pinId });
  };
  await site.done('chief', 'badge.issue', { batchId, badges: [{ badgeId: first, userId: newcomer }] });
  await pin(first, 1);
  // The badge is issued anew: by that the account is nobody's again, until its owner sets the next PIN.
  await site.done('chief', 'badge.issue', { batchId, badges: [{ badgeId: second, userId: newcomer }] });
  await pin(second, 2);
  await site.done('supervisor', 'account.vouch', { userId: newcomer, document: '居民身份证' });
  await site.done('chief', 'user.setRoles', { userId: newcomer, roles: ['invigilator', 'markEntry'] });
  await site.done('chief', 'user.resetPassword', { userId: userOf('registrar') });
  await site.done('system', 'user.recordPassword', { userId: userOf('registrar') });
}

/**
 * The two who freeze are one hand, and nobody else is there, since everybody else who may is away: they say why. Then the supervisor is
 * enabled again, a deputy chief is named, and the recovery sheet opens the chief’s account.
 */
async function freezeAlone({ site, table }: ResultDay): Promise<void> {
  for (const away of ['supervisor', 'markVerifier'] as const)
    await site.done('chief', 'user.disable', { userId: userOf(away), reason: '病假' });
  const asked = await site.submit('registrar', 'results.freeze', {
    batchId: site.batchId,
    tableSha256: table().tableSha256,
  });
  if (!asked.ok || asked.waitsFor === undefined) throw new Error(JSON.stringify(asked));
  await site.done('chief', 'approval.grant', { approvalId: asked.waitsFor.approvalId, loneReason });
  await site.done('chief', 'user.enable', { userId: userOf('supervisor'), reason: '回来' });
  const { batchId } = site;
  await site.done('chief', 'batch.nameDeputy', { batchId, userId: userOf('leadExaminer') });
  await site.done('system', 'user.recover', { userId: userOf('chief'), credentialId: null });
  await site.done('system', 'user.recordPassword', { userId: userOf('chief') });
}

type TestStore = ResultDay['site']['store'];

function identityOf({ store }: { readonly store: TestStore }, enrolmentId: EnrolmentId): Identity {
  const row = store.raw
    .prepare("SELECT personal FROM ledger_rows WHERE type = 'enrolment.registered' AND data LIKE ?")
    .get(`%${enrolmentId}%`) as { personal: string };
  return JSON.parse(row.personal) as Identity;
}

/** Begins the sealing as its command does, and collects the package. */
async function collected(store: TestStore, batchId: BatchId, at: string, dir?: string): Promise<Payload> {
  const packageId = testId<'package'>('pkg', 1) as PackageId;
  const batch = batchRow(store, batchId);
  if (batch === null) throw new Error('no batch');
  const origin = {
    at,
    deskAt: at,
    actor: userOf('registrar'),
    desk: 'desk-1',
    deskSeq: 1,
    command: testId<'command'>('seal', 1),
  };
  const data = {
    packageId,
    batchId,
    institutionCode,
    batchNo: batch.batchNo,
    revision: 1,
    replaces: [],
    recipients: [centreAge.recipient],
    softwareVersion: 'test',
    ruleSetHash: batch.ruleSetHash,
    secondPerson: userOf('chief'),
  };
  const before = readTail(store);
  if (before === null) throw new Error('no ledger');
  const tail = appendEvent(store, before, origin, happened('package.sealing', batchId, data, null), apply);
  appendEvent(store, tail, origin, checkpointEvent(store, signingKey, 'sealing')(tail, at), apply);
  const row = packageRow(store, packageId);
  if (row === null) throw new Error('no package');
  const bag = await collectBag(
    {
      store,
      ledger: { apply },
      files: { get: (sha256) => Promise.resolve(sha256 === sha256Hex(photo) ? photo : null) },
      ...(dir === undefined ? {} : { dir }),
    },
    row,
    migrations,
    () => undefined,
  );
  return { ...bag, sealedAt: at };
}

/** Reads a JSON file of a payload. */
export function jsonOf<Name extends PackageFileName>({ files }: Payload, name: Name): PackageFiles[Name] {
  return JSON.parse(Buffer.from(files.get(name) ?? []).toString('utf8')) as PackageFiles[Name];
}

/** What a hostile holder of the site's key makes of a payload: lists changed, counts and table for people made to agree. */
export function forged(payload: Payload, changes: Partial<PackageFiles>): Payload {
  const stand = <Name extends PackageFileName>(name: Name): PackageFiles[Name] =>
    (changes[name] as PackageFiles[Name] | undefined) ?? jsonOf(payload, name);
  const results = stand('results.json');
  const counts = packageCounts({
    'results.json': results,
    'checkins.json': stand('checkins.json'),
    'incidents.json': stand('incidents.json'),
  });
  const identity = { ...stand('package.json'), counts };
  const all: Partial<PackageFiles> = { ...changes, 'package.json': identity };
  const files = new Map(payload.files);
  for (const [name, file] of Object.entries(all)) files.set(name, Buffer.from(JSON.stringify(file)));
  files.set('results.xlsx', resultsWorkbook({ 'results.json': results, 'package.json': identity }));
  return { ...payload, files };
}

/** Puts a payload into a package, all of it signed with the site's own key, and lets the receiver check it. */
export async function received(
  { files, bagInfo, sealedAt }: Payload,
  key: KeyObject = signingKey,
): Promise<PackageReport> {
  const bag = buildBag(files, bagInfo, key);
  const entries = [...bag.files].map(([name, bytes]) => ({ name, bytes, size: bytes.length }));
  const tar = await gather(writeTar(entries, tarTime(sealedAt)));
  const encrypted = await ageEncrypt(inPieces(tar), [centreAge.recipient]);
  if (!encrypted.ok) throw new Error(encrypted.refusal.code);
  const bytes = await gather(encrypted.value);
  return verifyPackage({
    source: { name: packageFileName({ institutionCode, batchNo: 'B2', revision: 1 }), bytes },
    signature: signSshsig(key, 'kaodian-package', bytes),
    allowedSigners: [
      {
        principal: institutionCode,
        namespaces: siteNamespaces,
        validAfter: null,
        validBefore: null,
        trustBefore: null,
        key: sshPublicKey(key),
      },
    ],
    signer: institutionCode,
    identity: centreAge.identity,
    at: Date.parse(sealedAt),
  });
}

/** What the lists and the table of a payload come to, without bag, archive and encryption around them: the refusal's code and facts. */
export function judged({ files, sealedAt }: Payload): Readonly<Record<string, unknown>> | null {
  const judgement = attempt(() => {
    const said = need(readPackageFiles((name) => files.get(name)));
    const { batchId } = said['package.json'];
    const derivation = startDerivation(batchId);
    const rows = files.get('ledger.ndjson') ?? new Uint8Array();
    const ledger = need(checkPackageLedger(rows, batchId, null, derivation.take));
    need(derivation.compare(said, need(checkSealing(ledger, said, tarTime(sealedAt)))));
    return need(checkResultsWorkbook(files.get('results.xlsx') ?? new Uint8Array(), said));
  });
  return judgement.ok ? null : { code: judgement.refusal.code, ...judgement.refusal.facts };
}

/** The first check that failed, with its code and facts; null when all passed. */
export function failureOf({ ok, checks }: PackageReport): Readonly<Record<string, unknown>> | null {
  const failed = checks.find((check) => check.state === 'failed');
  if (ok !== (failed === undefined)) throw new Error('verdict and checks disagree');
  return failed?.state === 'failed'
    ? { check: failed.name, code: failed.refusal.code, ...failed.refusal.facts }
    : null;
}
