import { formatRefusalCodes } from '#shared/formats/formatRefusal.ts';
import { formatRefusalText } from '#shared/formats/formatWords.ts';
import { packageState, type Finding, type ReviewRow, type StoredPackage } from '../packageRecord.ts';
import { decisionOf } from '../centreIndex.ts';
import type { Decision } from '../decisions.ts';
import type { StoredReceipt } from '../receiptStore.ts';
import type { ReviewerSession } from '../signIn.ts';
import { framePage } from './frame.ts';
import { html, type SafeHtml } from './html.ts';
import { packageLink } from './listPage.ts';
import { resultsTable } from './resultsTable.ts';
import {
  checkWord,
  decisionRefusalWord,
  findingWord,
  stateWord,
  word,
  type Language,
  type WordKey,
} from './words.ts';

type ReceiptItems = StoredReceipt['receipt']['items'];

export type PackagePageInput = {
  readonly stored: StoredPackage;
  readonly rows: readonly ReviewRow[];
  /** Receipts of the batch. */
  readonly receipts: readonly StoredReceipt[];
  readonly session: ReviewerSession;
  readonly language: Language;
  readonly here: string;
  /** Code of why the decision that was just sent was not taken, and that decision, so that nothing is typed twice. */
  readonly refusal?: string;
  readonly draft?: Decision;
};

/** One package: what was checked, what was found, the results, and the decision while it is open. */
export function packagePage(input: PackagePageInput): Response {
  const { stored, receipts, language } = input;
  const { intake, review } = stored;
  const decision = decisionOf(intake.sha256, intake.institutionCode, receipts);
  const state = packageState(review, decision);
  const isOpen = review?.verdict === 'good' && decision === null;
  const body = html`<p><a href="/">${word('back', language)}</a></p>
    ${input.refusal === undefined ? null : html`<p class="notice" role="alert">${decisionRefusalWord(input.refusal, language)}</p>`}
    ${facts(stored, state, language)} ${checksSection(stored, language)}
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
  const checkpoint = review?.checkpoint ?? null;
  const lines: readonly (readonly [WordKey, SafeHtml | string | number])[] = [
    ['state', html`<span class="state ${state}">${stateWord(state, language)}</span>`],
    ['institution', intake.institutionCode],
    ['batch', intake.batchNo],
    ['revision', intake.revision],
    ['arrived', intake.firstReceivedAt],
    ['size', intake.size],
    ['hash', intake.sha256],
    ['signer', intake.signer],
    ['checkpoint', checkpoint === null ? word('none', language) : `${checkpoint.size} · ${checkpoint.head}`],
  ];
  return html`<dl>
    ${lines.map(
      ([key, value]) =>
        html`<dt>${word(key, language)}</dt>
          <dd>${value}</dd>`,
    )}
  </dl>`;
}

/** The check that a finding of the centre's own belongs to; those of the package name theirs. */
function checkOfFinding(code: string): string {
  return code === 'package-conflict' || code === 'package-stale' ? 'batch-continues' : 'ledger-continues';
}

function checksSection({ review }: StoredPackage, language: Language): SafeHtml | null {
  if (review === null) return null;
  const found = review.findings.map(
    (finding) =>
      html`<tr>
        <th scope="row">
          ${checkWord(String(finding.facts['check'] ?? checkOfFinding(finding.code)), language)}
        </th>
        <td class="state failed">${word('failedCheck', language)}</td>
        <td>
          ${whatHappened(finding, language)}${findingWord(finding.code, language)}<br /><span class="quiet"
            >${finding.code} ${JSON.stringify(finding.facts)}</span
          >
        </td>
      </tr>`,
  );
  const passed = review.passed.map(
    (check) =>
      html`<tr>
        <th scope="row">${checkWord(check, language)}</th>
        <td class="state passed">${word('passedCheck', language)}</td>
        ${found.length === 0 ? null : html`<td></td>`}
      </tr>`,
  );
  return html`<h2>${word('checks', language)}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${word('checks', language)}</th>
          <th scope="col">${word('state', language)}</th>
          ${found.length === 0 ? null : html`<th scope="col">${word('wayOut', language)}</th>`}
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
  const known = formatRefusalCodes.find((candidate) => candidate === code);
  if (known === undefined) return null;
  const told = Object.fromEntries(Object.entries(facts).map(([fact, value]) => [fact, value ?? '']));
  return html`${formatRefusalText({ code: known, facts: told }, language)}<br />`;
}

function receiptsSection(
  { intake }: StoredPackage,
  receipts: readonly StoredReceipt[],
  language: Language,
): SafeHtml {
  const own = receipts.filter(({ receipt }) => receipt.packageSha256 === intake.sha256);
  const lines = own.map(({ name, receipt }) => {
    const kind = word(receipt.kind === 'received' ? 'receiptReceived' : 'receiptReviewed', language);
    const decision = receipt.decision === null ? '' : stateWord(receipt.decision, language);
    const link = `/receipts/${receipt.institutionCode}/${receipt.batchNo}/${receipt.n}`;
    return html`<li>
      ${receipt.n} · ${kind} ${decision} · ${receipt.issuedAt} · ${receipt.reviewer}
      <a href="${link}.json" download="${name}">${name}</a>
      <a href="${link}.json.sig" download="${name}.sig">${word('signature', language)}</a>
      ${receipt.notes === '' ? null : html`<br /><span class="quiet">${receipt.notes}</span>`}
    </li>`;
  });
  return html`<h2>${word('receipts', language)}</h2>
    ${
      lines.length === 0
        ? html`<p class="quiet">${word('none', language)}</p>`
        : html`<ul>
            ${lines}
          </ul>`
    }`;
}

function resultsSection(input: PackagePageInput, isOpen: boolean): SafeHtml {
  const { language, rows, session, stored } = input;
  if (!isOpen)
    return html`<h2>${word('results', language)}</h2>
      ${resultsTable(input.rows, language, { decided: decidedItems(input) })}`;
  return html`<form method="post" action="${packageLink(stored.intake)}/decision">
    <input type="hidden" name="formToken" value="${session.formToken}" />
    <h2>${word('results', language)}（${rows.length}）</h2>
    ${resultsTable(rows, language, { draft: input.draft ?? null })}
    <h2>${word('decide', language)}</h2>
    <p class="quiet">${word('decideLead', language)}</p>
    <p>
      <label for="notes">${word('notes', language)}</label><br /><textarea
        id="notes"
        name="notes"
        rows="3"
        maxlength="9000"
      >
${input.draft?.notes ?? ''}</textarea>
    </p>
    <p class="actions">
      <button name="decision" value="accepted">${word('accept', language)}</button>
      <button name="decision" value="returned" class="second">${word('returnAll', language)}</button>
    </p>
  </form>`;
}
