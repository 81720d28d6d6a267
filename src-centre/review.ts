import { readFile } from 'node:fs/promises';
import type { PackageFiles, ResultLine } from '#shared/contract/packageFiles.ts';
import { accountsBehind, behindByName } from '#shared/domain/accountHands.ts';
import type { BehindBatch } from '#shared/domain/accountHands.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { refuse, type FormatFacts } from '#shared/formats/formatRefusal.ts';
import { attempts, type Demand } from '#node/attempt.ts';
import { siteSigners } from '#node/centreKeys.ts';
import { verifyPackage, type OpenedPackage, type PackageReport } from '#node/packageOpen.ts';
import type { Clock } from './clock.ts';
import type { CentreKeyring } from './keys.ts';
import type { Finding, IntakeRecord, ReviewRecord, ReviewRow, StoredPackage } from './packageRecord.ts';
import type { OpenedParts, PackageStore } from './packageStore.ts';
import type { OpeningKeys } from './secretKeys.ts';

const reviewAttempts = attempts<readonly Finding[]>();
const { attempt } = reviewAttempts;
const demand: Demand<readonly Finding[]> = reviewAttempts.demand;
const against = (...findings: readonly Finding[]) => ({ ok: false, refusal: findings }) as const;

type ReviewParts = {
  readonly store: PackageStore;
  readonly keyring: Pick<CentreKeyring, 'current'> & Pick<OpeningKeys, 'identity'>;
  readonly clock: Clock;
};

/**
 * Opens a received package and checks everything: both signatures at the time of its arrival, bag, schemas,
 * chain, whose it is and whom it was made for, that its ledger goes on from the last witnessed head, and
 * whether it fits what came before of its batch. The outcome is on the disk before this returns.
 */
export async function reviewPackage(parts: ReviewParts, stored: StoredPackage): Promise<ReviewRecord> {
  const { store, keyring, clock } = parts;
  const { intake } = stored;
  const path = store.pathOf(intake);
  const { keys } = await keyring.current();
  const report = await verifyPackage({
    source: { path },
    signature: await readFile(`${path}.sig`, 'utf8'),
    allowedSigners: siteSigners(keys),
    signer: intake.institutionCode,
    identity: keyring.identity,
    at: Date.parse(intake.firstReceivedAt),
  });
  const passed = report.checks.flatMap((check) => (check.state === 'passed' ? [check.name as string] : []));
  const judged = await attempt(() => judge(store, intake, report));
  const review: ReviewRecord = {
    format: 'kaodian-centre-review-v1',
    reviewedAt: clock.now().toISOString(),
    bagSha256: report.bagSha256,
    ...(judged.ok
      ? { ...judged.value.said, passed: [...passed, ...judged.value.said.passed] }
      : { verdict: 'refused', passed, findings: [...judged.refusal], checkpoint: null, ticketNumbers: [] }),
  };
  await store.saveReview(intake, review, judged.ok ? judged.value.opened : null);
  return review;
}

type Judgement = {
  readonly said: Pick<ReviewRecord, 'verdict' | 'passed' | 'findings' | 'checkpoint' | 'ticketNumbers'>;
  readonly opened: OpenedParts;
};

/** Judges a package that is its institution's, whole and on its ledger. What is not ends the attempt with findings. */
async function judge(
  store: PackageStore,
  intake: IntakeRecord,
  { packageSha256, bagSha256, opened, checks }: PackageReport,
): Promise<Judgement> {
  const differing = { announced: intake.sha256, received: packageSha256 };
  demand(packageSha256 === intake.sha256, against({ code: 'hash-differs', facts: differing }));
  demand(opened !== null && bagSha256 !== null, against(...findingsOf(checks)));
  const all = await store.listOf(intake.institutionCode);
  const rowHashes = extendLedger(await knownLedger(store, all), opened);
  const before = all.filter(
    (other) => other.intake.batchNo === intake.batchNo && other.intake.sha256 !== intake.sha256,
  );
  const findings = batchFindings(intake, bagSha256, before);
  const isGood = findings.length === 0;
  const rows = opened.files['results.json'].rows.map(reviewRow);
  return {
    said: {
      verdict: isGood ? 'good' : 'returned',
      passed: ['ledger-continues', ...(isGood ? ['batch-continues'] : [])],
      findings: [...findings],
      checkpoint: checkpointOf(opened),
      ticketNumbers: rows.map(({ ticketNumber }) => ticketNumber),
    },
    opened: { rows, behind: behindOf(opened.files['people.json']), rowHashes },
  };
}

/**
 * What earlier genuine packages of the same batch say about this one. The same content sealed twice is no
 * conflict: it counts once.
 */
export function batchFindings(
  intake: Pick<IntakeRecord, 'revision'>,
  bagSha256: string,
  before: readonly StoredPackage[],
): readonly Finding[] {
  const findings: Finding[] = [];
  const genuine = before.filter(({ review }) => review !== null && review.verdict !== 'refused');
  const twin = genuine.find(
    (other) => other.intake.revision === intake.revision && other.review?.bagSha256 !== bagSha256,
  );
  if (twin !== undefined) {
    findings.push({
      code: 'package-conflict',
      facts: { revision: intake.revision, otherPackageSha256: twin.intake.sha256 },
    });
  }
  const newest = Math.max(0, ...genuine.map((other) => other.intake.revision));
  if (intake.revision < newest) {
    findings.push({ code: 'package-stale', facts: { revision: intake.revision, newest } });
  }
  return findings;
}

function findingsOf(checks: PackageReport['checks']): readonly Finding[] {
  return checks.flatMap((check) =>
    check.state === 'failed'
      ? [{ code: check.refusal.code, facts: { check: check.name, ...check.refusal.facts } }]
      : [],
  );
}

function checkpointOf(opened: OpenedPackage): NonNullable<ReviewRecord['checkpoint']> {
  const { ledgerId, epoch, size, head } = opened.checkpoint;
  return { sha256: opened.checkpointSha256, ledgerId, epoch, size, head };
}

function reviewRow(line: ResultLine): ReviewRow {
  const subjects = Object.entries(line.subjects).flatMap(([subject, result]) =>
    result === null
      ? []
      : [{ subject, state: result.state, scoreHundredths: result.scoreHundredths, source: result.source }],
  );
  return {
    ticketNumber: line.ticketNumber,
    name: line.identity?.name ?? '',
    documentNumberMasked: line.identity === null ? '' : maskDocumentNumber(line.identity.documentNumber),
    occupation: line.occupationLevel.name,
    level: line.occupationLevel.level,
    subjects,
    outcome: line.outcome,
  };
}

/** Who stands behind the batch, by the rows that made the accounts (`people.json` was drawn from them again). */
function behindOf({ batchMade, people, approvals }: PackageFiles['people.json']): BehindBatch {
  const byId = new Map<string, PackageFiles['people.json']['people'][number]>(
    people.map((one) => [one.userId, one]),
  );
  const behind = accountsBehind(
    people.map(({ userId }) => userId),
    (userId) => byId.get(userId)?.account ?? [],
    batchMade.seq,
    approvals,
  );
  const lone = approvals.flatMap((one) => (one.lone === null ? [] : { ...one, reason: one.lone.reason }));
  return behindByName(behind, lone, (userId) => byId.get(userId)?.displayName ?? `…${userId.slice(-6)}`);
}

/** What the centre has witnessed of an institution's ledger. */
type KnownLedger = {
  readonly ledgerId: string;
  /** Row hashes of rows 0 … size - 1, 32 bytes each. */
  readonly hashes: Buffer;
};

/** The longest ledger among the genuine packages of an institution; null before the first. Each of them begins at row 0. */
async function knownLedger(
  store: PackageStore,
  received: readonly StoredPackage[],
): Promise<KnownLedger | null> {
  const genuine = received.flatMap(({ intake, review }) =>
    review?.checkpoint == null || review.verdict === 'refused'
      ? []
      : [{ intake, checkpoint: review.checkpoint }],
  );
  const last = genuine.toSorted((left, right) => left.checkpoint.size - right.checkpoint.size).at(-1);
  if (last === undefined) return null;
  const hashes = await store.rowHashes(last.intake);
  if (hashes === null) throw new Error('a reviewed package without its row hashes');
  return { ledgerId: last.checkpoint.ledgerId, hashes };
}

/**
 * Whether the rows of an opened package go on from what is known: every row that is known already is the same. A package that was
 * sealed earlier and arrives later is a part of what is known and passes too. Finding: ledger-fork.
 */
function extendLedger(
  known: KnownLedger | null,
  { checkpoint, ledger: { rowHashes } }: OpenedPackage,
): Buffer {
  if (known === null) return rowHashes;
  const fork = (facts: FormatFacts) => against(refuse('ledger-fork', facts).refusal);
  demand(known.ledgerId === checkpoint.ledgerId, fork({ known: known.ledgerId, found: checkpoint.ledgerId }));
  const shared = Math.min(known.hashes.length, rowHashes.length);
  const isSame = known.hashes.subarray(0, shared).equals(rowHashes.subarray(0, shared));
  if (!isSame) demand(false, fork({ seq: firstDifference(known.hashes, rowHashes) }));
  return rowHashes;
}

const hashBytes = 32;

/** The first row whose hash is not the same; the end of the shorter ledger when all are. */
function firstDifference(one: Buffer, other: Buffer): number {
  const rows = Math.min(one.length, other.length) / hashBytes;
  for (let seq = 0; seq < rows; seq += 1) {
    const [from, to] = [seq * hashBytes, (seq + 1) * hashBytes];
    if (!one.subarray(from, to).equals(other.subarray(from, to))) return seq;
  }
  return rows;
}
