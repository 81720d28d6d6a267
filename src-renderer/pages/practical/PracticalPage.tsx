import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { enrolmentId, userId } from '#shared/contract/ids.ts';
import { sheetKind } from '#shared/contract/commands/practical.ts';
import { matrixReaders, stationRoles } from '#shared/domain/roles.ts';
import { Matrix } from './Matrix.tsx';
import { SheetScreen } from './SheetScreen.tsx';
import { StationList } from './StationList.tsx';

/** 实操评分: one's own sheets on the tablet, the overview for the lead. The address keeps the open sheet over a reload. */
export function PracticalPage() {
  const w = useWords('practical');
  const [address, setAddress] = useSearchParams();
  const mayMark = useMay(stationRoles);
  const mayOversee = useMay(matrixReaders);
  const enrolment = enrolmentId.safeParse(address.get('candidate'));
  const kind = sheetKind.safeParse(address.get('sheet'));
  const scorer = userId.safeParse(address.get('scorer'));

  if (enrolment.success && kind.success && scorer.success) {
    const leave = () => setAddress(address.get('view') ? { view: address.get('view') ?? '' } : {});
    return (
      <SheetScreen
        key={`${enrolment.data}.${kind.data}.${scorer.data}`}
        enrolmentId={enrolment.data}
        kind={kind.data}
        scorerId={scorer.data}
        onLeave={leave}
      />
    );
  }
  const view = !mayMark || (mayOversee && address.get('view') === 'matrix') ? 'matrix' : 'stations';
  const choice = mayMark && mayOversee && (
    <Segmented
      aria-label={w.title}
      value={view}
      onChange={(next) => setAddress({ view: next })}
      options={[
        { value: 'stations', label: w.views.stations },
        { value: 'matrix', label: w.views.matrix },
      ]}
    />
  );
  return view === 'matrix' ? (
    <Matrix choice={choice} />
  ) : (
    <StationList
      choice={choice}
      onOpen={(sheet) =>
        setAddress({ candidate: sheet.enrolmentId, sheet: sheet.kind, scorer: sheet.scorerId })
      }
    />
  );
}
