import { useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../Button.tsx';
import { saveDownload } from '../saveFile.ts';
import type { RosterCheck } from './useRosterCheck.ts';

/** Gives the roster back with the repairs in it, for the school that sent it. */
export function CorrectedCopyButton(props: { readonly check: RosterCheck; readonly primary?: boolean }) {
  const w = useWords('roster');
  const { check } = props;
  const copy = useAction('roster.correctedCopy');

  const take = async () => {
    if (check.uploadId === null) return;
    const answer = await copy.run({ uploadId: check.uploadId, ...check.choices });
    if (!answer.ok) return;
    const saved = await saveDownload(answer.value.downloadId, answer.value.fileName);
    if (saved) tell.done(w.correctedCopy.saved);
  };
  return (
    <Button
      {...(props.primary ? { kind: 'primary' as const } : {})}
      busy={copy.busy}
      disabled={check.phase !== 'ready'}
      onClick={() => void take()}
    >
      {w.correctedCopy.take}
    </Button>
  );
}
