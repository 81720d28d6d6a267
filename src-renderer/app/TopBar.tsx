import { DownOutlined } from '@ant-design/icons';
import { Badge, Button, Dropdown, Select } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import type { BatchId } from '#shared/contract/ids.ts';
import { descriptionOf, languageAfter } from '#shared/words/words.ts';
import { ApprovalsDrawer } from './ApprovalsDrawer.tsx';
import { useCurrentBatch } from './currentBatch.tsx';
import { useAction, useQuestion } from './api.tsx';
import { OwnPassword } from './OwnPassword.tsx';
import { useMe, useSite } from './session.tsx';
import { useLanguage, useWords } from './language.tsx';

/** The bar at the top: institution, batch, what waits for a second person, language, person. */
export function TopBar() {
  const w = useWords('app');
  const site = useSite();
  const { language, setLanguage } = useLanguage();
  const next = languageAfter(language);
  const { pathname } = useLocation();
  return (
    <header className="top-bar">
      <a className="frame-skip" href={`#${pathname}`} onClick={focusMain}>
        {w.skip}
      </a>
      <span className="seal" aria-hidden="true">
        考
      </span>
      <span className="top-bar-institution" title={site.institutionCode ?? ''}>
        {site.institutionName}
      </span>
      {site.demo && <span className="top-bar-demo">{w.demo}</span>}
      <span className="top-bar-space" />
      <BatchChoice />
      <Approvals />
      <Button type="text" onClick={() => setLanguage(next)}>
        {descriptionOf(next).name}
      </Button>
      <PersonMenu />
    </header>
  );
}

function BatchChoice() {
  const w = useWords('app');
  const common = useWords('common');
  const { batch, batches, choose } = useCurrentBatch();
  if (batches.length === 0) return null;
  return (
    <Select<BatchId>
      aria-label={w.batch}
      style={{ width: 350 }}
      value={batch?.batchId ?? null}
      placeholder={w.noBatch}
      onChange={choose}
      options={batches.map((one) => ({
        value: one.batchId,
        label: `${one.name} · ${common.batchStates[one.state]}`,
        title: one.batchNo,
      }))}
    />
  );
}

function Approvals() {
  const w = useWords('app');
  const [open, setOpen] = useState(false);
  const approvals = useQuestion('site.approvals', {});
  const count = approvals.data?.length ?? 0;
  return (
    <>
      <Badge count={count} size="small" offset={[-6, 6]}>
        <Button type="text" onClick={() => setOpen(true)}>
          {w.toConfirm}
          <span className="off-screen">{count}</span>
        </Button>
      </Badge>
      <ApprovalsDrawer open={open} approvals={approvals.data ?? []} onClose={() => setOpen(false)} />
    </>
  );
}

function PersonMenu() {
  const w = useWords('app');
  const common = useWords('common');
  const me = useMe();
  const site = useSite();
  const signOut = useAction('access.signOut');
  const leaveDemo = useAction('site.leaveDemo');
  const [changing, setChanging] = useState(false);
  return (
    <>
      {changing && <OwnPassword onClose={() => setChanging(false)} />}
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            {
              key: 'roles',
              disabled: true,
              label: common.list({ items: me.roles.map((role) => common.roles[role]) }),
            },
            { type: 'divider' },
            { key: 'password', label: w.ownPassword.title, onClick: () => setChanging(true) },
            { key: 'signOut', label: w.signOut, onClick: () => void signOut.run({}) },
            ...(site.demo
              ? [{ key: 'leaveDemo', label: w.leaveDemo, onClick: () => void leaveDemo.run({}) }]
              : []),
          ],
        }}
      >
        <Button
          type="text"
          icon={<DownOutlined aria-hidden="true" style={{ fontSize: 10 }} />}
          iconPlacement="end"
        >
          <span style={{ overflow: 'hidden', maxWidth: 160, textOverflow: 'ellipsis' }}>
            {me.displayName}
          </span>
        </Button>
      </Dropdown>
    </>
  );
}

function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
