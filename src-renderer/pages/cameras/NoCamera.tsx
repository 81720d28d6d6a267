import { cameraKeepers } from '#shared/domain/roles.ts';
import { useWords } from '../../app/language.tsx';
import { useMay } from '../../app/session.tsx';
import { ButtonLink } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';

/** No camera is registered: what to do, also where the school's own recorder watches the rooms. */
export function NoCamera() {
  const w = useWords('cameraPages');
  const may = useMay(cameraKeepers);
  return (
    <EmptyState
      title={w.none.title}
      actions={
        may ? (
          <ButtonLink kind="primary" to="/cameras?tab=list&add=1">
            {w.list.add}
          </ButtonLink>
        ) : undefined
      }
    >
      {may ? w.none.text : w.none.textOthers} {w.none.schoolRecorder}
    </EmptyState>
  );
}
