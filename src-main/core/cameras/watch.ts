import { join } from 'node:path';
import { gte, inArray, isNotNull, or } from 'drizzle-orm';
import { newUlid } from '#node/newUlid.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { CameraId, CommandId, GapId } from '#shared/contract/ids.ts';
import type { RecorderPlan } from '#shared/contract/recorder.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { sittings } from '../arrangement/tables.ts';
import { sittingRow } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { RaisedAlarm, RecorderLink, Recording } from '../api/recording.ts';
import type { Site } from '../api/site.ts';
import { noteUnexpected } from '../api/unexpected.ts';
import { isFrozen } from '../enrolments/standing.ts';
import type { Store } from '../store/openDatabase.ts';
import { alarmsOf, keptAlarms } from './alarms.ts';
import { readChains } from '../store/recordingChains.ts';
import type { Chains } from '../store/recordingChains.ts';
import { makeOwnFolder } from './folder.ts';
import { gapCommands } from './gapWatch.ts';
import { recorderPlanOf } from './plan.ts';
import { isAlarmNoted, lastAnchor, liveCameras, recordingFolder } from './queries.ts';
import { forgetRetired, secretOf } from './secrets.ts';
import { sittingsToRecord, wantedNow } from './wanted.ts';

/** How often it looks without being told of anything. */
const lookEveryMs = 5_000;
/** Of a sitting that has ended, what was still on its way has arrived by then. */
const lookAfterMs = 5 * 60_000;
/** First parts of events after which another plan may be wanted. */
const planTopics: ReadonlySet<string> = new Set(['camera', 'recording', 'sitting', 'session', 'ledger']);

export type WatchedSite = Pick<Site, 'dir' | 'store' | 'ledger' | 'live' | 'now' | 'clock'>;

/**
 * Watches over the recordings of an open site: tells the recorder what is wanted, notes anchors and gaps in the ledger, raises alarms. It
 * holds nothing that could not be drawn again from ledger and chain, but which alarms nobody has taken note of yet.
 */
export function watchRecording(
  site: WatchedSite,
  link: RecorderLink,
  wantRecorder: () => void,
): Recording & { readonly onCommitted: (types: readonly EventType[]) => void } {
  const { store, ledger, live } = site;
  let raised: readonly RaisedAlarm[] = [];
  let silentSince: string | null = null;
  const brokenChains = new Map<CameraId, string>();
  let lookedBack = false;
  let closed = false;
  let held = false;
  let working: Promise<void> = Promise.resolve();
  let planning: Promise<void> = Promise.resolve();
  let planWaiting = false;
  let folderMade = false;
  let recorderWanted = false;
  let waiting = false;
  let anchorsDue = true;

  function commit<Type extends CommandType>(type: Type, input: CommandInput<Type>) {
    const envelope = { id: newUlid() as CommandId, type, input, deskAt: site.now() };
    return ledger.commit({ id: 'system', roles: [], desk: 'host' }, envelope);
  }

  /** Tells the recorder what is wanted. While no camera was ever registered there is nobody to tell. */
  async function replan(): Promise<void> {
    planWaiting = false;
    if (closed || held) return;
    const cameras = liveCameras(store);
    if (cameras.length === 0 && link.state() === null) return;
    const folder = recordingFolder(store);
    const own = { folder: join(site.dir, 'recordings'), mark: ledger.tail().ledgerId, second: null };
    const { folder: path, mark, second } = folder ?? own;
    if (folder === null && !folderMade) await makeOwnFolder(own.folder, own.mark);
    folderMade = true;
    const at = site.now();
    const { ledgerId, epoch } = ledger.tail();
    const head: Omit<RecorderPlan, 'v' | 'cameras'> = {
      ledger: ledgerId,
      epoch,
      folder: path,
      folderMark: mark,
      secondFolder: second,
      clockOffsetMs: Math.round(site.clock.now() - Date.now()),
    };
    if (!recorderWanted) wantRecorder();
    recorderWanted = true;
    link.plan(
      recorderPlanOf({
        cameras,
        secretOf: (id) => secretOf(store, id),
        sittings: sittingsToRecord(store, at),
        at,
        head,
      }),
    );
  }

  /** One plan at a time; what is wanted meanwhile is one more. */
  function tellPlan(): void {
    if (planWaiting) return;
    planWaiting = true;
    planning = planning.then(replan).catch((error: unknown) => void noteUnexpected(error));
  }

  async function noteGaps(chains: Chains, at: string): Promise<void> {
    for (const sitting of sittingsToCompare(store, lookedBack ? at : null)) {
      const { note, end } = gapCommands(store, chains, sitting, link.state(), at);
      for (const input of end) await commit('recording.endGap', input);
      for (const input of note) await commit('recording.noteGap', { gapId: newUlid() as GapId, ...input });
    }
    lookedBack = true;
  }

  async function noteAnchors(chains: Chains, at: string): Promise<void> {
    for (const { cameraId } of liveCameras(store)) {
      const head = chains.headOf(cameraId);
      const last = lastAnchor(store, cameraId);
      const stands = last === null || chains.rows(cameraId, last.count, last.count)[0]?.hash === last.head;
      if (!stands) {
        if (!brokenChains.has(cameraId)) brokenChains.set(cameraId, at);
        continue;
      }
      brokenChains.delete(cameraId);
      if (head === null || head.count === last?.count) continue;
      const isDue = last === null || Date.parse(at) - Date.parse(last.at) >= recordingLimits.anchorMs;
      if (isDue || anchorsDue) await commit('recording.anchor', { cameraId, ...head });
    }
    anchorsDue = false;
  }

  function raise(at: string): void {
    const wanted = wantedNow(store, at);
    silentSince = link.state() !== null || wanted.size === 0 ? null : (silentSince ?? at);
    const isLong =
      silentSince !== null && Date.parse(at) - Date.parse(silentSince) >= recordingLimits.alarmMs;
    const now = alarmsOf({
      state: link.state(),
      silentSince: isLong ? silentSince : null,
      wanted,
      brokenChains,
      at,
    });
    const kept = keptAlarms(raised, now, (key) => isAlarmNoted(store, key), at);
    const isNews =
      kept.length !== raised.length ||
      kept.some((one, index) => one.key !== raised[index]?.key || one.until !== raised[index]?.until);
    raised = kept;
    if (isNews) live.publish(ledger.tail().size, ['cameras']);
  }

  async function lookOnce(): Promise<void> {
    waiting = false;
    if (closed) return;
    const at = site.now();
    const chains = readChains(site.dir);
    try {
      await noteGaps(chains, at);
      await noteAnchors(chains, at);
    } finally {
      chains.close();
      raise(at);
    }
  }

  /** One look at a time; what is asked for meanwhile is one more. */
  function look(): Promise<void> {
    if (!waiting) {
      waiting = true;
      working = working.then(lookOnce).catch((error: unknown) => void noteUnexpected(error));
    }
    return working;
  }

  link.onState(() => {
    live.publish(ledger.tail().size, ['cameras']);
    void look();
  });
  const timer = setInterval(() => void look(), lookEveryMs);
  timer.unref();
  tellPlan();
  void look();

  return {
    link,
    raised: () => raised,
    replan: () => {
      held = false;
      tellPlan();
    },
    hold: () => {
      held = true;
    },
    async look() {
      anchorsDue = true;
      await planning;
      await look();
    },
    onCommitted(types) {
      if (types.includes('sitting.finished')) anchorsDue = true;
      if (types.includes('camera.retired')) forgetRetired(store);
      const isOwn = types.every((type) => ownRows.has(type));
      if (isOwn || !types.some((type) => planTopics.has(type.split('.')[0] ?? ''))) return;
      tellPlan();
      void look();
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await planning;
      await working;
      link.close();
    },
  };
}

/** Rows that the watch itself makes, and those after which nothing else is wanted. */
const ownRows: ReadonlySet<EventType> = new Set([
  'recording.anchored',
  'recording.gapNoted',
  'recording.gapEnded',
  'recording.gapAnswered',
  'recording.watched',
]);

/**
 * Sittings whose recordings are compared with their time: those that are on, and those that ended lately. `at` null: all whose results
 * are still open, for what happened while this core was away.
 */
function sittingsToCompare(store: Store, at: string | null): readonly SittingRow[] {
  const ids = store.orm
    .select({ sittingId: sittings.sittingId })
    .from(sittings)
    .where(
      at === null
        ? isNotNull(sittings.admittedAt)
        : or(
            inArray(sittings.state, ['admitting', 'running']),
            gte(sittings.finishedAt, new Date(Date.parse(at) - lookAfterMs).toISOString()),
          ),
    )
    .all();
  const rows = ids.flatMap(({ sittingId }) => sittingRow(store, sittingId) ?? []);
  return at === null ? rows.filter(({ batchId }) => !isFrozen(store, batchId)) : rows;
}
