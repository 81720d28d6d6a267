import { firstLanguage } from '#shared/words/words.ts';
import type { Words } from '#shared/words/words.ts';
import type { Receipt } from '#shared/contract/receipt.ts';
import type { ReviewDecision } from '#shared/domain/packageStates.ts';
import { attempts, type Attempted, type Demand } from '#node/attempt.ts';
import { signReceipt } from '#node/receipt.ts';
import { decisionOf } from './centreIndex.ts';
import { findingTexts } from './findingText.ts';
import type { Clock } from './clock.ts';
import type { CentreKeyring } from './keys.ts';
import type { OneAtATime } from './oneAtATime.ts';
import type { IntakeRecord, ReviewRecord, StoredPackage } from './packageRecord.ts';
import type { PackageStore } from './packageStore.ts';
import type { ReceiptStore, StoredReceipt } from './receiptStore.ts';

/** What a reviewer decided about a package. */
export type Decision = {
  readonly decision: ReviewDecision;
  readonly reviewer: string;
  readonly notes: string;
  /** Tickets that are sent back although the package is accepted, or the ones that caused its return. */
  readonly returned: readonly TicketReason[];
};

export type TicketReason = {
  readonly ticketNumber: string;
  readonly reasonCode: string;
  readonly reason: string;
};

export type DecisionRefusal = keyof Words<'centre'>['undecided'];

export type Decisions = {
  /**
   * Brings a reviewed package as far as it goes by rule, any number of times: the receipt of arrival, the
   * return of what is in conflict or superseded, the decision its twin already has.
   */
  settle(stored: StoredPackage): Promise<void>;
  /** A reviewer's decision; it is signed and on the disk before this returns. */
  decide(
    institutionCode: string,
    sha256: string,
    decision: Decision,
  ): Promise<Attempted<StoredReceipt, DecisionRefusal>>;
};

type DecisionParts = {
  readonly store: PackageStore;
  readonly receipts: ReceiptStore;
  readonly keyring: CentreKeyring;
  readonly clock: Clock;
  readonly oneAtATime: OneAtATime;
  /** Accepts every package that verified, without a person: demonstrations and tests only. */
  readonly acceptAll: boolean;
  /** Called after the receipt is on the disk. */
  readonly onReceipt: (receipt: StoredReceipt, stored: Reviewed) => void;
};

const decisionAttempts = attempts<DecisionRefusal>();
const { attempt } = decisionAttempts;
const demand: Demand<DecisionRefusal> = decisionAttempts.demand;
const not = (refusal: DecisionRefusal) => ({ ok: false, refusal }) as const;

/** Who signs what no person decided. */
export const automaticReviewer = '系统自动';

type Reviewed = { readonly intake: IntakeRecord; readonly review: ReviewRecord };

/** Receipts for reviewed packages, numbered by institution and batch without gaps. */
export function openDecisions(parts: DecisionParts): Decisions {
  const { store, receipts, keyring, clock } = parts;

  /** The key that signs; without one nothing of this is called (`settle`, `decide`). */
  const receiptKey = () => {
    if (keyring.opening === null) throw new Error('receipts are signed elsewhere');
    return keyring.opening.receiptKey;
  };

  const issue = async (
    { intake, review }: Reviewed,
    said: Pick<Receipt, 'kind' | 'decision' | 'reviewer' | 'items' | 'notes'>,
  ): Promise<StoredReceipt> => {
    if (review.bagSha256 === null || review.checkpoint === null)
      throw new Error('only a genuine package has receipts');
    const last = (await receipts.ofBatch(intake.institutionCode, intake.batchNo)).at(-1);
    const receipt: Receipt = {
      format: 'kaodian-receipt-v1',
      n: (last?.receipt.n ?? 0) + 1,
      previousReceiptSha256: last?.sha256 ?? null,
      packageSha256: intake.sha256,
      bagSha256: review.bagSha256,
      institutionCode: intake.institutionCode,
      batchNo: intake.batchNo,
      revision: intake.revision,
      checkpointSha256: review.checkpoint.sha256,
      firstReceivedAt: intake.firstReceivedAt,
      issuedAt: clock.now().toISOString(),
      ...said,
    };
    const saved = await receipts.save(intake.name, receipt, signReceipt(receipt, receiptKey()));
    parts.onReceipt(saved, { intake, review });
    return saved;
  };

  const issueDecision = (reviewed: Reviewed, decision: Decision): Promise<StoredReceipt> =>
    issue(reviewed, {
      kind: 'reviewed',
      decision: decision.decision,
      reviewer: decision.reviewer,
      items: [...itemsOf(reviewed.review, decision)],
      notes: decision.notes,
    });

  const settleReviewed = async (reviewed: Reviewed): Promise<void> => {
    const { intake, review } = reviewed;
    const issued = await receipts.ofBatch(intake.institutionCode, intake.batchNo);
    if (!issued.some(({ receipt }) => receipt.packageSha256 === intake.sha256)) {
      await issue(reviewed, {
        kind: 'received',
        decision: null,
        reviewer: automaticReviewer,
        items: [],
        notes: '',
      });
    }
    if (decisionOf(intake.sha256, intake.institutionCode, issued) !== null) return;
    if (review.verdict === 'returned') {
      const codes = review.findings.map(({ code }) => code);
      // A receipt is read where it lands: in the first language, as what no person decided is signed.
      const notes = findingTexts(codes, firstLanguage);
      await issueDecision(reviewed, {
        decision: 'returned',
        reviewer: automaticReviewer,
        notes,
        returned: [],
      });
      return;
    }
    const twin = issued.findLast(
      ({ receipt }) => receipt.decision !== null && receipt.bagSha256 === review.bagSha256,
    )?.receipt;
    if (twin !== undefined) {
      const { decision, reviewer, items, notes } = twin;
      await issue(reviewed, { kind: 'reviewed', decision, reviewer, items, notes });
      return;
    }
    if (parts.acceptAll) {
      await issueDecision(reviewed, {
        decision: 'accepted',
        reviewer: automaticReviewer,
        notes: '',
        returned: [],
      });
    }
  };

  /** The decision, unless there is one; and the same for every package of the batch with the same content. */
  const issueOnce = async (reviewed: Reviewed, decision: Decision): Promise<StoredReceipt> => {
    const { intake, review } = reviewed;
    const { institutionCode, batchNo, sha256 } = intake;
    const issued = await receipts.ofBatch(institutionCode, batchNo);
    demand(decisionOf(sha256, institutionCode, issued) === null, not('package-decided'));
    const batch = (await store.listOf(institutionCode)).filter((other) => other.intake.batchNo === batchNo);
    const isNewest = batch.every(
      (other) => other.intake.revision <= intake.revision || other.review?.verdict !== 'good',
    );
    demand(isNewest || decision.decision === 'returned', not('package-superseded'));
    await settleReviewed(reviewed);
    const receipt = await issueDecision(reviewed, decision);
    for (const twin of batch) {
      const isTwin = twin.intake.sha256 !== sha256 && twin.review?.bagSha256 === review.bagSha256;
      if (isTwin && twin.review !== null) await settleReviewed({ intake: twin.intake, review: twin.review });
    }
    return receipt;
  };

  const batchKey = (intake: Pick<IntakeRecord, 'institutionCode' | 'batchNo'>): string =>
    `receipts ${intake.institutionCode} ${intake.batchNo}`;

  return {
    async settle({ intake, review }) {
      if (keyring.opening === null || review === null || review.verdict === 'refused') return;
      await parts.oneAtATime(batchKey(intake), () => settleReviewed({ intake, review }));
    },

    decide: (institutionCode, sha256, decision) =>
      attempt(async () => {
        demand(keyring.opening !== null, not('opened-elsewhere'));
        const stored = await store.find(institutionCode, sha256);
        demand(stored !== null, not('package-unknown'));
        const { intake, review } = stored;
        demand(review?.verdict === 'good', not('package-not-verified'));
        const known = new Set(review.ticketNumbers);
        demand(
          decision.returned.every(({ ticketNumber }) => known.has(ticketNumber)),
          not('ticket-unknown'),
        );
        const isExplained =
          decision.decision === 'accepted' || decision.returned.length > 0 || decision.notes.trim() !== '';
        demand(
          isExplained && decision.returned.every(({ reason }) => reason.trim() !== ''),
          not('reason-missing'),
        );
        return parts.oneAtATime(batchKey(intake), () => issueOnce({ intake, review }, decision));
      }),
  };
}

/** "accepted" names every ticket exactly once; "returned" names those that caused it. */
function itemsOf(review: ReviewRecord, decision: Decision): Receipt['items'] {
  const returned = new Map(decision.returned.map((item) => [item.ticketNumber, item]));
  return review.ticketNumbers.flatMap((ticketNumber): Receipt['items'] => {
    const reason = returned.get(ticketNumber);
    if (reason !== undefined) {
      return [{ ticketNumber, decision: 'returned', reasonCode: reason.reasonCode, reason: reason.reason }];
    }
    return decision.decision === 'accepted'
      ? [{ ticketNumber, decision: 'accepted', reasonCode: '', reason: '' }]
      : [];
  });
}
