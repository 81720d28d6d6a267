import type { BehindBatch } from '#shared/domain/accountHands.ts';
import type { Language, Words } from '#shared/words/words.ts';
import { wordFor, wordsOf } from '#shared/words/words.ts';
import { formatRefusalText, isFormatRefusalCode } from '#shared/words/refusals.ts';
import { packageState, type Finding, type ReviewRow, type StoredPackage } from '../packageRecord.ts';
import { decisionOf } from '../centreIndex.ts';
import type { Decision, DecisionRefusal } from '../decisions.ts';
import type { StoredReceipt } from '../receiptStore.ts';
import type { ReviewerSession } from '../signIn.ts';
import { behindSection } from './behindSection.ts';
import { framePage } from './frame.ts';
import { html, type SafeHtml } from './html.ts';
import { packageLink } from './listPage.ts';
import { findingText } from '../findingText.ts';
import { resultsTable } from './resultsTable.ts';

type ReceiptItems = StoredReceipt['receipt']['items'];

export type PackagePageInput = {
  readonly stored: StoredPackage;
  readonly rows: readonly ReviewRow[];
  /** The accounts behind the batch; null when the package was not opened here. */
  readonly behind: BehindBatch | null;
  /** Receipts of the batch. */
  readonly receipts: readonly StoredReceipt[];
  /** Whether packages are opened by this program; else on a machine off the network. */
  readonly opensHere: boolean;
  readonly session: ReviewerSession;
  readonly language: Language;
  readonly here: string;
  /** Code of why the decision that was just sent was not taken, and that decision, so that nothing is typed twice. */
  readonly refusal?: DecisionRefusal;
  readonly draft?: Decision;
};

/** One package: what was checked, what was found, the results, and the decision while it is open. */
export function packagePage(input: PackagePageInput): Response {
  const w = wordsOf(input.language, 'centre');
  const { stored, receipts, language } = input;
  const { intake, review } = stored;
  const decision = decisionOf(intake.sha256, intake.institutionCode, receipts);
  const state = packageState(review, decision);
  const isOpen = input.opensHere && review?.verdict === 'good' && decision === null;
  const body = html`<p><a href="/">${w.page.back}</a></p>
    ${input.refusal === undefined ? null : html`<p class="notice" role="alert">${w.undecided[input.refusal]}</p>`}
    ${input.opensHere ? null : html`<p class="notice">${w.page.opensElsewhere}</p>`}
    ${facts(stored, state, language)} ${checksSection(stored, language)}
    ${input.behind === null ? null : behindSection(input.behind, language)}
    ${receiptsSection(stored, receipts, language)}
    ${input.rows.length === 0 ? null : resultsSection(input, isOpen)}`;
  return framePage({
    title: intake.name,
    language,
    session: input.session,
    here: input.here,
    body,
    status: input.refusal === undefined ? 200 : 422,
  });
}

function facts({ intake, review }: StoredPackage, state: string, language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  const checkpoint = review?.checkpoint ?? null;
  const lines: readonly (readonly [keyof Words<'centre'>['page'], SafeHtml | string | number])[] = [
    ['state', html`<span class="state ${state}">${wordFor(w.states, state)}</span>`],
    ['institution', intake.institutionCode],
    ['batch', intake.batchNo],
    ['revision', intake.revision],
    ['arrived', intake.firstReceivedAt],
    ['size', intake.size],
    ['hash', intake.sha256],
    ['signer', intake.signer],
    ['checkpoint', checkpoint === null ? w.page.none : `${checkpoint.size} · ${checkpoint.head}`],
  ];
  return html`<dl>
    ${lines.map(
      ([key, value]) =>
        html`<dt>${w.page[key]}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** The check that a finding of the centre's own belongs to; those of the package name theirs. */
function checkOfFinding(code: string): string {
  return code === 'package-conflict' || code === 'package-stale' ? 'batch-continues' : 'ledger-continues';
}

function checksSection({ review }: StoredPackage, language: Language): SafeHtml | null {
  const w = wordsOf(language, 'centre');
  if (review === null) return null;
  const found = review.findings.map(
    (finding) =>
      html`<tr>
        <th scope="row">
          ${wordFor(w.checks, String(finding.facts['check'] ?? checkOfFinding(finding.code)))}
        </th>
        <td class="state failed">${w.page.failedCheck}</td>
        <td>${whatHappened(finding, language)}${findingText(finding.code, language)}</td>
      </tr>`,
  );
  const passed = review.passed.map(
    (check) =>
      html`<tr>
        <th scope="row">${wordFor(w.checks, check)}</th>
        <td class="state passed">${w.page.passedCheck}</td>
        ${found.length === 0 ? null : html`<td></td>`}
      </tr>`,
  );
  return html`<h2>${w.page.checks}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${w.page.checks}</th>
          <th scope="col">${w.page.state}</th>
          ${found.length === 0 ? null : html`<th scope="col">${w.page.wayOut}</th>`}
        </tr>
      </thead>
      <tbody>
        ${found}${passed}
      </tbody>
    </table>`;
}

/** What was decided about each candidate; nothing while the package is open. */
function decidedItems({ stored, receipts }: PackagePageInput): ReceiptItems {
  const own = receipts.filter(({ receipt }) => receipt.packageSha256 === stored.intake.sha256);
  return own.findLast(({ receipt }) => receipt.decision !== null)?.receipt.items ?? [];
}

/** What was found in the words of the open formats, where it is one of theirs. */
function whatHappened({ code, facts }: Finding, language: Language): SafeHtml | null {
  if (!isFormatRefusalCode(code)) return null;
  const told = Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, value ?? '']));
  return html`${formatRefusalText({ code, facts: told }, language)}<br />`;
}

function receiptsSection(
  { intake }: StoredPackage,
  receipts: readonly StoredReceipt[],
  language: Language,
): SafeHtml {
  const w = wordsOf(language, 'centre');
  const own = receipts.filter(({ receipt }) => receipt.packageSha256 === intake.sha256);
  const lines = own.map(({ name, receipt }) => {
    const kind = w.page[receipt.kind === 'received' ? 'receiptReceived' : 'receiptReviewed'];
    const decision = receipt.decision === null ? '' : wordFor(w.states, receipt.decision);
    const link = `/receipts/${receipt.institutionCode}/${receipt.batchNo}/${receipt.n}`;
    return html`<li>
      ${receipt.n} · ${kind} ${decision} · ${receipt.issuedAt} · ${receipt.reviewer}
      <a href="${link}.json" download="${name}">${name}</a>
      <a href="${link}.json.sig" download="${name}.sig">${w.page.signature}</a>
      ${receipt.notes === '' ? null : html`<br /><span class="quiet">${receipt.notes}</span>`}
    </li>`;
  });
  return html`<h2>${w.page.receipts}</h2>
    ${
      lines.length === 0
        ? html`<p class="quiet">${w.page.none}</p>`
        : html`<ul>
            ${lines}
          </ul>`
    }`;
}

function resultsSection(input: PackagePageInput, isOpen: boolean): SafeHtml {
  const w = wordsOf(input.language, 'centre');
  const { language, rows, session, stored } = input;
  if (!isOpen)
    return html`<h2>${w.page.results}</h2>
      ${resultsTable(input.rows, language, { decided: decidedItems(input) })}`;
  return html`<form method="post" action="${packageLink(stored.intake)}/decision">
    <input type="hidden" name="formToken" value="${session.formToken}" />
    <h2>${w.resultsCount({ count: rows.length })}</h2>
    ${resultsTable(rows, language, { draft: input.draft ?? null })}
    <h2>${w.page.decide}</h2>
    <p class="quiet">${w.page.decideLead}</p>
    <p>
      <label for="notes">${w.page.notes}</label><br /><textarea
        id="notes"
        name="notes"
        rows="3"
        maxlength="9000"
      >
${input.draft?.notes ?? ''}</textarea>
    </p>
    <p class="actions">
      <button name="decision" value="accepted">${w.page.accept}</button>
      <button name="decision" value="returned" class="second">${w.page.returnAll}</button>
    </p>
  </form>`;
}
