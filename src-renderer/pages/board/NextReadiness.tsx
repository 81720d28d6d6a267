import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Block } from '../../parts/Page.tsx';
import { ReadinessList } from '../../parts/ReadinessList.tsx';

/** The readiness of the batch that the top bar names. */
export function NextReadiness() {
  const w = useWords('board');
  const common = useWords('common');
  const { batch } = useCurrentBatch();
  const detail = useQuestion(
    'batches.one',
    { batchId: batch?.batchId ?? ('' as never) },
    { enabled: batch !== null, keepLast: true },
  );
  if (!batch || !detail.data) return null;
  return (
    <Block title={w.readiness.title({ batch: batch.name })} flush>
      <ReadinessList lines={detail.data.readiness} label={common.batchStates[batch.state]} />
    </Block>
  );
}
