import type { BehindBatch } from '#shared/domain/accountHands.ts';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { IntlMessageFormat } from 'intl-messageformat';
import { createElement } from 'react';
import type { ComponentType, Context, ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { MemoryRouter } from 'react-router';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { rosterProblemCodes } from '#shared/contract/rosterReport.ts';
import type { ResultTable } from '#shared/contract/views/results.ts';
import type { SiteState } from '#shared/contract/views/site.ts';
import type { TicketView } from '#shared/contract/views/preparation.ts';
import type * as Refusals from '#shared/words/refusals.ts';
import type * as RosterProblems from '#shared/words/rosterProblems.ts';
import type { Language } from '#shared/words/words.ts';
import type * as Words from '#shared/words/words.ts';
import { descriptionOf, firstLanguage, firstWords, keysOf, languages } from '#shared/words/words.ts';
import type { EnrolmentId, RoomId, UserId } from '#shared/contract/ids.ts';
import { roles } from '#shared/domain/roles.ts';
import type { IndexedPackage } from '../../../src-centre/centreIndex.ts';
import type * as Routes from '../../../src-centre/page/routes.ts';
import type { ReviewRow, StoredPackage } from '../../../src-centre/packageRecord.ts';
import {
  addThirdLanguage,
  foreignWords,
  foreignWordsOf,
  marked,
  markedMessage,
  third,
  thirdName,
} from '../../support/thirdLanguage.ts';

/**
 * A third language is one folder: the sources are copied, a made-up language is added to the copy, and whoever speaks is
 * asked to speak it. What is said comes from the folder when no word is left of the other languages.
 */
const language = thirdName as Language;
let scratch: string;

/** What is the same in every language: the seal, the name of the next language, and parts of names, numbers and times. */
const isNoName = (word: string): boolean =>
  !['考', descriptionOf(firstLanguage).name, 'KD', 'Y', 'T', 'Z'].includes(word);

/** A module of the copy. */
const load = <Module>(path: string): Promise<Module> => import(join(scratch, path)) as Promise<Module>;

beforeAll(() => {
  scratch = mkdtempSync(join(tmpdir(), 'kaodian-third-'));
  addThirdLanguage(scratch);
  vi.stubGlobal('localStorage', { getItem: () => language, setItem: () => undefined });
  vi.stubGlobal('document', { documentElement: {}, querySelector: () => null });
}, 120_000);

afterAll(() => {
  vi.unstubAllGlobals();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the made-up language', () => {
  it('has the plurals and facts of a message and none of its words', () => {
    const text = "{count, plural, one {# person’s mark} other {# people’s marks '#'}} of {name}: '{'x'}'";
    const own = new IntlMessageFormat(markedMessage(text), 'en').format({ count: 2, name: '3' });
    expect(own).toBe(`2 ${marked('people’s marks')} # ${marked('of')} 3: {${marked('x')}}`);
    expect(foreignWords(String(own))).toEqual([]);
  });

  it('shows words of other languages wherever they are shown', () => {
    expect(foreignWords('Ｍａｒｋｓ and 成绩: 12')).toEqual(['and', '成绩']);
    const markup =
      '<style>p { color: red }</style><p class="sub" title="名字">Ｍ&nbsp;<b aria-label="Close">Sub</b></p>';
    expect(foreignWordsOf(markup)).toEqual(['Sub', '名字', 'Close']);
  });
});

describe('a third language', { timeout: 120_000 }, () => {
  it('is known by the folder alone', async () => {
    const words = await load<typeof Words>('src-shared/words/words.ts');
    expect(words.languages).toEqual([...languages, language]);
    expect(words.languageNamed(third.tag)).toBe(language);
    expect(words.languages.map((one) => words.languageAfter(one))).toEqual([
      ...words.languages.slice(1),
      firstLanguage,
    ]);
    const { componentLocales } = await load<{ componentLocales: object }>(
      'src-renderer/app/componentLocales.ts',
    );
    expect(Object.keys(componentLocales)).toEqual(words.languages);
    const { common } = words.firstWords;
    expect(Object.keys(words.wordsOf(language, 'common'))).toEqual(Object.keys(common));
    expect(words.wordsOf(language, 'common').list({ items: ['1', '2'] })).toBe('1 ＋ 2');
  });

  it('is what refusals and problems of a roster are said in', async () => {
    const refusals = await load<typeof Refusals>('src-shared/words/refusals.ts');
    const said = refusals.refusalCodes.map((code) => {
      const { what, wayOut } = refusals.refusalText(
        { code, facts: { roles: ['chief'], level: 3 } },
        language,
      );
      return [code, foreignWords(what), foreignWords(wayOut)] as const;
    });
    expect(said.length).toBeGreaterThan(300);
    expect(said.filter(([, what, wayOut]) => what.length + wayOut.length > 0)).toEqual([]);
    const counted = refusals.refusalText(
      { code: 'mark-twice', facts: { count: 1234, tickets: ['3', '17'] } },
      language,
    );
    expect(counted.what).toContain(`${new Intl.NumberFormat(third.tag).format(1234)} ${marked('people')}`);
    expect(counted.what).toContain('3 ＋ 17');
    const roster = await load<typeof RosterProblems>('src-shared/words/rosterProblems.ts');
    const problem = {
      sheet: '',
      row: 2,
      cell: '',
      column: 'sex',
      severity: 'error',
      value: '1',
      facts: {},
    } as const;
    for (const code of rosterProblemCodes) {
      const { message, wayOut } = roster.describeProblem({ ...problem, code }, language);
      expect([code, ...foreignWords(message), ...foreignWords(wayOut)]).toEqual([code]);
    }
  });

  it('is what the command line speaks', async () => {
    const file = join(scratch, '1.csv');
    writeFileSync(file, '姓名,性别,身份证号,班级\n,1,123,1\n');
    const kaodian = async (...args: readonly string[]): Promise<readonly string[]> => {
      const { stdout, stderr } = await run(args);
      // Commands, options, places of a file and columns of a spreadsheet are called the same in every language.
      const text = `${stdout}${stderr}`.replaceAll(/kaodian|\S*1\.csv|\b[A-Z]=|CSV/g, '');
      expect(text.length).toBeGreaterThan(20);
      return foreignWords(text);
    };
    const [help, wrong, missing, checked] = await Promise.all([
      kaodian(),
      kaodian('roster', 'check'),
      kaodian('ledger', 'verify', '--site', scratch, '--key', file),
      kaodian('roster', 'check', file),
    ]);
    expect({ help, wrong, missing, checked }).toEqual({ help: [], wrong: [], missing: [], checked: [] });
  });

  it('is what the centre shows', async () => {
    const { answerPage } = await load<typeof Routes>('src-centre/page/routes.ts');
    const session = { reviewer: '1', formToken: '2' };
    const parts = {
      signIn: { sessionOf: () => session },
      index: { packages: () => Promise.resolve({ total: 300, rows: [indexedPackage] }) },
      store: {
        find: () => Promise.resolve(stored),
        rows: () => Promise.resolve([reviewRow]),
        behind: () => Promise.resolve(behind),
      },
      receipts: { ofBatch: () => Promise.resolve([]) },
    } as unknown as Parameters<typeof answerPage>[0];
    const page = async (path: string): Promise<string> => {
      const url = new URL(`http://127.0.0.1${path}`);
      url.searchParams.set('lang', third.tag);
      const answer = await answerPage(parts, new Request(url), url);
      const text = await answer.text();
      expect(text).toContain(`<html lang="${third.tag}">`);
      return text;
    };
    for (const path of ['/sign-in', '/?offset=100', '/nothing', `/packages/Y510100000123/${'0'.repeat(64)}`])
      expect([path, ...foreignWordsOf(await page(path)).filter(isNoName)]).toEqual([path]);
  });

  it('is what the page shows before and after sign-in', async () => {
    const show = await renderer();
    for (const [path, name, props] of [
      ['pages/start/StartPage.tsx', 'StartPage', {}],
      ['pages/start/SignInPage.tsx', 'SignInPage', {}],
      ['app/Starting.tsx', 'Starting', {}],
      ['app/SideMenu.tsx', 'SideMenu', {}],
      ['parts/EmptyState.tsx', 'EmptyState', { title: '', text: '' }],
      ['parts/RefusalNotice.tsx', 'RefusalNotice', { refusal: { code: 'signed-out', facts: {} } }],
    ] as const)
      expect([name, ...foreignWordsOf(await show(path, name, props)).filter(isNoName)]).toEqual([name]);
  });

  it('is what papers are printed in', async () => {
    const show = await renderer();
    const list = await show('pages/results/PublicationPaper.tsx', 'PublicationPaper', { table: resultTable });
    expect(list).toContain(marked('Ticket'));
    const card = await show('pages/arrangement/TicketCard.tsx', 'TicketCard', {
      ticket,
      batchName: '3',
    });
    const paper = await show('parts/printing.tsx', 'Paper', { job: { title: '4', content: '5' } });
    for (const [name, text] of Object.entries({ list, card, paper }))
      expect([name, ...foreignWordsOf(text).filter(isNoName)]).toEqual([name]);
  });
});

const run = (args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> =>
  promisify(execFile)(process.execPath, [join(scratch, 'src-main', 'cli', 'kaodian.ts'), ...args], {
    env: { ...process.env, KAODIAN_LANGUAGE: language },
  }).catch((refused: { readonly stdout: string; readonly stderr: string }) => refused);

type Show = (path: string, name: string, props: object) => Promise<string>;

/** Shows a component of the copy on a site where somebody with every role is signed in. */
async function renderer(): Promise<Show> {
  const { LanguageProvider } = await load<Components>('src-renderer/app/language.tsx');
  const { SiteContext } = await load<{ SiteContext: Context<SiteState> }>('src-renderer/app/session.tsx');
  const around = (child: ReactNode): ReactNode =>
    createElement(
      QueryClientProvider,
      { client: new QueryClient() },
      createElement(
        MemoryRouter,
        null,
        createElement(component(LanguageProvider), null, createElement(SiteContext, { value: site }, child)),
      ),
    );
  return async (path, name, props) => {
    const module = await load<Components>(`src-renderer/${path}`);
    return renderToStaticMarkup(around(createElement(component(module[name]), props)));
  };
}

type Components = Readonly<Record<string, unknown>>;
const component = (one: unknown): ComponentType<object> => one as ComponentType<object>;

const site: SiteState = {
  phase: 'open',
  demo: false,
  institutionName: '1',
  institutionCode: '2',
  signedIn: { userId: '3' as UserId, loginName: '4', displayName: '5', roles, claimed: true },
  locked: false,
  idleMinutes: 7,
  demoPeople: [],
  recoverySheetKept: true,
  softwareVersion: '6',
};

const occupationLevel = { edition: '2022', code: '6-18-01-01', name: '7', level: 3 } as const;

const resultTable = {
  rows: [{ enrolmentId: '1', ticketNumber: '2', name: '3', occupationLevel, outcome: 'passed', open: [] }],
  publication: { from: '2026-11-24', until: '2026-11-30', place: '4', over: false },
} as unknown as ResultTable;

const ticket = {
  enrolmentId: '1' as EnrolmentId,
  name: null,
  documentNumberMasked: '2',
  className: '3',
  occupationLevel,
  ticketNumber: '4',
  token: '5',
  seats: [
    {
      subject: 'theory',
      roomId: 'r1' as RoomId,
      roomName: '6',
      seatNo: 7,
      startsAt: '2026-11-24T01:00:00.000Z',
      minutes: 90,
    },
  ],
} satisfies TicketView;

const intake = {
  format: 'kaodian-centre-intake-v1',
  name: 'KD-1',
  sha256: '0'.repeat(64),
  size: 1,
  institutionCode: 'Y510100000123',
  batchNo: '2611',
  revision: 1,
  firstReceivedAt: '2026-03-06T08:00:00.000Z',
  signer: '2',
} as const;

const indexedPackage = { ...intake, state: 'verified', candidates: 3, findings: [] } satisfies IndexedPackage;

const stored: StoredPackage = {
  intake,
  review: {
    format: 'kaodian-centre-review-v1',
    reviewedAt: intake.firstReceivedAt,
    verdict: 'good',
    passed: keysOf(firstWords.centre.checks),
    findings: [],
    bagSha256: null,
    checkpoint: null,
    ticketNumbers: ['3'],
  },
};

const behind = {
  handed: [
    {
      name: '1',
      deeds: [{ kind: 'recovered', at: '2', by: null }],
      claimedAt: null,
      vouchedBy: null,
      hands: [],
      isHeld: true,
    },
  ],
  makers: [{ name: '3', made: ['4', '5'] }],
  lone: [{ commandType: 'results.freeze', requestedBy: '6', by: '7', at: '8', reason: '9' }],
} satisfies BehindBatch;

const reviewRow = {
  ticketNumber: '3',
  name: '4',
  documentNumberMasked: '5',
  occupation: '6',
  level: 3,
  subjects: [{ subject: 'theory', state: 'taken', scoreHundredths: 6000, source: 'paper' }],
  outcome: 'passed',
} satisfies ReviewRow;
