import {
  AuditOutlined,
  BarChartOutlined,
  CalculatorOutlined,
  DashboardOutlined,
  FileProtectOutlined,
  FormOutlined,
  LinkOutlined,
  ProfileOutlined,
  ScanOutlined,
  SettingOutlined,
  TableOutlined,
} from '@ant-design/icons';
import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { NavLink } from 'react-router';
import { menu } from './menu.ts';
import type { MenuEntry } from './menu.ts';
import { useMe } from './session.tsx';
import styles from './SideMenu.module.css';
import { useWords } from './language.tsx';

const icons: Readonly<Record<MenuEntry['key'], ReactNode>> = {
  board: <DashboardOutlined />,
  batches: <ProfileOutlined />,
  candidates: <AuditOutlined />,
  arrangement: <TableOutlined />,
  checkin: <ScanOutlined />,
  theory: <FormOutlined />,
  practical: <CalculatorOutlined />,
  results: <BarChartOutlined />,
  reports: <FileProtectOutlined />,
  ledger: <LinkOutlined />,
  system: <SettingOutlined />,
};

/** The left menu: the entries that the roles of the one who is signed in allow. */
export function SideMenu() {
  const w = useWords('app');
  const me = useMe();
  const entries = menu.filter((entry) => entry.roles.some((role) => me.roles.includes(role)));
  return (
    <nav className={styles.menu} aria-label={w.menu.label}>
      {entries.map((entry, at) => (
        <Fragment key={entry.key}>
          {entry.ruled && at > 0 && <hr />}
          <NavLink to={`/${entry.key}`}>
            <span aria-hidden="true">{icons[entry.key]}</span>
            {w.menu[entry.key]}
          </NavLink>
        </Fragment>
      ))}
    </nav>
  );
}
