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
  VideoCameraOutlined,
  WarningOutlined,
} from '@ant-design/icons';
import { lazy } from 'react';
import type { ComponentType } from 'react';
import type { MenuEntry } from './menu.ts';

/** What stands behind an entry of the menu: its picture, and its page, which is fetched when it is opened. */
interface PageEntry {
  readonly icon: ComponentType;
  readonly page: ComponentType;
}

export const pages: Readonly<Record<MenuEntry['key'], PageEntry>> = {
  board: {
    icon: DashboardOutlined,
    page: lazy(async () => ({ default: (await import('../pages/board/BoardPage.tsx')).BoardPage })),
  },
  batches: {
    icon: ProfileOutlined,
    page: lazy(async () => ({ default: (await import('../pages/batches/BatchesPage.tsx')).BatchesPage })),
  },
  candidates: {
    icon: AuditOutlined,
    page: lazy(async () => ({
      default: (await import('../pages/candidates/CandidatesPage.tsx')).CandidatesPage,
    })),
  },
  arrangement: {
    icon: TableOutlined,
    page: lazy(async () => ({
      default: (await import('../pages/arrangement/ArrangementPage.tsx')).ArrangementPage,
    })),
  },
  checkin: {
    icon: ScanOutlined,
    page: lazy(async () => ({ default: (await import('../pages/checkin/CheckinPage.tsx')).CheckinPage })),
  },
  theory: {
    icon: FormOutlined,
    page: lazy(async () => ({ default: (await import('../pages/theory/TheoryPage.tsx')).TheoryPage })),
  },
  practical: {
    icon: CalculatorOutlined,
    page: lazy(async () => ({
      default: (await import('../pages/practical/PracticalPage.tsx')).PracticalPage,
    })),
  },
  results: {
    icon: BarChartOutlined,
    page: lazy(async () => ({ default: (await import('../pages/results/ResultsPage.tsx')).ResultsPage })),
  },
  cameras: {
    icon: VideoCameraOutlined,
    page: lazy(async () => ({ default: (await import('../pages/cameras/CamerasPage.tsx')).CamerasPage })),
  },
  incidents: {
    icon: WarningOutlined,
    page: lazy(async () => ({
      default: (await import('../pages/incidents/IncidentsPage.tsx')).IncidentsPage,
    })),
  },
  reports: {
    icon: FileProtectOutlined,
    page: lazy(async () => ({ default: (await import('../pages/reports/ReportsPage.tsx')).ReportsPage })),
  },
  ledger: {
    icon: LinkOutlined,
    page: lazy(async () => ({ default: (await import('../pages/ledger/LedgerPage.tsx')).LedgerPage })),
  },
  system: {
    icon: SettingOutlined,
    page: lazy(async () => ({ default: (await import('../pages/system/SystemPage.tsx')).SystemPage })),
  },
};
