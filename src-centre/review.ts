import { readFile } from 'node:fs/promises';
import type { ResultLine } from '#shared/contract/packageFiles.ts';
import { maskDocumentNumber } from '#shared/domain/documentNumber.ts';
import { siteSigners } from '#node/centreKeys.ts';
import { verifyPackage, type OpenedPackage, type PackageReport } from '#node/packageOpen.ts';
import type { Clock } from './clock.ts';
import type { CentreKeyring } from './keys.ts';
import { extendsLedger, knownLedger } from './knownLedger.ts';
import type { Finding, IntakeRecord, ReviewRecord, ReviewRow, StoredPackage } from './packageRecord.ts';
import type { PackageStore } from './packageStore.ts';

type ReviewParts = { readonly store: PackageStore; readonly keyring: CentreKeyring; readonly clock: Clock };

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
  const base = {
    format: 'kaodian-centre-review-v1' as const,
    reviewedAt: clock.now().toISOString(),
    bagSha256: report.bagSha256,
  };
  const keep = async (review: ReviewRecord, opened: Parameters<PackageStore['saveReview']>[2]) => {
    await store.saveReview(intake, review, opened);
    return review;
  };
  const refuse = (findings: readonly Finding[]): Promise<ReviewRecord> =>
    keep(
      { ...base, verdict: 'refused', passed, findings: [...findings], checkpoint: null, ticketNumbers: [] },
      null,
    );

  if (report.packageSha256 !== intake.sha256) {
    return refuse([
      { code: 'hash-differs', facts: { announced: intake.sha256, received: report.packageSha256 } },
    ]);
  }
  if (report.opened === null || report.bagSha256 === null) return refuse(findingsOf(report));
  const ledger = extendsLedger(await knownLedger(store, intake.institutionCode), report.opened);
  if (!ledger.ok) return refuse([ledger.refusal]);
  const before = (await store.listOf(intake.institutionCode)).filter(
    (other) => other.intake.batchNo === intake.batchNo && other.intake.sha256 !== intake.sha256,
  );
  const findings = batchFindings(intake, report.bagSha256, before);
  const rows = report.opened.files['results.json'].rows.map(reviewRow);
  return keep(
    {
      ...base,
      verdict: findings.length === 0 ? 'good' : 'returned',
      passed: [...passed, 'ledger-continues', ...(findings.length === 0 ? ['batch-continues'] : [])],
      findings: [...findings],
      checkpoint: checkpointOf(report.opened),
      ticketNumbers: rows.map(({ ticketNumber }) => ticketNumber),
    },
    { rows, fromSeq: ledger.value.fromSeq, rowHashes: ledger.value.hashes },
  );
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

function findingsOf(report: PackageReport): readonly Finding[] {
  return report.checks.flatMap((check) =>
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
