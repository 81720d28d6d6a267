import { useSearchParams } from 'react-router';
import { useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { sittingId as sittingIdSchema } from '#shared/contract/ids.ts';
import { Button } from '../../parts/Button.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { RefusalNotice } from '../../parts/RefusalNotice.tsx';
import { DeskView } from './DeskView.tsx';
import { SittingPicker } from './SittingPicker.tsx';
import { WaitingLine } from '../../parts/WaitingLine.tsx';

/** 入场核验: pick the sitting of this door, then scan. The address keeps the sitting, so a reload goes on where it stood. */
export function CheckinPage() {
  const w = useWords('checkin');
  const [address, setAddress] = useSearchParams();
  const named = sittingIdSchema.safeParse(address.get('sitting'));
  const sittings = useQuestion('checkin.sittings', {});

  if (!named.success) {
    return <SittingPicker sittings={sittings} onPick={(sittingId) => setAddress({ sitting: sittingId })} />;
  }
  return <Desk sittingId={named.data} waiting={w.looking} onLeave={() => setAddress({})} />;
}

function Desk(props: {
  readonly sittingId: Parameters<typeof DeskView>[0]['desk']['sitting']['sittingId'];
  readonly waiting: string;
  onLeave(): void;
}) {
  const desk = useQuestion('checkin.desk', { sittingId: props.sittingId }, { keepLast: true });
  if (desk.data) return <DeskView key={props.sittingId} desk={desk.data} onLeave={props.onLeave} />;
  if (desk.error) return <RefusalNotice refusal={desk.error.refusal} />;
  if (desk.data === null) return <Gone onLeave={props.onLeave} />;
  return <WaitingLine>{props.waiting}</WaitingLine>;
}

function Gone({ onLeave }: { onLeave(): void }) {
  const w = useWords('checkin');
  return <EmptyState alone title={w.noSittings} actions={<Button onClick={onLeave}>{w.back}</Button>} />;
}
