import type { Language } from '#shared/words/words.ts';
import { descriptionOf, languageAfter, wordsOf } from '#shared/words/words.ts';
import type { ReviewerSession } from '../signIn.ts';
import { html, type SafeHtml } from './html.ts';

/** Nothing but our own style sheet and our own forms; no script at all. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

export const pageHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export type FrameInput = {
  readonly title: string;
  readonly language: Language;
  readonly session: ReviewerSession | null;
  /** Path and query of this page, for the switch of language. */
  readonly here: string;
  readonly body: SafeHtml;
  readonly status?: number;
};

/** A whole page as an answer. */
export function framePage(input: FrameInput): Response {
  const { language, session } = input;
  const w = wordsOf(language, 'centre');
  const other = descriptionOf(languageAfter(language));
  const page = html`<!doctype html>
    <html lang="${descriptionOf(language).tag}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${w.titled({ page: input.title, centre: w.page.centre })}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a class="title" href="/">${w.page.centre}</a>
          <a href="${languageLink(input.here, language)}" lang="${other.tag}">${other.name}</a>
          ${session === null ? null : signOutForm(session, language)}
        </header>
        <main>
          <h1>${input.title}</h1>
          ${input.body}
        </main>
      </body>
    </html> `;
  return new Response(page.text, {
    status: input.status ?? 200,
    headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8' },
  });
}

/** A redirection after a form, so that reloading does not send it again. */
export function seeOther(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, { status: 303, headers: { ...pageHeaders, location, ...headers } });
}

function signOutForm(session: ReviewerSession, language: Language): SafeHtml {
  const w = wordsOf(language, 'centre');
  return html`<span>${session.reviewer}</span>
    <form method="post" action="/sign-out">
      <input type="hidden" name="formToken" value="${session.formToken}" />
      <button class="plain">${w.page.signOut}</button>
    </form>`;
}

function languageLink(here: string, language: Language): string {
  const url = new URL(here, 'http://centre.invalid');
  url.searchParams.set('lang', languageAfter(language));
  return `${url.pathname}${url.search}`;
}
