import type { Language } from '#shared/words/words.ts';
import { firstLanguage, languageNamed, wordsOf } from '#shared/words/words.ts';
import type { CentreIndex } from '../centreIndex.ts';
import type { Decisions, Decision, DecisionRefusal } from '../decisions.ts';
import type { CentreLimits } from '../limits.ts';
import type { PackageStore } from '../packageStore.ts';
import { problemResponse, refused } from '../problem.ts';
import type { ReceiptStore, StoredReceipt } from '../receiptStore.ts';
import { cookies, type ReviewerSession, type SignIn } from '../signIn.ts';
import { readBounded } from '../walls.ts';
import { framePage, pageHeaders, seeOther } from './frame.ts';
import { html } from './html.ts';
import { listPage, packageLink } from './listPage.ts';
import { packagePage } from './packagePage.ts';
import { styleSheet } from './style.ts';

type PageParts = {
  readonly signIn: SignIn;
  readonly index: CentreIndex;
  readonly store: PackageStore;
  readonly receipts: ReceiptStore;
  readonly decisions: Decisions;
  /** Whether packages are opened by this program; else on a machine off the network. */
  readonly opensHere: boolean;
  readonly limits: CentreLimits;
};

const packagePath = /^\/packages\/([0-9A-Z]{13})\/([0-9a-f]{64})(\/decision)?$/u;
const receiptPath = /^\/receipts\/([0-9A-Z]{13})\/([0-9A-Z-]{1,16})\/([1-9]\d{0,8})\.json(\.sig)?$/u;

/** The reviewer's pages: HTML made here, no scripts. */
export async function answerPage(parts: PageParts, request: Request, url: URL): Promise<Response> {
  const language = languageOf(request, url);
  const response = await answer(parts, request, url, language);
  const wanted = languageNamed(url.searchParams.get('lang'));
  if (wanted !== null) {
    response.headers.append(
      'set-cookie',
      `kaodian_language=${wanted}; Path=/; SameSite=Strict; Max-Age=31536000`,
    );
  }
  return response;
}

async function answer(parts: PageParts, request: Request, url: URL, language: Language): Promise<Response> {
  const { method } = request;
  if (method !== 'GET' && method !== 'POST') {
    return problemResponse(refused('method-not-allowed').refusal, { allow: 'GET, POST' });
  }
  if (url.pathname === '/style.css' && method === 'GET') {
    return new Response(styleSheet, {
      headers: { ...pageHeaders, 'content-type': 'text/css; charset=utf-8' },
    });
  }
  if (url.pathname === '/sign-in') {
    return method === 'GET'
      ? signInPage(url.searchParams.get('link') ?? '', language, url)
      : takeSignIn(parts, request, language, url);
  }
  const session = parts.signIn.sessionOf(request);
  if (session === null) return notice('linkNeeded', language, null, url, 401);
  if (method === 'POST') return answerForm(parts, request, url, language, session);
  if (url.pathname === '/') return listPage(parts, session, language, url);
  const [, institutionCode, sha256, more] = packagePath.exec(url.pathname) ?? [];
  if (institutionCode !== undefined && sha256 !== undefined && more === undefined) {
    const page = await onePackage(parts, { institutionCode, sha256, session, language, url });
    if (page !== null) return page;
  }
  const receipt = await receiptFile(parts, url.pathname);
  return receipt ?? notice('nothingHere', language, session, url, 404);
}

async function answerForm(
  parts: PageParts,
  request: Request,
  url: URL,
  language: Language,
  session: ReviewerSession,
): Promise<Response> {
  const form = await readForm(request, parts.limits.decisionFormBytes);
  if (form === null) return notice('formTooLarge', language, session, url, 413);
  if (form.get('formToken') !== session.formToken) return problemResponse(refused('origin-not-ours').refusal);
  if (url.pathname === '/sign-out') return seeOther('/', { 'set-cookie': parts.signIn.signOut(request) });
  const [, institutionCode, sha256, more] = packagePath.exec(url.pathname) ?? [];
  if (institutionCode === undefined || sha256 === undefined || more === undefined) {
    return notice('nothingHere', language, session, url, 404);
  }
  const decision = decisionIn(form, session.reviewer);
  const taken = await parts.decisions.decide(institutionCode, sha256, decision);
  if (taken.ok) return seeOther(packageLink({ institutionCode, sha256 }));
  const page = await onePackage(parts, {
    institutionCode,
    sha256,
    session,
    language,
    url,
    refusal: taken.refusal,
    draft: decision,
  });
  return page ?? notice('nothingHere', language, session, url, 404);
}

function decisionIn(form: URLSearchParams, reviewer: string): Decision {
  const returned = form.getAll('return').map((ticketNumber) => ({
    ticketNumber,
    reasonCode: (form.get(`code:${ticketNumber}`) ?? '').slice(0, 60),
    reason: (form.get(`reason:${ticketNumber}`) ?? '').trim().slice(0, 2000),
  }));
  return {
    decision: form.get('decision') === 'accepted' ? 'accepted' : 'returned',
    reviewer,
    notes: (form.get('notes') ?? '').trim().slice(0, 10_000),
    returned,
  };
}

async function onePackage(
  parts: PageParts,
  at: {
    readonly institutionCode: string;
    readonly sha256: string;
    readonly session: ReviewerSession;
    readonly language: Language;
    readonly url: URL;
    readonly refusal?: DecisionRefusal;
    readonly draft?: Decision;
  },
): Promise<Response | null> {
  const stored = await parts.store.find(at.institutionCode, at.sha256);
  if (stored === null) return null;
  return packagePage({
    stored,
    rows: await parts.store.rows(stored.intake),
    behind: await parts.store.behind(stored.intake),
    receipts: await parts.receipts.ofBatch(at.institutionCode, stored.intake.batchNo),
    opensHere: parts.opensHere,
    session: at.session,
    language: at.language,
    here: packageLink(at),
    ...(at.refusal === undefined ? {} : { refusal: at.refusal }),
    ...(at.draft === undefined ? {} : { draft: at.draft }),
  });
}

async function receiptFile(parts: PageParts, path: string): Promise<Response | null> {
  const [, institutionCode, batchNo, n, signature] = receiptPath.exec(path) ?? [];
  if (institutionCode === undefined || batchNo === undefined) return null;
  const issued = await parts.receipts.ofBatch(institutionCode, batchNo);
  const found: StoredReceipt | undefined = issued.find(({ receipt }) => receipt.n === Number(n));
  if (found === undefined) return null;
  return new Response(signature === undefined ? found.text : found.signature, {
    headers: {
      ...pageHeaders,
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${found.name}${signature ?? ''}"`,
    },
  });
}

function signInPage(secret: string, language: Language, url: URL): Response {
  const w = wordsOf(language, 'centre');
  const body = html`<p>${w.page.signInLead}</p>
    <form method="post" action="/sign-in">
      <input type="hidden" name="secret" value="${secret}" />
      <p>
        <label for="reviewer">${w.page.reviewer}</label><br />
        <input type="text" id="reviewer" name="reviewer" required maxlength="60" autocomplete="name" />
      </p>
      <p class="actions"><button>${w.page.signIn}</button></p>
    </form>`;
  const here = url.pathname + url.search;
  return framePage({ title: w.page.signIn, language, session: null, here, body });
}

async function takeSignIn(
  parts: PageParts,
  request: Request,
  language: Language,
  url: URL,
): Promise<Response> {
  const form = await readForm(request, parts.limits.signInFormBytes);
  if (form === null) return notice('formTooLarge', language, null, url, 413);
  const reviewer = form.get('reviewer')?.trim().slice(0, 60) ?? '';
  if (reviewer === '') return signInPage(form.get('secret') ?? '', language, url);
  const cookie = await parts.signIn.redeem(form.get('secret') ?? '', reviewer);
  return cookie === null
    ? notice('linkUsed', language, null, url, 403)
    : seeOther('/', { 'set-cookie': cookie });
}

function notice(
  key: 'linkNeeded' | 'linkUsed' | 'nothingHere' | 'formTooLarge',
  language: Language,
  session: ReviewerSession | null,
  url: URL,
  status: number,
): Response {
  const w = wordsOf(language, 'centre');
  const body = html`<p class="notice">${w.page[key]}</p>`;
  return framePage({ title: w.page.centre, language, session, here: url.pathname, body, status });
}

/** The fields of a form; null when it is larger than it may be, or was broken off. */
async function readForm(request: Request, limitBytes: number): Promise<URLSearchParams | null> {
  const body = await readBounded(request, limitBytes);
  return body.ok ? new URLSearchParams(body.value.toString('utf8')) : null;
}

function languageOf(request: Request, url: URL): Language {
  const wanted = url.searchParams.get('lang') ?? cookies(request).get('kaodian_language');
  return languageNamed(wanted) ?? firstLanguage;
}
