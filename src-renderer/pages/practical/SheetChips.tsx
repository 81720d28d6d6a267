import { useWords } from '../../app/language.tsx';
import { markText } from '../../parts/Mark.tsx';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { MatrixRow } from '#shared/contract/views/examDay.ts';
import styles from './matrix.module.css';
import { sheetTone } from './tones.ts';
import text from '../../parts/text.module.css';

/** The sheets of one kind of a candidate: state in shape, total once everyone has signed. */
export function SheetChips({ row, kind }: { readonly row: MatrixRow; readonly kind: SheetKind }) {
  const w = useWords('practical');
  return (
    <span className={styles.chips}>
      {row.sheets
        .filter((sheet) => sheet.kind === kind)
        .map((sheet) => (
          <span
            key={sheet.scorerId}
            className={styles.chip}
            title={`${sheet.scorerName} · ${w.stations.states[sheet.state]}`}
          >
            <ToneShape tone={sheetTone[sheet.state]} size={9} />
            {sheet.totalHundredths === null ? sheet.scorerName : markText(sheet.totalHundredths)}
            <span className={text.offScreen}>
              {sheet.scorerName} {w.stations.states[sheet.state]}
            </span>
          </span>
        ))}
    </span>
  );
}
