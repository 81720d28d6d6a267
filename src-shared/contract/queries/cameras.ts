import { z } from 'zod';
import { cameraWatchers } from '../../domain/roles.ts';
import { cameraId, roomId } from '../ids.ts';
import { instant } from '../values.ts';
import type { CamerasOverview, GapView, RoomTimeline, SittingCoverage } from '../views/cameras.ts';
import { nothing, ofBatch, query } from './query.ts';

export const cameraQueries = {
  'cameras.overview': query(nothing, cameraWatchers).answering<CamerasOverview>(),
  /** Gaps of a batch's sittings, newest first. */
  'cameras.gaps': query(ofBatch, cameraWatchers).answering<readonly GapView[]>(),
  'cameras.coverage': query(ofBatch, cameraWatchers).answering<readonly SittingCoverage[]>(),
  /** At most 24 hours. */
  'cameras.timeline': query(
    z.strictObject({ roomId, from: instant, to: instant }),
    cameraWatchers,
  ).answering<RoomTimeline | null>(),
  /** Makers' patterns of addresses, for the form. */
  'cameras.makers': query(nothing, cameraWatchers).answering<
    readonly { readonly maker: string; readonly main: string; readonly sub: string }[]
  >(),
  'cameras.ofCamera': query(z.strictObject({ cameraId }), cameraWatchers).answering<
    readonly {
      readonly at: string;
      /** Type of the ledger row. */
      readonly what: string;
      /** Who; null: the site itself. */
      readonly by: string | null;
    }[]
  >(),
};
