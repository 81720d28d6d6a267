import { office } from '#shared/domain/roles.ts';
import { Segmented } from 'antd';
import { useSearchParams } from 'react-router';
import { useMay } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Page } from '../../parts/Page.tsx';
import { About } from './About.tsx';
import { Calendar } from './Calendar.tsx';
import { Centre } from './Centre.tsx';
import { IdleLock } from './IdleLock.tsx';
import { People } from './People.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

const allTabs = ['people', 'centre', 'calendar', 'recovery', 'about'] as const;
type Tab = (typeof allTabs)[number];

/** 系统设置: people and roles, the centre, the calendar, the recovery sheet, about. */
export function SystemPage() {
  const w = useWords('system');
  const [search, setSearch] = useSearchParams();
  const mayOffice = useMay(office);
  const tabs: readonly Tab[] = mayOffice ? allTabs : ['people', 'calendar', 'about'];
  const tab = tabs.find((one) => one === search.get('tab')) ?? 'people';
  return (
    <Page
      title={w.title}
      actions={
        <Segmented<Tab>
          aria-label={w.title}
          value={tab}
          onChange={(next) => setSearch({ tab: next })}
          options={tabs.map((value) => ({ value, label: w.tabs[value] }))}
        />
      }
    >
      {tab === 'people' && (
        <>
          <People />
          <IdleLock />
        </>
      )}
      {tab === 'centre' && <Centre />}
      {tab === 'calendar' && <Calendar />}
      {tab === 'recovery' && <RecoverySheet />}
      {tab === 'about' && <About />}
    </Page>
  );
}
