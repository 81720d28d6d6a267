import type { BehindBatch } from '#shared/domain/accountHands.ts';
import type { Language } from '#shared/words/words.ts';
import { wordFor, wordsOf } from '#shared/words/words.ts';
import { html, type SafeHtml } from './html.ts';

/** The accounts behind a batch by name: handed out during it, who of their makers signed, and lone approvals with their reason. */
export function behindSection({ handed, makers, lone }: BehindBatch, language: Language): SafeHtml {
  const common = wordsOf(language, 'common');
  const w = common.behind;
  const nothing = handed.length === 0 && lone.length === 0;
  return html`<h2>${w.title}</h2>
    ${nothing ? html`<p class="quiet">${w.nothing}</p>` : null}
    ${handed.length === 0 ? null : handedTable(handed, language)}
    ${makers.map(({ name, made }) => html`<p>${w.maker({ name, made: common.list({ items: made }) })}</p>`)}
    ${lone.map(
      (one) =>
        html`<p class="notice">
          ${w.lone({
            at: one.at,
            command: wordFor(common.commands, one.commandType),
            first: one.requestedBy,
            second: one.by,
            reason: one.reason ?? '—',
          })}
        </p>`,
    )}`;
}

function handedTable(handed: BehindBatch['handed'], language: Language): SafeHtml {
  const common = wordsOf(language, 'common');
  const w = common.behind;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${w.title}">
    <table>
      <thead>
        <tr>
          ${[w.account, w.done, w.claimed, w.vouched].map((title) => html`<th scope="col">${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${handed.map(
          (one) =>
            html`<tr>
              <th scope="row">${one.name}</th>
              <td>
                ${one.deeds.map(
                  ({ kind, at, by }) =>
                    html`${w.deed({ at, what: wordFor(w.deeds, kind), by: by ?? w.bySheet })}<br />`,
                )}
              </td>
              <td>${one.claimedAt ?? w.notClaimed}</td>
              <td>
                ${
                  one.isHeld
                    ? html`<span class="state returned"
                        >${w.held({ hands: one.hands.length > 0 ? common.list({ items: one.hands }) : w.bySheet })}</span
                      >`
                    : (one.vouchedBy ?? '—')
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
