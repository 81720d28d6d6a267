import { useWords } from '../../app/language.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { StationCandidate } from '#shared/contract/views/examDay.ts';
import styles from './stations.module.css';
import { sheetTone } from './tones.ts';
import text from '../../parts/text.module.css';

interface Props {
  readonly candidate: StationCandidate;
  onOpen(kind: SheetKind): void;
}

/** One candidate with one's own sheets; without a name where the rules hide it. */
export function StationCard({ candidate, onOpen }: Props) {
  const w = useWords('practical');
  const common = useWords('common');
  const title = candidate.name ?? candidate.workpieceCode ?? w.stations.noWorkpiece;
  return (
    <li className={styles.cardBox}>
      <div className={styles.cardTop}>
        <span className={styles.cardSeat}>{candidate.seatNo}</span>
        <span className={styles.cardWho}>
          <strong>{title}</strong>
          <span className={text.soft}>
            {candidate.name === null ? w.stations.workpiece : candidate.ticketNumber}
            {!candidate.checkedIn && <em className={styles.notIn}>{w.stations.notIn}</em>}
          </span>
        </span>
      </div>
      <div className={styles.cardSheets}>
        {candidate.sheets.map((sheet) => (
          <button
            key={sheet.kind}
            type="button"
            className={styles.sheetButton}
            title={candidate.checkedIn ? undefined : w.stations.notInHint}
            onClick={() => onOpen(sheet.kind)}
          >
            <span>{common.sheetKinds[sheet.kind]}</span>
            <StateTag tone={sheetTone[sheet.state]}>
              {sheet.state === 'started'
                ? w.stations.progress({ marked: sheet.marked, items: sheet.items })
                : w.stations.states[sheet.state]}
            </StateTag>
          </button>
        ))}
      </div>
    </li>
  );
}
