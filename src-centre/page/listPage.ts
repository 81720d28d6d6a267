import type { Language } from '#shared/words/words.ts';
import { wordFor, wordsOf } from '#shared/words/words.ts';
import type { CentreIndex, IndexedPackage } from '../centreIndex.ts';
import { packageStates, type PackageState } from '../packageRecord.ts';
import { findingTexts } from '../findingText.ts';
import type { ReviewerSession } from '../signIn.ts';
import { framePage } from './frame.ts';
import { html, type SafeHtml } from './html.ts';

const rowsOnPage = 100;

/** The list of packages, newest first, by state. */
export async function listPage(
  { index, opensHere }: { readonly index: CentreIndex; readonly opensHere: boolean },
  session: ReviewerSession,
  language: Language,
  url: URL,
): Promise<Response> {
  const w = wordsOf(language, 'centre');
  const state = packageStates.find((candidate) => candidate === url.searchParams.get('state'));
  const offset = Math.max(0, Number.parseInt(url.searchParams.get('offset') ?? '0', 10) || 0);
  const { total, rows } = await index.packages({
    ...(state === undefined ? {} : { state }),
    offset,
    limit: rowsOnPage,
  });
  const body = html`${opensHere ? null : html`<p class="notice">${w.page.opensElsewhere}</p>`}
  ${stateLinks(state, language)}
  ${rows.length === 0 ? html`<p class="quiet">${w.page.empty}</p>` : table(rows, language)}
  ${pager(state, offset, total, language)}`;
  return framePage({
    title: w.page.packages,
    language,
    session,
    here: url.pathname + url.search,
    body,
  });
}

/** Where a package's own page is. */
export function packageLink(at: Pick<IndexedPackage, 'institutionCode' | 'sha256'>): string {
  return `/packages/${at.institutionCode}/${at.sha256}`;
}

function stateLinks(current: PackageState | undefined, language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  const link = (state: PackageState | undefined, text: string): SafeHtml => {
    const href = state === undefined ? '/' : `/?state=${state}`;
    return state === current
      ? html`<a href="${href}" aria-current="page">${text}</a>`
      : html`<a href="${href}">${text}</a>`;
  };
  return html`<nav class="states" aria-label="${w.page.state}">
    ${link(undefined, w.page.allStates)}${packageStates.map((state) => link(state, wordFor(w.states, state)))}
  </nav>`;
}

function table(rows: readonly IndexedPackage[], language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  const headings = ['file', 'institution', 'batch', 'revision', 'candidates', 'arrived', 'state'] as const;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${w.page.packages}">
    <table>
      <thead>
        <tr>
          ${headings.map((key) => html`<th scope="col">${w.page[key]}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <td><a href="${packageLink(row)}">${row.name}</a></td>
              <td>${row.institutionCode}</td>
              <td>${row.batchNo}</td>
              <td class="number">${row.revision}</td>
              <td class="number">${row.state === 'received' ? null : row.candidates}</td>
              <td>${row.firstReceivedAt}</td>
              <td>
                <span class="state ${row.state}">${wordFor(w.states, row.state)}</span>${
                  row.findings.length === 0
                    ? null
                    : html`<br /><span class="quiet">${findingTexts(row.findings, language)}</span>`
                }
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function pager(state: PackageState | undefined, offset: number, total: number, language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  const link = (to: number, text: string): SafeHtml =>
    html`<a href="/?${state === undefined ? '' : `state=${state}&`}offset=${to}">${text}</a> `;
  return html`<p>
    ${offset > 0 ? link(Math.max(0, offset - rowsOnPage), w.page.previousPage) : null}
    ${offset + rowsOnPage < total ? link(offset + rowsOnPage, w.page.nextPage) : null}
  </p>`;
}
