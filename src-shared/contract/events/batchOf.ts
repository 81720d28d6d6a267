/**
 * First parts of the types of events that concern no batch: keys, accounts, rooms, equipment, desks, restores, clock and checkpoints. They travel in
 * the package of every batch.
 */
const withoutBatch: ReadonlySet<string> = new Set([
  'site',
  'institution',
  'centre',
  'user',
  'room',
  'equipment',
  'desk',
  'clock',
  'checkpoint',
  'ledger',
]);

/**
 * Whether a row of this type names a batch in its header: `always`, `never`, or `byContent` (an approval takes the batch of what
 * it asks for).
 */
export function namesBatch(type: string): 'always' | 'never' | 'byContent' {
  const [first = ''] = type.split('.', 1);
  if (first === 'approval') return 'byContent';
  return withoutBatch.has(first) ? 'never' : 'always';
}
