import { levelLabel } from '#shared/domain/level.ts';
import { formatRefusalCodes } from '#shared/formats/formatRefusal.ts';
import { formatRefusalText } from '#shared/formats/formatWords.ts';
import { formatScore } from '#shared/domain/score.ts';
import { packageState, type Finding, type ReviewRow, type StoredPackage } from '../packageRecord.ts';
import { decisionOf } from '../centreIndex.ts';
import type { StoredReceipt } from '../receiptStore.ts';
import type { ReviewerSession } from '../signIn.ts';
import { framePage } from './frame.ts';
import { html, type SafeHtml } from './html.ts';
import { packageLink } from './listPage.ts';
import {
  checkWord,
  decisionRefusalWord,
  findingWord,
  reasonCodes,
  stateWord,
  word,
  type Language,
  type WordKey,
} from './words.ts';

export type PackagePageInput = {
  readonly stored: StoredPackage;
  readonly rows: readonly ReviewRow[];
  /** Receipts of the batch. */
  readonly receipts: readonly StoredReceipt[];
  readonly session: ReviewerSession;
  readonly language: Language;
  readonly here: string;
  /** Code of why the decision that was just sent was not taken. */
  readonly refusal?: string;
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

function checksSection({ review }: StoredPackage, language: Language): SafeHtml | null {
  if (review === null) return null;
  const found = review.findings.map(
    (finding) =>
      html`<tr>
        <th scope="row">${checkWord(String(finding.facts['check'] ?? finding.code), language)}</th>
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
        <td></td>
      </tr>`,
  );
  return html`<h2>${word('checks', language)}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">${word('checks', language)}</th>
          <th scope="col">${word('state', language)}</th>
          <th scope="col">${word('wayOut', language)}</th>
        </tr>
      </thead>
      <tbody>
        ${found}${passed}
      </tbody>
    </table>`;
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
      ${resultsTable(input, false)}`;
  return html`<form method="post" action="${packageLink(stored.intake)}/decision">
    <input type="hidden" name="formToken" value="${session.formToken}" />
    <h2>${word('results', language)}（${rows.length}）</h2>
    ${resultsTable(input, true)}
    <h2>${word('decide', language)}</h2>
    <p class="quiet">${word('decideLead', language)}</p>
    <p>
      <label for="notes">${word('notes', language)}</label><br /><textarea
        id="notes"
        name="notes"
        rows="3"
        maxlength="9000"
      ></textarea>
    </p>
    <p class="actions">
      <button name="decision" value="accepted">${word('accept', language)}</button>
      <button name="decision" value="returned" class="second">${word('returnAll', language)}</button>
    </p>
  </form>`;
}

function resultsTable({ rows, language }: PackagePageInput, withDecision: boolean): SafeHtml {
  const keys: readonly WordKey[] = [
    ...([
      'ticket',
      'name',
      'document',
      'occupation',
      'level',
      'theory',
      'practical',
      'comprehensiveReview',
      'outcome',
    ] as const),
    ...(withDecision ? (['returnThis', 'reasonKind', 'reason'] as const) : []),
  ];
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${word('results', language)}">
    <table>
      <thead>
        <tr>
          ${keys.map((key) => html`<th scope="col">${word(key, language)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => resultRow(row, language, withDecision))}
      </tbody>
    </table>
  </div>`;
}

function resultRow(row: ReviewRow, language: Language, withDecision: boolean): SafeHtml {
  const subject = (name: string): SafeHtml => {
    const found = row.subjects.find((candidate) => candidate.subject === name);
    if (found === undefined) return html`<td></td>`;
    const score = found.scoreHundredths === null ? '' : formatScore(found.scoreHundredths);
    const state = found.state === 'taken' ? '' : stateWord(found.state, language);
    return html`<td class="number">${score} ${state}</td>`;
  };
  return html`<tr>
    <td>${row.ticketNumber}</td>
    <td>${row.name}</td>
    <td>${row.documentNumberMasked}</td>
    <td>${row.occupation}</td>
    <td>${levelLabel(row.level)}</td>
    ${subject('theory')}${subject('practical')}${subject('comprehensiveReview')}
    <td><span class="state ${row.outcome}">${stateWord(row.outcome, language)}</span></td>
    ${withDecision ? decisionCells(row, language) : null}
  </tr>`;
}

function decisionCells({ ticketNumber }: ReviewRow, language: Language): SafeHtml {
  const label = (key: WordKey): string => `${word(key, language)} ${ticketNumber}`;
  return html`<td>
      <input type="checkbox" name="return" value="${ticketNumber}" aria-label="${label('returnThis')}" />
    </td>
    <td>
      <select name="code:${ticketNumber}" aria-label="${label('reasonKind')}">
        ${reasonCodes.map((code) => html`<option value="${code}">${word(code, language)}</option>`)}
      </select>
    </td>
    <td>
      <input type="text" name="reason:${ticketNumber}" maxlength="1900" aria-label="${label('reason')}" />
    </td>`;
}
