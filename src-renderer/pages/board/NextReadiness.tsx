import { commonWords } from '../../app/commonWords.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { fill, useWords } from '../../app/words.tsx';
import { Block } from '../../parts/Page.tsx';
import { ReadinessList } from '../../parts/ReadinessList.tsx';
import { words } from './words.ts';

/** The readiness of the batch that the top bar names. */
export function NextReadiness() {
  const w = useWords(words);
  const common = useWords(commonWords);
  const { batch } = useCurrentBatch();
  const detail = useQuestion(
    'batches.one',
    { batchId: batch?.batchId ?? ('' as never) },
    { enabled: batch !== null, keepLast: true },
  );
  if (!batch || !detail.data) return null;
  return (
    <Block title={fill(w.readiness.title, { batch: batch.name })} flush>
      <ReadinessList lines={detail.data.readiness} label={common.batchStates[batch.state]} />
    </Block>
  );
}
