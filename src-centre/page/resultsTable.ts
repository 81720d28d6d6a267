import { levelLabel } from '#shared/domain/level.ts';
import { formatScore } from '#shared/domain/score.ts';
import type { Decision } from '../decisions.ts';
import type { ReviewRow } from '../packageRecord.ts';
import type { StoredReceipt } from '../receiptStore.ts';
import { html, type SafeHtml } from './html.ts';
import { reasonCodes, stateWord, word, type Language, type WordKey } from './words.ts';

/** What stands behind the results: fields to decide with, or what was decided. */
export type TableEnd =
  | { readonly draft: Decision | null }
  | { readonly decided: StoredReceipt['receipt']['items'] };

/** The results of a package, one line a candidate. */
export function resultsTable(rows: readonly ReviewRow[], language: Language, end: TableEnd): SafeHtml {
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
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${word('results', language)}">
    <table>
      <thead>
        <tr>
          ${keys.map((key) => html`<th scope="col">${word(key, language)}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${personCells(row)}${subjectCell(row, 'theory', language)}${subjectCell(row, 'practical', language)}
              ${shown.reviewed ? subjectCell(row, 'comprehensiveReview', language) : null}
              <td><span class="state ${row.outcome}">${stateWord(row.outcome, language)}</span></td>
              ${lastCells(row)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function personCells(row: ReviewRow): SafeHtml {
  return html`<td>${row.ticketNumber}</td>
    <td>${row.name}</td>
    <td>${row.documentNumberMasked}</td>
    <td>${row.occupation}</td>
    <td class="whole">${levelLabel(row.level)}</td>`;
}

function subjectCell(row: ReviewRow, name: string, language: Language): SafeHtml {
  const found = row.subjects.find(({ subject }) => subject === name);
  if (found === undefined) return html`<td></td>`;
  const score = found.scoreHundredths === null ? '' : formatScore(found.scoreHundredths);
  const state = found.state === 'taken' ? '' : stateWord(found.state, language);
  return html`<td class="number">${score} ${state}</td>`;
}

function decidedCell(
  item: StoredReceipt['receipt']['items'][number] | undefined,
  language: Language,
): SafeHtml {
  if (item === undefined) return html`<td></td>`;
  const state = html`<span class="state ${item.decision}">${stateWord(item.decision, language)}</span>`;
  if (item.decision === 'accepted') return html`<td>${state}</td>`;
  const kind = reasonCodes.find((code) => code === item.reasonCode);
  return html`<td>
    ${state} ${kind === undefined ? item.reasonCode : word(kind, language)}：${item.reason}
  </td>`;
}

function draftCells(
  ticketNumber: string,
  drafted: Decision['returned'][number] | undefined,
  language: Language,
): SafeHtml {
  const label = (key: WordKey): string => `${word(key, language)} ${ticketNumber}`;
  const checked = drafted === undefined ? null : html`checked`;
  const options = reasonCodes.map((code) => {
    const selected = code === drafted?.reasonCode ? html`selected` : null;
    return html`<option value="${code}" ${selected}>${word(code, language)}</option>`;
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
