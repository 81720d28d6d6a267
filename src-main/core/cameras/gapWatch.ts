import type { GapCause } from '#shared/domain/cameras.ts';
import { gapCauses } from '#shared/domain/cameras.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CameraId, GapId, SittingId } from '#shared/contract/ids.ts';
import type { RecorderState } from '#shared/contract/recorder.ts';
import { coveredTime, gapSteps, holesOf } from '#shared/domain/recordingTimes.ts';
import type { CameraRecord } from '#shared/domain/recordingTimes.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import type { Chains, ChainRow } from '../store/recordingChains.ts';
import { camerasOfRoom, gapsOf } from './queries.ts';

/** What the ledger must say so that it says of every gap that it is one. */
export interface GapCommands {
  readonly note: readonly Omit<CommandInput<'recording.noteGap'>, 'gapId'>[];
  readonly end: readonly CommandInput<'recording.endGap'>[];
}

const isoOf = (ms: number): string => new Date(ms).toISOString();

/**
 * Compares what a sitting's cameras kept with the time that had to be covered. It looks at what is missing, not at what was reported: a
 * camera that never came up, a recorder that was dead and a core that was away all leave the same hole.
 */
export function gapCommands(
  store: Store,
  chains: Chains,
  sitting: SittingRow,
  state: RecorderState | null,
  at: string,
): GapCommands {
  const covered = coveredTime(sitting);
  if (covered === null) return { note: [], end: [] };
  const note: GapCommands['note'][number][] = [];
  const end: GapCommands['end'][number][] = [];
  const places = Map.groupBy(camerasOfRoom(store, sitting.roomId), (place) => place.cameraId);
  for (const [cameraId, stays] of places) {
    const holes = stays.flatMap(({ fromAt, untilAt }) => {
      const fromMs = Math.max(covered.fromMs, Date.parse(fromAt));
      const ends = [covered.toMs, untilAt === null ? null : Date.parse(untilAt)].filter((ms) => ms !== null);
      const toMs = ends.length === 0 ? null : Math.min(...ends);
      if (toMs !== null && toMs <= fromMs) return [];
      const rows = chains.within(cameraId, isoOf(fromMs), toMs === null ? at : isoOf(toMs));
      return holesOf(
        { due: { fromMs, toMs }, ...recordOf(rows), now: nowOf(state, cameraId) },
        Date.parse(at),
      );
    });
    const noted = gapsOf(store, sitting.sittingId, cameraId).map(({ gapId, fromAt, toAt }) => ({
      gapId,
      fromMs: Date.parse(fromAt),
      toMs: toAt === null ? null : Date.parse(toAt),
    }));
    const steps = gapSteps<GapId>(noted, holes);
    note.push(...steps.note.map((hole) => gapOf(cameraId, sitting.sittingId, hole)));
    end.push(
      ...steps.end.map(({ gapId, fromMs, toMs }) => ({ gapId, from: isoOf(fromMs), to: isoOf(toMs) })),
    );
  }
  return { note, end };
}

function gapOf(
  cameraId: CameraId,
  sittingId: SittingId,
  {
    fromMs,
    toMs,
    cause,
  }: { readonly fromMs: number; readonly toMs: number | null; readonly cause: GapCause },
): GapCommands['note'][number] {
  return { cameraId, sittingId, from: isoOf(fromMs), to: toMs === null ? null : isoOf(toMs), cause };
}

/** What a chain says of a span: what was kept live, and which gaps it knows itself. */
export function recordOf(rows: readonly ChainRow[]): Pick<CameraRecord, 'segments' | 'told'> {
  const stretch = (row: ChainRow) => ({ fromMs: Date.parse(row.start), toMs: Date.parse(row.end) });
  return {
    segments: rows.filter((row) => row.kind === 'segment').map(stretch),
    told: rows
      .filter((row) => row.kind === 'gap')
      .map((row) => ({ ...stretch(row), cause: causeOf(row.cause) })),
  };
}

function causeOf(cause: string | null): GapCause {
  return gapCauses.find((one) => one === cause) ?? 'streamLost';
}

function nowOf(state: RecorderState | null, cameraId: CameraId): CameraRecord['now'] {
  if (state === null) return null;
  const camera = state.cameras.find((one) => one.cameraId === cameraId);
  if (camera === undefined) return { writes: false, cause: null };
  return { writes: camera.state === 'recording' || camera.state === 'degraded', cause: camera.cause };
}
