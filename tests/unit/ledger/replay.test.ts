import { getTableName } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { ApprovalId, BatchId, UserId } from '#shared/contract/ids.ts';
import { eventCatalogue } from '#shared/contract/capabilities.ts';
import { namesBatch } from '#shared/contract/events/batchOf.ts';
import { sshPublicKeyLine } from '#node/ed25519.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import { compareTables, rebuildTables, tableHashes } from '../../../src-main/core/ledger/replay.ts';
import { verifyLedger } from '../../../src-main/core/ledger/verify.ts';
import type { Site } from '../../../src-main/core/api/site.ts';
import { openSiteHost } from '../../../src-main/core/siteHost.ts';
import { testId } from '../../support/arrangedSite.ts';
import { identityOf, resourcesDir, rosterInput, testReferenceData } from '../../support/ledgerSite.ts';
import { createWalk } from '../../support/siteWalk.ts';
import type { SiteWalk, WalkStep } from '../../support/siteWalk.ts';
import { bringTo, lastStage } from '../../support/siteWalkStages.ts';
import { walkKinds } from '../../support/siteWalkSteps.ts';
import { file, want } from '../../support/siteWalkView.ts';
import { testFolder } from '../../support/testSite.ts';
import { checkProperty, isFullRun } from '../../support/properties.ts';

// A walk takes a third of a second.
const walks = { times: 0.25, endOnFailure: true };

const step: fc.Arbitrary<WalkStep> = fc.record({
  kind: fc.constantFrom(...walkKinds.map((kind) => kind.name)),
  pick: fc.nat(100_000),
  amount: fc.nat(100_000),
});
/** Groups of steps: what stands in one group is given at once, as several desks do. */
const walkOf = fc.record({
  stage: fc.nat(lastStage),
  groups: fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 12 }),
  blanked: fc.array(fc.nat(1000), { maxLength: 3 }),
});

/** A site of the product in this process, with a clock that only moves when told; closed and removed afterwards. */
async function withSite(
  work: (
    site: Site,
    clock: { now: () => number; pass: (ms: number, turnedMs: number) => void; setTime: (at: string) => void },
  ) => Promise<void>,
): Promise<void> {
  const { dir, remove } = testFolder();
  let wallMs = Date.parse('2026-11-24T00:00:00.000Z');
  let steadyMs = 0;
  const clock = {
    now: () => wallMs,
    pass: (ms: number, turnedMs: number) => {
      steadyMs += ms;
      wallMs += ms + turnedMs;
    },
    setTime: (at: string) => clock.pass(Date.parse(at) - wallMs, 0),
  };
  const host = await openSiteHost({
    dataDir: dir,
    clock: { now: () => wallMs, monotonic: () => steadyMs },
    reference: testReferenceData(),
    resourcesDir,
    softwareVersion: 'test',
    fillDemo: () => Promise.resolve(),
  });
  try {
    const founded = await host.setUp(
      {
        institutionCode: 'S500100000001',
        institutionName: '测试技工学校',
        chiefLoginName: 'chief',
        chiefDisplayName: '主考甲',
        chiefPassword: 'test-password',
        passphrase: null,
      },
      'host',
    );
    const site = host.current();
    if (!founded.ok || site === null) throw new Error('the site was not founded');
    await work(site, clock);
  } finally {
    await host.close();
    remove();
  }
}

/** Rebuilds all tables and says which of them came out otherwise. */
function differing(site: Site): readonly string[] {
  const before = tableHashes(site.store, capabilities);
  const rows = rebuildTables(site.store, capabilities);
  expect(rows).toBe(site.ledger.tail().size);
  const after = tableHashes(site.store, capabilities);
  return Object.keys(before).filter((name) => before[name] !== after[name]);
}

/** Whatever waits (of this type) is granted by somebody, if anybody may. */
async function grantAll({ view, attempt }: SiteWalk, type = '%'): Promise<void> {
  const waiting = view.all<{ id: ApprovalId }>(
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting' AND command_type LIKE ?",
    type,
  );
  const granters = view.all<{ id: UserId }>('SELECT user_id AS id FROM users WHERE disabled = 0');
  for (const { id } of waiting)
    await attempt(...granters.map((user) => want('approval.grant', { approvalId: id }, user.id)));
}

const subjectsOf = (site: Site) =>
  site.store.raw.prepare('SELECT subject, seq FROM ledger_subjects ORDER BY 1, 2').raw().all();

interface Walk {
  readonly stage: number;
  readonly groups: readonly (readonly WalkStep[])[];
  readonly blanked: readonly number[];
}

/** Walks, rebuilds, has people erased, walks on and rebuilds again; answers the kinds of rows that the ledger holds then. */
async function walkAndRebuild({ stage, groups, blanked }: Walk): Promise<ReadonlySet<string>> {
  const seen = new Set<string>();
  await withSite(async (site, clock) => {
    const walk = createWalk(site, clock);
    await bringTo(walk, stage, clock.setTime);
    for (const group of groups) await walk.walk(group);
    const subjects = subjectsOf(site);
    expect(differing(site)).toEqual([]);
    expect(subjectsOf(site)).toEqual(subjects);

    // Then people have themselves erased, and the work goes on.
    for (const pick of blanked) {
      await walk.walk([{ kind: 'correct', pick, amount: 50 }]);
      await grantAll(walk);
      // Another correction is still waiting when the person is blanked: what it asks for must go, too.
      await walk.walk([{ kind: 'correct', pick, amount: 51 }]);
      await walk.walk([{ kind: 'blank', pick, amount: 0 }]);
      await grantAll(walk, 'candidate.blank');
    }
    await walk.walk(groups[0] ?? []);
    expect(differing(site)).toEqual([]);
    const key = site.signingKey();
    const verdict = await verifyLedger(site.store, key === null ? null : sshPublicKeyLine(key));
    expect(verdict).toMatchObject({
      ok: true,
      rows: site.ledger.tail().size,
      head: site.ledger.tail().head,
    });
    const kinds = site.store.raw
      .prepare('SELECT DISTINCT type, batch IS NULL AS batchless FROM ledger_rows')
      .all() as { type: string; batchless: number }[];
    // What concerns a batch names it, and nothing else does: the package of a batch is drawn by its rows' headers.
    const wanted = { always: 0, never: 1, byContent: null };
    expect(
      kinds.filter(({ type, batchless }) => (wanted[namesBatch(type)] ?? batchless) !== batchless),
    ).toEqual([]);
    for (const { type } of kinds) seen.add(type);
    for (const type of site.store.raw
      .prepare(
        'SELECT DISTINCT type FROM ledger_rows WHERE personal IS NULL AND header NOT LIKE \'%"personalHash":null%\'',
      )
      .pluck()
      .all() as string[]) {
      seen.add(`${type}, blanked`);
    }
  });
  return seen;
}

describe('rebuilding the tables from the ledger', () => {
  it(
    'gives the same tables after any walk through a site, also with people blanked',
    { timeout: isFullRun ? 7_200_000 : 600_000 },
    async () => {
      await checkProperty(
        fc.asyncProperty(walkOf, async (one) => void (await walkAndRebuild(one))),
        walks,
      );
    },
  );

  it('gives the same tables after every kind of step at every stage, which meet every kind of row, blanked ones too', async () => {
    const seen = new Set<string>();
    for (let stage = 0; stage <= lastStage; stage += 1) {
      const groups = walkKinds.map(({ name }, at) =>
        [0, 1, 2, 3].map((turn) => ({ kind: name, pick: 7 * at + turn, amount: 11 * at + stage + turn })),
      );
      for (const kind of await walkAndRebuild({ stage, groups, blanked: [0, 1] })) seen.add(kind);
    }
    const elsewhere =
      /^(package|receipt|centre|ledger)\.|^approval\.lone$|^site\.recovery(SheetKept|Renewed)$|^institution\.calendarReplaced$/;
    const never = Object.keys(eventCatalogue).filter((type) => !seen.has(type) && !elsewhere.test(type));
    expect(never).toEqual([]);
    expect([...seen].filter((type) => type.endsWith('blanked')).toSorted()).toEqual([
      'approval.requested, blanked',
      'candidate.blanked',
      'candidate.corrected, blanked',
      'enrolment.registered, blanked',
    ]);
  });

  it('puts tables right that somebody has changed or emptied, and leaves operational tables alone', async () => {
    await withSite(async (site, clock) => {
      const walk = createWalk(site, clock);
      await bringTo(walk, lastStage, clock.setTime);
      const sound = JSON.stringify(tableHashes(site.store, capabilities));
      const operational = () =>
        ['credentials', 'secrets', 'command_answers', 'ledger_state', 'ledger_rows'].map((name) =>
          site.store.raw.prepare(`SELECT * FROM "${name}"`).raw().all(),
        );
      const kept = operational();
      for (const table of capabilities.flatMap((capability) => capability.tables)) {
        if (getTableName(table) !== 'site') site.store.raw.exec(`DELETE FROM "${getTableName(table)}"`);
      }
      site.store.raw.exec("UPDATE site SET institution_name = '别的学校'");
      expect(JSON.stringify(tableHashes(site.store, capabilities))).not.toBe(sound);
      rebuildTables(site.store, capabilities);
      expect(JSON.stringify(tableHashes(site.store, capabilities))).toBe(sound);
      expect(operational()).toEqual(kept);
    });
  });

  it('finds the tables that differ from a replay, by name, and touches nothing', async () => {
    await withSite(async (site, clock) => {
      const walk = createWalk(site, clock);
      await bringTo(walk, lastStage, clock.setTime);
      const { raw } = site.store;
      const all = { rows: site.ledger.tail().size, differing: [] as string[] };
      expect(compareTables(site.store, capabilities)).toEqual(all);
      raw.exec("UPDATE site SET institution_name = '别的学校'");
      raw.exec('DELETE FROM enrolments WHERE enrolment_id = (SELECT min(enrolment_id) FROM enrolments)');
      const changed = tableHashes(site.store, capabilities);
      const { rows, differing } = compareTables(site.store, capabilities);
      expect({ rows, differing: differing.toSorted() }).toEqual({
        ...all,
        differing: ['enrolments', 'site'],
      });
      expect(tableHashes(site.store, capabilities)).toEqual(changed);
    });
  });

  it('changes nothing when a row cannot be applied', async () => {
    await withSite(async (site, clock) => {
      const walk = createWalk(site, clock);
      await bringTo(walk, 1, clock.setTime);
      const sound = tableHashes(site.store, capabilities);
      const fallingOver = (): never => {
        throw new Error('apply fell over');
      };
      const broken = { name: 'broken', tables: [], decide: {}, apply: { 'rubric.adopted': fallingOver } };
      expect(() => rebuildTables(site.store, [...capabilities, broken])).toThrow('apply fell over');
      expect(tableHashes(site.store, capabilities)).toEqual(sound);
    });
  });

  it('a blanked person is gone from the tables, and can enrol anew with the same document', async () => {
    await withSite(async (site, clock) => {
      const walk = createWalk(site, clock);
      const { view, must } = walk;
      await bringTo(walk, 2, clock.setTime);
      const batchId = testId<'batch'>('batch', 1) as BatchId;
      const input = {
        ...rosterInput(1, 7001),
        file,
        batchId: view.all<{ id: BatchId }>('SELECT batch_id AS id FROM batches')[0]?.id ?? batchId,
      };
      const candidateId = input.people[0]?.candidateId ?? testId<'candidate'>('none', 1);
      await must(want('roster.import', input));
      expect(view.all('SELECT name FROM candidates WHERE candidate_id = ?', candidateId)).toEqual([
        { name: '考生七零零一' },
      ]);

      await must(want('candidate.blank', { candidateId, reason: '本人申请' }, view.somebody(['chief'], 1)));
      await grantAll(walk);
      const blanked = view.all(
        'SELECT name, document_number AS number, class_name AS className FROM candidates WHERE candidate_id = ?',
        candidateId,
      );
      expect(blanked).toEqual([{ name: null, number: null, className: null }]);
      expect(view.all("SELECT seq FROM ledger_rows WHERE personal LIKE '%考生七零零一%'")).toEqual([]);
      expect(differing(site)).toEqual([]);

      const again = rosterInput(1, 7002).people.map((person) => ({ ...person, identity: identityOf(7001) }));
      await must(want('roster.import', { ...input, people: again }));
      expect(
        view.all(
          'SELECT count(*) AS count FROM candidates WHERE document_number = ?',
          identityOf(7001).documentNumber,
        ),
      ).toEqual([{ count: 1 }]);
      expect(differing(site)).toEqual([]);
    });
  });
});
