import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { spreadsheetRefusalCodes } from '#shared/contract/rosterReport.ts';
import { roles } from '#shared/contract/roles.ts';
import { refusalTables, refusalText, refusalWords } from '#shared/contract/refusalWords.ts';
import { formatRefusalCodes } from '#shared/formats/formatRefusal.ts';
import { refusalCodesIn, sourcesOf, usesCode } from '../../support/refusalCodes.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const programs = sourcesOf(
  'src-main',
  'src-node',
  'src-centre',
  'src-shared/formats',
  'src-shared/contract/refusals',
).filter(
  ({ path }) =>
    !path.startsWith('src-shared/contract/') &&
    !path.startsWith('src-main/cli/') &&
    !/^src-centre\/(page\/|commandLine)/.test(path),
);
const users = [...programs, ...sourcesOf('src-renderer', 'src-shared/domain')];
const languages = ['zh', 'en'] as const;
const placeholders = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
const entries = Object.entries(refusalWords);

describe('words of refusals', () => {
  it('stand in both languages for every code that a source refuses with', () => {
    const found = programs.flatMap(refusalCodesIn);
    const has = (code: string, pattern: RegExp | null): boolean =>
      pattern === null
        ? Object.hasOwn(refusalWords, code)
        : Object.keys(refusalWords).some((known) => pattern.test(known));
    expect(
      found.filter(({ code, pattern }) => !has(code, pattern)).map(({ code, path }) => `${code} (${path})`),
    ).toEqual([]);
    // The search itself must find what is there, or the line above could never fail.
    const codes = new Set(found.map(({ code }) => code));
    for (const known of [
      'login-name-taken',
      'entry-closed',
      'theory-seat-used',
      'sitting-state-${sitting.state}',
      'signed-out',
      'link-used',
      'key-wrong',
      'port-taken',
      'zip-bomb',
      'offset-differs',
    ]) {
      expect(codes, known).toContain(known);
    }
  });

  it('stand for every problem that the published interface of the centre can answer', () => {
    const table =
      readFileSync(join(root, 'src-centre/problem.ts'), 'utf8')
        .split('const problems = {')[1]
        ?.split('} as const')[0] ?? '';
    const codes = [...table.matchAll(/^ {2}'?([a-z-]+)'?: \{ status/gm)].map((match) => match[1] ?? '');
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => !Object.hasOwn(refusalWords, code))).toEqual([]);
  });

  it('stand for every refusal of an open format and of a spreadsheet', () => {
    expect(
      [...formatRefusalCodes, ...spreadsheetRefusalCodes].filter(
        (code) => !Object.hasOwn(refusalWords, code),
      ),
    ).toEqual([]);
  });

  it.each(Object.entries(refusalTables))('of %s: no code that nobody uses', (_, table) => {
    expect(Object.keys(table).filter((code) => !users.some((source) => usesCode(source, code)))).toEqual([]);
  });

  it('belong to one capability each', () => {
    const codes = Object.values(refusalTables).flatMap((table) => Object.keys(table));
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  it('are merged from every table in the folder', async () => {
    const merged = new Set<unknown>(Object.values(refusalTables));
    for (const file of readdirSync(join(root, 'src-shared/contract/refusals')).filter(
      (name) => name !== 'table.ts' && name !== 'formats.ts',
    )) {
      const [table] = Object.values(
        (await import(/* @vite-ignore */ join(root, 'src-shared/contract/refusals', file))) as object,
      );
      expect(merged.has(table), file).toBe(true);
    }
  });

  it.each(entries)(
    '%s: the same facts in both languages, an end to every sentence, nothing empty',
    (_, words) => {
      const facts = languages.map((language) =>
        placeholders(words[language].what + words[language].wayOut).toSorted(),
      );
      expect(new Set(facts[0])).toEqual(new Set(facts[1]));
      for (const language of languages) {
        for (const text of [words[language].what, words[language].wayOut])
          expect(text).toMatch(language === 'zh' ? /[。！]$/ : /\.$/);
      }
      expect(words.zh.what).toMatch(/[\u4e00-\u9fff]/);
      expect(words.en.what).not.toMatch(/[\u4e00-\u9fff]/);
    },
  );

  it.each(entries)('%s: no word of the machine', (_, words) => {
    const machine =
      /\b(SQL\w*|JSON|null|undefined|NaN|stack|server|database|HTTP|API|RPC|boolean|parse|payload|schema|regex|errno)\b|数据库|服务器|异常堆栈|空指针|字段/i;
    const systemCode = /\bE[A-Z]{4,}\b|\w*Exception\b|\w+Error\b/;
    for (const language of languages) {
      const text = `${words[language].what} ${words[language].wayOut}`.replaceAll(
        /\{\w+\}|https?:\/\/\S+/g,
        '',
      );
      expect(text).not.toMatch(machine);
      expect(text).not.toMatch(systemCode);
    }
  });

  it('use facts that the refusing source gives', () => {
    // Codes refused at one place only: what stands in braces must be among the facts named there.
    const missing = Object.values(refusalTables)
      .flatMap((table) => Object.entries(table))
      .flatMap(([code, words]) => {
        const places = programs.filter((source) => source.text.includes(`'${code}'`));
        const text = places.map((source) => source.text).join('\n');
        return placeholders(words.zh.what + words.zh.wayOut)
          .filter((fact) => places.length > 0 && !new RegExp(`\\b${fact}\\b`).test(text))
          .map((fact) => `${code}: ${fact}`);
      });
    expect(missing).toEqual([]);
  });
});

describe('refusalText', () => {
  it('fills facts in, lists with their separators', () => {
    const refusal = { code: 'enrolled-already', facts: { count: 2, rows: ['3', '17'] } };
    expect(refusalText(refusal, 'zh').what).toBe(
      '有 2 人在本批次已报考同一职业等级（第 3、17 行），一个人也没有导入。',
    );
    expect(refusalText(refusal, 'en').what).toContain('(rows 3, 17)');
  });

  it('spells levels, roles, states and sizes', () => {
    expect(
      refusalText({ code: 'occupation-not-filed', facts: { name: '车工', level: 3 } }, 'zh').what,
    ).toContain('「车工」三级/高级工');
    expect(
      refusalText({ code: 'occupation-not-filed', facts: { name: '车工', level: 3 } }, 'en').what,
    ).toContain('“车工”, level 3 (senior)');
    expect(
      refusalText({ code: 'role-not-allowed', facts: { roles: ['chief', 'markEntry'] } }, 'zh').what,
    ).toContain('考点负责人、登分员');
    expect(refusalText({ code: 'approval-settled', facts: { state: 'withdrawn' } }, 'zh').what).toContain(
      '已经撤回',
    );
    expect(
      refusalText({ code: 'folder-full', facts: { folder: '/U', needed: 3_300_000 } }, 'en').what,
    ).toContain('3.2 MB are needed');
    expect(
      refusalText({ code: 'preflight-open', facts: { lines: ['frozen', 'centre-keys'] } }, 'zh').what,
    ).toContain('成绩未锁定、未登记市职鉴中心的密钥');
    for (const role of roles)
      expect(refusalText({ code: 'role-not-allowed', facts: { roles: [role] } }, 'zh').what).not.toMatch(
        /[a-zA-Z]/,
      );
  });

  it('leaves a dash for a fact that is missing, never a brace', () => {
    for (const [code] of entries) {
      for (const language of languages) {
        const { what, wayOut } = refusalText({ code, facts: {} }, language);
        expect(what + wayOut).not.toMatch(/[{}]/);
      }
    }
    expect(refusalText({ code: 'sign-in-wait', facts: {} }, 'en').wayOut).toContain('—');
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
    expect(refusalText({ code: 'login-name-taken', facts: { loginName: '$&{roles}' } }, 'zh').what).toBe(
      '登录名「$&{roles}」已有人使用，没有新增人员。',
    );
  });
});
