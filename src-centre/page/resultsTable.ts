import type { Language, Words } from '#shared/words/words.ts';
import { firstWords, keysOf, wordFor, wordsOf } from '#shared/words/words.ts';
import { formatScore } from '#shared/domain/score.ts';
import type { Decision } from '../decisions.ts';
import type { ReviewRow } from '../packageRecord.ts';
import type { StoredReceipt } from '../receiptStore.ts';
import { html, type SafeHtml } from './html.ts';

type WordKey = keyof Words<'centre'>['page'];

/** Reasons for sending a candidate back; the code stands in the receipt. */
const reasonCodes = keysOf(firstWords.centre.reasons);

/** What stands behind the results: fields to decide with, or what was decided. */
export type TableEnd =
  | { readonly draft: Decision | null }
  | { readonly decided: StoredReceipt['receipt']['items'] };

/** The results of a package, one line a candidate. */
export function resultsTable(rows: readonly ReviewRow[], language: Language, end: TableEnd): SafeHtml {
  const w = wordsOf(language, 'centre');
  const shown = {
    reviewed: rows.some((row) => row.subjects.some(({ subject }) => subject === 'comprehensiveReview')),
    end: 'draft' in end || end.decided.length > 0,
  };
  const keys: readonly WordKey[] = [
    ...(['ticket', 'name', 'document', 'occupation', 'level', 'theory', 'practical'] as const),
    ...(shown.reviewed ? (['comprehensiveReview'] as const) : []),
    'outcome',
    ...(shown.end && 'draft' in end ? (['returnThis', 'reasonKind', 'reason'] as const) : []),
    ...(shown.end && 'decided' in end ? (['decide'] as const) : []),
  ];
  const decided = new Map('decided' in end ? end.decided.map((item) => [item.ticketNumber, item]) : []);
  const drafted = new Map('draft' in end ? end.draft?.returned.map((item) => [item.ticketNumber, item]) : []);
  const lastCells = ({ ticketNumber }: ReviewRow): SafeHtml | null => {
    if (!shown.end) return null;
    return 'draft' in end
      ? draftCells(ticketNumber, drafted.get(ticketNumber), language)
      : decidedCell(decided.get(ticketNumber), language);
  };
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${w.page.results}">
    <table>
      <thead>
        <tr>
          ${keys.map((key) => html`<th scope="col">${w.page[key]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${personCells(row, language)}${subjectCell(row, 'theory', language)}${subjectCell(row, 'practical', language)}
              ${shown.reviewed ? subjectCell(row, 'comprehensiveReview', language) : null}
              <td><span class="state ${row.outcome}">${wordFor(w.states, row.outcome)}</span></td>
              ${lastCells(row)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function personCells(row: ReviewRow, language: Language): SafeHtml {
  const { levels } = wordsOf(language, 'common');
  return html`<td>${row.ticketNumber}</td>
    <td>${row.name}</td>
    <td>${row.documentNumberMasked}</td>
    <td>${row.occupation}</td>
    <td class="whole">${levels[row.level]}</td>`;
}

function subjectCell(row: ReviewRow, name: string, language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  const found = row.subjects.find(({ subject }) => subject === name);
  if (found === undefined) return html`<td></td>`;
  const score = found.scoreHundredths === null ? '' : formatScore(found.scoreHundredths);
  const state = found.state === 'taken' ? '' : wordFor(w.states, found.state);
  return html`<td class="number">${score} ${state}</td>`;
}

function decidedCell(
  item: StoredReceipt['receipt']['items'][number] | undefined,
  language: Language,
): SafeHtml {
  const w = wordsOf(language, 'centre');
  if (item === undefined) return html`<td></td>`;
  const state = html`<span class="state ${item.decision}">${wordFor(w.states, item.decision)}</span>`;
  if (item.decision === 'accepted') return html`<td>${state}</td>`;
  const title = wordFor(w.reasons, item.reasonCode);
  return html`<td>${state} ${wordsOf(language, 'common').titled({ title, text: item.reason })}</td>`;
}

function draftCells(
  ticketNumber: string,
  drafted: Decision['returned'][number] | undefined,
  language: Language,
): SafeHtml {
  const w = wordsOf(language, 'centre');
  const label = (key: WordKey): string => `${w.page[key]} ${ticketNumber}`;
  const checked = drafted === undefined ? null : html`checked`;
  const options = reasonCodes.map((code) => {
    const selected = code === drafted?.reasonCode ? html`selected` : null;
    return html`<option value="${code}" ${selected}>${w.reasons[code]}</option>`;
  });
  return html`<td>
      <input
        type="checkbox"
        name="return"
        value="${ticketNumber}"
        aria-label="${label('returnThis')}"
        ${checked}
      />
    </td>
    <td>
      <select name="code:${ticketNumber}" aria-label="${label('reasonKind')}">
        ${options}
      </select>
    </td>
    <td>
      <input
        type="text"
        name="reason:${ticketNumber}"
        maxlength="1900"
        value="${drafted?.reason ?? ''}"
        aria-label="${label('reason')}"
      />
    </td>`;
}
