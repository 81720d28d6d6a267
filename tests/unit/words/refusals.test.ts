import { describe, expect, it } from 'vitest';
import { codeFrom, refuse, refusalOf } from '#shared/contract/refusal.ts';
import { roles } from '#shared/domain/roles.ts';
import { rosterFields, rosterProblemCodes, spreadsheetRefusalCodes } from '#shared/contract/rosterReport.ts';
import { catalogue } from '#shared/words/catalogue.ts';
import { formatRefusalText, refusalCodes, refusalText } from '#shared/words/refusals.ts';
import { describeProblem, describeRefusal } from '#shared/words/rosterProblems.ts';
import { firstLanguage, firstWords, keysOf, languages } from '#shared/words/words.ts';
import { refused } from '../../../src-main/core/ledger/capability.ts';
import { sourcesOf, unusedCodes } from '../../support/sources.ts';
import { messagesOf } from '../../support/wordFaults.ts';

const programs = sourcesOf('src-main', 'src-node', 'src-centre', 'src-shared', 'src-renderer').filter(
  ({ path }) => path !== 'src-shared/words/catalogue.ts',
);

/** The words of a code as they stand in the catalogue. */
const texts = (language: (typeof languages)[number]): readonly (readonly [string, string])[] =>
  Object.entries(catalogue[language].words).flatMap(([file, words]) =>
    'refusals' in words && file !== 'formats' && file !== 'spreadsheets'
      ? [...messagesOf(words.refusals)].map(([path, text]) => [`${file}.${path}`, text] as const)
      : [],
  );

describe('words of refusals', () => {
  it('are for codes that a source uses', () => {
    expect(refusalCodes.length).toBeGreaterThan(300);
    expect(unusedCodes(refusalCodes, programs)).toEqual([]);
    // The search finds a code that nobody uses, and takes a template for what it can become.
    const source = { path: 'x.ts', text: "refused('a-b'); refused(`sitting-state-${state}`)" };
    expect(unusedCodes(['a-b', 'sitting-state-running', 'never-refused'], [source])).toEqual([
      'never-refused',
    ]);
  });

  it('belong to one capability each', () => {
    const codes = Object.entries(firstWords).flatMap(([file, words]) =>
      'refusals' in words && file !== 'formats' ? Object.keys(words.refusals) : [],
    );
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it.each(languages)('are whole sentences in %s', (language) => {
    // How a Chinese sentence ends, and the others.
    const end = language === firstLanguage ? /[。！]$/ : /(?![。！])\p{Sentence_Terminal}$/u;
    expect(texts(language).filter(([, text]) => !end.test(text))).toEqual([]);
    const shown = refusalCodes.map((code) => refusalText({ code, facts: {} }, language));
    expect(shown.flatMap(({ what, wayOut }) => [what, wayOut]).filter((text) => !end.test(text))).toEqual([]);
  });

  it.each(languages)('have no word of the machine in %s', (language) => {
    const machine =
      /\b(SQL\w*|JSON|null|undefined|NaN|stack|server|database|HTTP|API|RPC|boolean|parse|payload|schema|regex|errno)\b|数据库|服务器|异常堆栈|空指针|字段/i;
    const systemCode = /\bE[A-Z]{4,}\b|\w*Exception\b|\w+Error\b/;
    const isMachine = (text: string) => machine.test(text) || systemCode.test(text);
    const plain = refusalCodes.map((code) => {
      const { what, wayOut } = refusalText({ code, facts: {} }, language);
      return [code, `${what} ${wayOut}`.replaceAll(/https?:\/\/\S+/g, '')] as const;
    });
    expect(plain.filter(([, text]) => isMachine(text))).toEqual([]);
    expect(isMachine('The server said ENOSPC.')).toBe(true);
  });
});

describe('a refusal', () => {
  it('has a code that has words, with the facts that they name', () => {
    expect(refused('late-beyond-limit', { minutesLate: 20, limit: 15 })).toEqual({
      ok: false,
      refusal: { code: 'late-beyond-limit', facts: { minutesLate: 20, limit: 15 } },
    });
    expect(refuse('signed-out').refusal).toEqual({ code: 'signed-out', facts: {} });
    // Facts beyond those of the words are for programs.
    expect(refusalOf('signed-out', { since: '08:00' }).facts).toEqual({ since: '08:00' });
  });

  it('with another code, or without its facts, does not compile', () => {
    // @ts-expect-error -- there is no such code
    refused('no-such-code-at-all');
    // @ts-expect-error -- the words name `minutesLate` and `limit`
    refused('late-beyond-limit');
    // @ts-expect-error -- `limit` is missing
    refused('late-beyond-limit', { minutesLate: 20 });
    // @ts-expect-error -- English counts the minutes
    refused('late-beyond-limit', { minutesLate: '20', limit: 15 });
    const either = languages.length > 1 ? 'late-beyond-limit' : 'signed-out';
    // @ts-expect-error -- one of the two needs facts
    refused(either);
    expect(codeFrom('of-a-newer-program')).toBe('of-a-newer-program');
  });
});

describe('refusalText', () => {
  it('fills facts in, lists with their separators', () => {
    const refusal = refusalOf('mark-twice', { count: 2, tickets: ['3', '17'] });
    expect(refusalText(refusal, 'zh').what).toBe(
      '文件中有 2 人出现了不止一次（3、17），一个成绩也没有导入。',
    );
    expect(refusalText(refusal, 'en').what).toContain('2 people');
    expect(refusalText(refusal, 'en').what).toContain('3, 17');
    expect(refusalText(refusalOf('mark-twice', { count: 1, tickets: ['3'] }), 'en').what).toContain(
      '1 person',
    );
  });

  it('spells levels, roles, states and sizes', () => {
    const filed = refusalOf('occupation-not-filed', { name: '车工', level: 3 });
    expect(refusalText(filed, 'zh').what).toContain('「车工」三级/高级工');
    expect(refusalText(filed, 'en').what).toContain('“车工”, level 3 (senior)');
    expect(
      refusalText(refusalOf('role-not-allowed', { roles: ['chief', 'markEntry'] }), 'zh').what,
    ).toContain('考点负责人、登分员');
    expect(refusalText(refusalOf('approval-settled', { state: 'withdrawn' }), 'zh').what).toContain(
      '已经撤回',
    );
    expect(refusalText(refusalOf('folder-full', { folder: '/U', needed: 3_300_000 }), 'en').what).toContain(
      '3.2 MB are needed',
    );
    expect(
      refusalText(refusalOf('preflight-open', { lines: ['frozen', 'centre-keys'] }), 'zh').what,
    ).toContain('成绩未锁定、未登记市职鉴中心的密钥');
    for (const role of roles)
      expect(refusalText(refusalOf('role-not-allowed', { roles: [role] }), 'zh').what).not.toMatch(
        /[a-zA-Z]/,
      );
  });

  it('leaves a dash for a fact that is missing, never a brace', () => {
    for (const code of refusalCodes)
      for (const language of languages) {
        const { what, wayOut } = refusalText({ code, facts: {} }, language);
        expect(what + wayOut).not.toMatch(/[{}]|NaN|undefined/);
      }
    expect(refusalText({ code: 'sign-in-wait', facts: {} }, 'en').wayOut).toContain('— seconds');
    expect(refusalText({ code: 'role-not-allowed', facts: { roles: [] } }, 'en').what).toContain('—');
  });

  it.each(['no-such-code-at-all', 'constructor', '__proto__', ''])(
    'says something general for the unknown code “%s”, without the code',
    (code) => {
      for (const language of languages) {
        const { what, wayOut } = refusalText({ code, facts: { anything: 'x' } }, language);
        expect(what.length).toBeGreaterThan(5);
        expect(wayOut.length).toBeGreaterThan(5);
        if (code !== '') expect(what + wayOut).not.toContain(code);
      }
    },
  );

  it('does not let a fact bring in a placeholder or replace a pattern', () => {
    expect(refusalText(refusalOf('login-name-taken', { loginName: '$&{roles}' }), 'zh').what).toBe(
      '登录名「$&{roles}」已有人使用，没有新增人员。',
    );
  });

  it('puts what a reader of files and formats says into sentences of a desk', () => {
    expect(refusalText(refusalOf('too-many-rows', { limit: '200000' }), 'zh')).toEqual({
      what: '行数超过 200000，没有导入任何内容。',
      wayOut: '分成几个文件导入。',
    });
    expect(refusalText(refusalOf('package-file-schema', { name: 'people.json', path: '/a' }), 'en')).toEqual({
      what: 'The check failed and nothing was used: the content of people.json is not in its form.',
      wayOut: 'Do it once more; if it happens again, tell the technician.',
    });
    expect(refusalText(refusalOf('checkpoint-root-differs'), 'zh').wayOut).toContain('保留现场');
    expect(refusalText(refusalOf('signature-invalid'), 'zh').wayOut).toContain('出具方');
  });
});

describe('words of a checker', () => {
  it('are short, with their facts', () => {
    expect(formatRefusalText({ code: 'bag-file-extra', facts: { name: 'data/x' } }, 'en')).toBe(
      'a file that no manifest lists: data/x',
    );
    expect(formatRefusalText({ code: 'bag-file-extra', facts: {} }, 'zh')).toContain('—');
    expect(describeRefusal({ code: 'too-many-rows', facts: { limit: '200000' } }, 'zh').message).toBe(
      '行数超过 200000',
    );
  });

  it('stand for every field, problem and refusal of a roster', () => {
    expect(keysOf(catalogue[firstLanguage].words.roster.fields).toSorted()).toEqual(rosterFields.toSorted());
    expect(rosterProblemCodes.length).toBeGreaterThan(25);
    expect(spreadsheetRefusalCodes.length).toBeGreaterThan(15);
    expect(unusedCodes([...rosterProblemCodes, 'never-found'], programs)).toEqual(['never-found']);
  });

  it('describe a problem with its value and what would put it right', () => {
    const problem = {
      sheet: 'a',
      row: 2,
      cell: 'C2',
      column: 'sex',
      code: 'sex-differs-from-id',
      severity: 'error',
      value: '男',
      facts: {},
    } as const;
    expect(describeProblem({ ...problem, proposal: '女' }, 'zh').wayOut).toContain('「女」'.slice(1, 2));
    expect(describeProblem(problem, 'en').wayOut).toContain('unknown');
    expect(describeProblem(problem, 'zh').wayOut).toContain('无');
  });
});
