import { useQuestion } from '../../app/api.tsx';
import { useMe } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import styles from './sheet.module.css';
import { SheetEditor } from './SheetEditor.tsx';
import { SheetReader } from './SheetReader.tsx';
import type { SheetName } from './StationList.tsx';
import { WaitingLine } from '../../parts/WaitingLine.tsx';

interface Props extends SheetName {
  onLeave(): void;
}

/** One sheet over the whole window (but the foot line): to mark while it is open and one's own, to read otherwise. */
export function SheetScreen({ enrolmentId, kind, scorerId, onLeave }: Props) {
  const w = useWords('practical');
  const me = useMe();
  const sheet = useQuestion('practical.sheet', { enrolmentId, kind, scorerId }, { keepLast: true });
  const view = sheet.data;
  const open = view && view.scorerId === me.userId && (view.state === 'empty' || view.state === 'started');
  return (
    <div className={styles.screen}>
      {!view && (
        <div className={styles.screenEmpty}>
          {sheet.error ? (
            <RefusalNotice refusal={sheet.error.refusal} />
          ) : view === null ? (
            <EmptyState title={w.sheet.gone}>{w.sheet.goneHint}</EmptyState>
          ) : (
            <WaitingLine>{w.sheet.loading}</WaitingLine>
          )}
          <Button size="touch" onClick={onLeave}>
            ← {w.sheet.back}
          </Button>
        </div>
      )}
      {view &&
        (open ? (
          <SheetEditor sheet={view} onLeave={onLeave} />
        ) : (
          <SheetReader sheet={view} onLeave={onLeave} />
        ))}
    </div>
  );
}
