import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import type { ArrangementView } from '#shared/contract/views/preparation.ts';
import { managers } from '#shared/domain/roles.ts';
import { useCurrentBatch } from '../../app/currentBatch.tsx';
import { useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { NoBatch } from '../../parts/NoBatch.tsx';
import { Page } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { Badges } from './Badges.tsx';
import { Rooms } from './Rooms.tsx';
import { SeatingForm } from './SeatingForm.tsx';
import { Sittings } from './Sittings.tsx';
import { Tickets } from './Tickets.tsx';

const tabs = ['sittings', 'seat', 'rooms', 'tickets', 'badges'] as const;
type Tab = (typeof tabs)[number];

/** 考场编排: sittings with their seat plans and staff, automatic seating, rooms. */
export function ArrangementPage() {
  const w = useWords('arrangement');
  const { batch, loading } = useCurrentBatch();
  const [search, setSearch] = useSearchParams();
  const may = useMay(managers);
  const wanted = search.get('tab');
  const tab: Tab = (may ? tabs.find((one) => one === wanted) : undefined) ?? 'sittings';
  const view = useQuestion(
    'arrangement.view',
    { batchId: batch?.batchId ?? ('' as never) },
    { enabled: batch !== null },
  );
  if (!batch) return loading ? null : <NoBatch />;
  const show = (next: Tab) => setSearch({ tab: next });
  return (
    <Page
      title={w.title}
      sub={w.sub({ batch: batch.name, count: batch.enrolments })}
      fill={tab === 'sittings'}
      actions={
        may ? (
          <Segmented<Tab>
            aria-label={w.title}
            value={tab}
            onChange={show}
            options={tabs.map((value) => ({
              value,
              label: w.tabs[value],
            }))}
          />
        ) : undefined
      }
    >
      <Answered question={view}>
        {(arrangement) =>
          arrangement === null ? (
            <NoBatch />
          ) : (
            <>
              <Unseated arrangement={arrangement} />
              {tab === 'sittings' && <Sittings arrangement={arrangement} onShow={show} />}
              {tab === 'seat' && (
                <SeatingForm batch={batch} arrangement={arrangement} onDone={() => show('sittings')} />
              )}
              {tab === 'rooms' && <Rooms />}
              {tab === 'tickets' && <Tickets batch={batch} />}
              {tab === 'badges' && <Badges batch={batch} />}
            </>
          )
        }
      </Answered>
    </Page>
  );
}

function Unseated({ arrangement }: { readonly arrangement: ArrangementView }) {
  const w = useWords('arrangement');
  if (arrangement.enrolments === 0) return null;
  const { theory, practical } = arrangement.unseated;
  return theory + practical === 0 ? (
    <StateTag tone="good">{w.allSeated}</StateTag>
  ) : (
    <StateTag tone="warn">{w.unseated({ theory, practical })}</StateTag>
  );
}
