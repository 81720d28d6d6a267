import type { ReactNode } from 'react';
import { useWords } from '../../app/language.tsx';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import styles from './sheet.module.css';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly sheet: SheetView;
  readonly children?: ReactNode;
  onLeave(): void;
}

/** Whose sheet it is; a workpiece code where the name is hidden. */
export function SheetHead({ sheet, children, onLeave }: Props) {
  const w = useWords('practical');
  const common = useWords('common');
  return (
    <header className={styles.head}>
      <Button size="touch" onClick={onLeave}>
        ← {w.sheet.back}
      </Button>
      <div className={styles.headWho}>
        <h1>{sheet.name ?? sheet.workpieceCode ?? w.stations.noWorkpiece}</h1>
        <p className={text.soft}>
          {common.sheetKinds[sheet.kind]} · {sheet.occupationLevel.name}{' '}
          {common.levels[sheet.occupationLevel.level]}
          {sheet.name !== null && sheet.ticketNumber !== null && ` · ${sheet.ticketNumber}`}
        </p>
      </div>
      {children}
    </header>
  );
}
