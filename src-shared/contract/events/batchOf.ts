/**
 * First parts of the types of events that concern no batch: keys, accounts, rooms, cameras, equipment, desks, restores, clock and checkpoints. They
 * travel in the package of every batch.
 */
const withoutBatch: ReadonlySet<string> = new Set([
  'site',
  'institution',
  'centre',
  'user',
  'room',
  'equipment',
  'camera',
  'desk',
  'clock',
  'checkpoint',
  'ledger',
]);

/**
 * Of recordings, what concerns the site as such. An anchor speaks of a camera's whole chain, whatever batches sat before it: with the
 * anchors in every package, the receiver can draw the `video` line of each checkpoint again.
 */
const ofSite: ReadonlySet<string> = new Set([
  'recording.folderSet',
  'recording.startedByHand',
  'recording.stoppedByHand',
  'recording.anchored',
  'recording.alarmNoted',
  'recording.watched',
]);

/**
 * Whether a row of this type names a batch in its header: `always`, `never`, or `byContent` (an approval takes the batch of what
 * it asks for).
 */
export function namesBatch(type: string): 'always' | 'never' | 'byContent' {
  const [first = ''] = type.split('.', 1);
  if (first === 'approval') return 'byContent';
  return withoutBatch.has(first) || ofSite.has(type) ? 'never' : 'always';
}
