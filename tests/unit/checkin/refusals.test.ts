import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { arrangementRefusals } from '#shared/contract/refusals/arrangement.ts';
import { checkinRefusals } from '#shared/contract/refusals/checkin.ts';

/** Codes that other capabilities own too and that have their words there. */
const elsewhere = [
  'batch-unknown',
  'enrolment-unknown',
  'enrolment-withdrawn',
  'id-taken',
  'person-unknown',
  'results-frozen',
  'role-not-allowed',
  'site-not-founded',
];
const words = { ...arrangementRefusals, ...checkinRefusals };

/** Every code that the sources of both capabilities refuse with, templates written out. */
function codesInSources(): ReadonlySet<string> {
  const codes = new Set<string>();
  for (const capability of ['arrangement', 'checkin']) {
    const folder = new URL(`../../../src-main/core/${capability}/`, import.meta.url);
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
      const source = readFileSync(new URL(file, folder), 'utf8');
      for (const [, code] of source.matchAll(/\b(?:refused|no)\(\s*'([a-z-]+)'/g)) codes.add(code ?? '');
      for (const [, stem] of source.matchAll(/\brefused\(\s*`([a-z-]+)\$\{/g)) {
        const ends =
          stem === 'sitting-state-'
            ? ['notStarted', 'admitting', 'running', 'finished']
            : ['theory', 'practical'];
        for (const end of ends) codes.add(`${stem}${end}`);
      }
    }
  }
  return codes;
}

describe('words of refusals', () => {
  it('stand for every code that can be met, and for no other', () => {
    const own = [...codesInSources()].filter((code) => !elsewhere.includes(code));
    expect(own.length).toBeGreaterThan(30);
    expect(Object.keys(words).toSorted()).toEqual(own.toSorted());
  });

  it('name the same facts in both languages', () => {
    const facts = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]))].toSorted();
    for (const [code, { zh, en }] of Object.entries(words)) {
      expect([code, facts(en.what + en.wayOut)]).toEqual([code, facts(zh.what + zh.wayOut)]);
    }
  });
});
