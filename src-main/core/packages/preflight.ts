import { and, eq } from 'drizzle-orm';
import type { PreflightLine } from '#shared/contract/views/results.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { BatchId } from '#shared/contract/ids.ts';
import { parseSshPublicKeyLine, sshFingerprint } from '#node/ed25519.ts';
import type { BehindBatch } from '#shared/domain/accountHands.ts';
import { behindBatch } from '../access/makerAndMade.ts';
import { approvalRows, approvals } from '../access/tables.ts';
import { sittingsOfBatch } from '../arrangement/queries.ts';
import { batchRow } from '../batches/queries.ts';
import { camerasOfRoom, gapsOfBatch, isUnanswered } from '../cameras/queries.ts';
import { centreRow, keysInForce, siteRow } from '../institution/queries.ts';
import { unsettledIncidents } from '../incidents/queries.ts';
import { frozenTables, publications } from '../results/tables.ts';
import type { Store } from '../store/openDatabase.ts';

/**
 * What must be in order before a package may be sealed (docs/package). `missing` holds the sealing back;
 * `warning` is shown and does not.
 */
export function preflight(store: Store, at: string, batchId: BatchId): readonly PreflightLine[] {
  const batch = batchRow(store, batchId);
  const frozen = store.orm.select().from(frozenTables).where(eq(frozenTables.batchId, batchId)).get();
  const publication = store.orm.select().from(publications).where(eq(publications.batchId, batchId)).get();
  const keys = keysInForce(store);
  const today = siteDay(at);
  const published = publication !== undefined && publication.until < today;
  const needsPublication = (batch?.rules.publicationWorkingDays ?? 0) > 0;
  const waiting = store.orm
    .select({ commandType: approvals.commandType })
    .from(approvalRows)
    .innerJoin(approvals, eq(approvals.approvalId, approvalRows.approvalId))
    .where(and(eq(approvalRows.batchId, batchId), eq(approvals.state, 'waiting')))
    .all()
    .filter((one) => one.commandType !== 'package.seal');
  const unsettled = unsettledIncidents(store, batchId).length;
  const expired = keys !== null && Date.parse(keys.expires) < Date.parse(at);
  return [
    line('frozen', frozen !== undefined, {}, '/results'),
    line(
      'publication',
      !needsPublication || published,
      publication === undefined ? (needsPublication ? {} : { notAsked: 1 }) : { until: publication.until },
      '/results',
    ),
    line('no-pending-approvals', waiting.length === 0, { count: waiting.length }, '/board'),
    line('incidents-settled', unsettled === 0, { count: unsettled }, '/incidents'),
    {
      code: 'centre-keys',
      state: keys === null ? 'missing' : expired ? 'warning' : 'ready',
      facts:
        keys === null
          ? {}
          : { expires: keys.expires.slice(0, 10), centreId: centreRow(store)?.centreId ?? '' },
      where: '/system',
    },
    line('site-key-known', keys !== null && siteKeyIsKnown(store, keys), {}, '/system'),
    ...recorded(store, batchId),
    ...standsBehind(behindBatch(store, batchId), batchId),
  ];
}

/**
 * Recordings: a site without cameras has nothing to report. Every gap must be answered (who noticed it, what was done instead); what is
 * missing holds nothing back, because coverage decides no result.
 */
function recorded(store: Store, batchId: BatchId): readonly PreflightLine[] {
  const gaps = gapsOfBatch(store, batchId);
  const watched = sittingsOfBatch(store, batchId).filter(
    ({ roomId }) => camerasOfRoom(store, roomId).length > 0,
  );
  if (watched.length === 0 && gaps.length === 0) return [];
  const unanswered = gaps.filter(isUnanswered).length;
  const real = gaps.filter(({ fromAt, toAt }) => fromAt !== toAt).length;
  return [
    { code: 'coverage', state: real === 0 ? 'ready' : 'warning', facts: { gaps: real }, where: '/cameras' },
    line('gaps-answered', unanswered === 0, { unanswered }, '/cameras'),
  ];
}

/** Accounts in another's hand, makers who sign, approvals with nobody else there: shown where there are any, and the centre is told. */
function standsBehind({ handed, makers, lone }: BehindBatch, batchId: BatchId): readonly PreflightLine[] {
  const found = [
    { code: 'accounts-handed', count: handed.filter((one) => one.isHeld).length, where: '/system' },
    { code: 'makers-sign', count: makers.length, where: '/system' },
    { code: 'lone-approvals', count: lone.length, where: `/batches/${batchId}` },
  ] as const;
  return found.flatMap(({ code, count, where }) =>
    count === 0 ? [] : [{ code, state: 'warning' as const, facts: { people: count }, where }],
  );
}

function line(
  code: PreflightLine['code'],
  ready: boolean,
  facts: PreflightLine['facts'],
  where: string,
): PreflightLine {
  return { code, state: ready ? 'ready' : 'missing', facts, where };
}

/** Whether the centre has our present signing key on its list: else it would turn the package away. */
function siteKeyIsKnown(store: Store, keys: NonNullable<ReturnType<typeof keysInForce>>): boolean {
  const here = siteRow(store);
  const own = here === null ? null : parseSshPublicKeyLine(here.signingKey);
  if (here === null || own?.ok !== true) return false;
  const fingerprint = sshFingerprint(own.value);
  const listed =
    keys.institutions.find((institution) => institution.code === here.institutionCode)?.siteKeys ?? [];
  return listed.some((key) => {
    const parsed = parseSshPublicKeyLine(key.ssh);
    return parsed.ok && sshFingerprint(parsed.value) === fingerprint;
  });
}
