import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { AskedLine } from '#shared/contract/askedLines.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { CommandType } from '#shared/contract/commands/index.ts';
import type { ApprovalId, CandidateId } from '#shared/contract/ids.ts';
import { askedFields, isAskedField } from '#shared/domain/askedFields.ts';
import { languages, wordsOf } from '#shared/words/words.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { showsOf } from '../../../src-main/core/ledger/capability.ts';
import { pendingApprovals } from '../../../src-main/core/board/approvals.ts';
import { askedText } from '../../../src-renderer/parts/askedText.ts';
import { testId } from '../../support/arrangedSite.ts';
import {
  batchId,
  batchInput,
  identityOf,
  ledgerSite,
  rosterInput,
  userOf,
} from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

/** Places of the fields in an input, as `access/asked.ts` names them. */
function placesOf(schema: unknown, path = ''): readonly string[] {
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([key, inner]) =>
      placesOf(inner, path === '' ? key : `${path}.${key}`),
    );
  if (schema instanceof z.ZodNullable || schema instanceof z.ZodOptional)
    return placesOf(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return placesOf(schema.element, path);
  return [path];
}

const ofTwo = (Object.entries(commandCatalogue) as [CommandType, CommandDefinition][]).filter(
  ([, definition]) => definition.secondPerson !== undefined,
);

describe('what a second person reads', () => {
  it.each(ofTwo)('%s: every field of the input has words and a way to be said', (_type, definition) => {
    const places = placesOf(definition.input);
    expect(places.length).toBeGreaterThan(0);
    expect(places.filter((place) => !isAskedField(place))).toEqual([]);
    const { names } = showsOf(capabilities);
    const unnamed = places.filter(
      (place) =>
        isAskedField(place) &&
        askedFields[place] === 'named' &&
        names?.[place.split('.').at(-1) ?? ''] === undefined,
    );
    expect(unnamed).toEqual([]);
  });

  it('finds a field that has no words', () => {
    const schema = z.strictObject({ identity: z.strictObject({ shoeSize: z.int() }).nullable() });
    expect(placesOf(schema)).toEqual(['identity.shoeSize']);
    expect(isAskedField('identity.shoeSize')).toBe(false);
  });

  it.each(languages)('says codes in words of %s', (language) => {
    const [w, common] = [wordsOf(language, 'access'), wordsOf(language, 'common')];
    expect(askedText('roles', ['chief', 'registrar'], w, common)).not.toMatch(/chief|registrar/);
    expect(askedText('documentType', 'residentId', w, common)).not.toContain('residentId');
    expect(askedText('entryException', 'document-missing', w, common)).not.toContain('-');
    expect(askedText('text', null, w, common)).toBe(w.asked.nothing);
  });
});

describe('a request', () => {
  const candidateId = testId<'candidate'>('cand', 1) as CandidateId;
  const renamed = { ...identityOf(1), name: '考生改名', phone: '13000000000' };
  let site: LedgerSite;
  beforeEach(async () => {
    site = await ledgerSite();
    await site.done('chief', 'roster.import', rosterInput(2));
  });
  afterEach(() => site.remove());

  const ask = (identity = renamed): Promise<ApprovalId> =>
    site.ask('registrar', 'candidate.correct', { candidateId, identity, evidence: '身份证原件' });
  const shownTo = (who: 'chief' | 'registrar' | 'invigilator' | 'supervisor') =>
    pendingApprovals({
      store: site.store,
      actor: { id: userOf(who), roles: [who], desk: 'desk-1' },
    });
  const lineOf = (lines: readonly AskedLine[], field: string) => lines.find((line) => line.field === field);
  const rowsOf = (type: string) =>
    site.store.raw
      .prepare(
        'SELECT header, data, personal, row_hash AS rowHash FROM ledger_rows WHERE type = ? ORDER BY seq',
      )
      .all(type) as { header: string; data: string; personal: string; rowHash: string }[];

  it('holds the whole input with old and new values, in the personal part of its row', async () => {
    await ask();
    const [row] = rowsOf('approval.requested');
    const { lines } = JSON.parse(row?.personal ?? '') as { lines: AskedLine[] };
    expect(lineOf(lines, 'identity.name')).toEqual({
      field: 'identity.name',
      before: '考生一',
      after: '考生改名',
    });
    expect(lineOf(lines, 'identity.phone')).toEqual({
      field: 'identity.phone',
      before: null,
      after: '13000000000',
    });
    expect(lineOf(lines, 'candidateId')?.after).toMatch(/^考生一 · /);
    expect(row?.data).not.toContain('考生');
    expect(shownTo('chief')[0]?.lines).toEqual(lines);
  });

  it('is shown to who asked and who may grant it, and to nobody else', async () => {
    await ask();
    expect(shownTo('registrar').map((one) => [one.mine, one.mayGrant])).toEqual([[true, false]]);
    expect(shownTo('chief').map((one) => [one.mine, one.mayGrant])).toEqual([[false, true]]);
    expect(shownTo('supervisor')).toEqual([]);
    expect(shownTo('invigilator')).toEqual([]);
  });

  it.each(['approval.grant', 'approval.refuse'] as const)(
    '%s names the row that was signed',
    async (type) => {
      const approvalId = await ask();
      await site.done('chief', type, {
        approvalId,
        ...(type === 'approval.refuse' ? { reason: '不符' } : {}),
      } as never);
      const [asked] = rowsOf('approval.requested');
      const [answer] = rowsOf(type === 'approval.grant' ? 'approval.granted' : 'approval.refused');
      expect(JSON.parse(answer?.data ?? '')).toEqual({
        approvalId,
        by: userOf('chief'),
        requestRowHash: asked?.rowHash,
      });
    },
  );

  it('is refused when what stands has changed since it was written', async () => {
    const first = await ask();
    const other = await ask({ ...renamed, name: '考生另名' });
    await site.done('chief', 'approval.grant', { approvalId: other });
    const before = site.everything();
    expect(await site.submit('chief', 'approval.grant', { approvalId: first })).toMatchObject({
      ok: false,
      refusal: { code: 'approval-outdated' },
    });
    expect(site.everything()).toBe(before);
  });

  it('of before lines were kept is asked anew', async () => {
    const approvalId = await ask();
    site.store.raw.exec('UPDATE approvals SET lines = NULL');
    expect(await site.submit('chief', 'approval.grant', { approvalId })).toMatchObject({
      ok: false,
      refusal: { code: 'approval-outdated' },
    });
  });

  it('stands in every batch in which it would make events, each row answered by name', async () => {
    await site.done('chief', 'batch.create', batchInput(2));
    const batches = [batchId, batchInput(2).batchId];
    const spread = await ledgerSite({
      capabilities: capabilities.map((one) =>
        one.name === 'candidates'
          ? {
              ...one,
              decide: {
                ...one.decide,
                'candidate.correct': (context, input) => {
                  const decision = one.decide['candidate.correct']?.(context, input);
                  if (decision?.ok !== true) throw new Error('not decided');
                  const events = decision.events.filter((event) => typeof event !== 'function');
                  return {
                    ...decision,
                    events: batches.flatMap((batch) => events.map((event) => ({ ...event, batch }))),
                  };
                },
              },
            }
          : one,
      ),
    });
    try {
      await spread.done('chief', 'roster.import', rosterInput(2));
      const approvalId = await spread.ask('registrar', 'candidate.correct', {
        candidateId,
        identity: renamed,
        evidence: '身份证原件',
      });
      await spread.done('chief', 'approval.grant', { approvalId });
      const rows = spread.store.raw
        .prepare(
          "SELECT type, batch, row_hash AS hash, data FROM ledger_rows WHERE type LIKE 'approval.%' ORDER BY seq",
        )
        .all() as { type: string; batch: string; hash: string; data: string }[];
      expect(rows.map(({ type, batch }) => [type, batch])).toEqual([
        ...batches.map((batch) => ['approval.requested', batch]),
        ...batches.map((batch) => ['approval.granted', batch]),
      ]);
      const named = rows
        .slice(2)
        .map(({ data }) => (JSON.parse(data) as { requestRowHash: string }).requestRowHash);
      expect(named).toEqual(rows.slice(0, 2).map(({ hash }) => hash));
    } finally {
      spread.remove();
    }
  });
});
