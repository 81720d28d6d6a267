import type { CameraId } from '#shared/contract/ids.ts';
import { makerAddresses } from '#shared/domain/cameraAddress.ts';
import { personNames } from '../access/queries.ts';
import type { Answers } from '../api/answers.ts';
import { readHeader } from '../ledger/rows.ts';
import type { Store } from '../store/openDatabase.ts';
import { readChains } from '../store/recordingChains.ts';
import { coverageOfBatch } from './coverageViews.ts';
import { roomTimeline } from './timeline.ts';
import { gapViews, overview } from './views.ts';

/** The cameras' share of the API. */
export const cameraAnswers = {
  'cameras.overview': (context) => overview(context),
  'cameras.gaps': (context, { batchId }) => gapViews(context, batchId),
  'cameras.coverage': ({ store, dir, at }, { batchId }) => {
    const chains = readChains(dir);
    try {
      return coverageOfBatch(store, chains, batchId, at);
    } finally {
      chains.close();
    }
  },
  'cameras.timeline': (context, input) => roomTimeline(context, input),
  'cameras.makers': () => makerAddresses,
  'cameras.ofCamera': ({ store }, { cameraId }) => rowsOfCamera(store, cameraId),
} satisfies Answers;

/** Rows that the list of one camera shows at most; the ledger page has all of them. */
const mostRows = 200;

/** What happened to a camera, the newest first: that it did, and who; what a row says is asked of the ledger page. Anchors are left out. */
function rowsOfCamera(store: Store, cameraId: CameraId) {
  const nameOf = personNames(store);
  return store
    .hot<{ readonly header: string; readonly type: string }>(
      `SELECT r.header AS header, r.type AS type FROM ledger_subjects s JOIN ledger_rows r ON r.seq = s.seq
      WHERE s.subject = ? AND r.type <> 'recording.anchored' ORDER BY s.seq DESC LIMIT ?`,
    )
    .all(cameraId, mostRows)
    .map(({ header, type }) => {
      const { at, actor } = readHeader(header);
      return { at, what: type, by: actor === 'system' ? null : nameOf(actor) };
    });
}
