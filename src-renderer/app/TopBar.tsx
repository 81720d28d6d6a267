import { CheckOutlined, DownOutlined } from '@ant-design/icons';
import { Badge, Dropdown, Select } from 'antd';
import { useState } from 'react';
import { useLocation } from 'react-router';
import type { BatchId } from '#shared/contract/ids.ts';
import { descriptionOf, languageAfter } from '#shared/words/words.ts';
import { Button } from '../parts/Button.tsx';
import { classes } from '../parts/classes.ts';
import { Seal } from '../parts/Seal.tsx';
import text from '../parts/text.module.css';
import { ApprovalsDrawer } from './ApprovalsDrawer.tsx';
import { useCurrentBatch } from './currentBatch.tsx';
import { useAction, useQuestion } from './api.tsx';
import { chooseLooks, looksChoices, useLooksChoice } from './looks.ts';
import { OwnPassword } from './OwnPassword.tsx';
import { useMe, useSite } from './session.tsx';
import { useLanguage, useWords } from './language.tsx';
import styles from './TopBar.module.css';

/** The bar at the top: institution, batch, what waits for a second person, language, person. */
export function TopBar() {
  const w = useWords('app');
  const site = useSite();
  const { language, setLanguage } = useLanguage();
  const next = languageAfter(language);
  const { pathname } = useLocation();
  return (
    <header className={styles.bar}>
      <a className={styles.skip} href={`#${pathname}`} onClick={focusMain}>
        {w.skip}
      </a>
      <Seal />
      <span className={styles.institution} title={site.institutionCode ?? ''}>
        {site.institutionName}
      </span>
      {site.demo && <span className={styles.demo}>{w.demo}</span>}
      <span className={styles.space} />
      <BatchChoice />
      <Approvals />
      <Button quiet onClick={() => setLanguage(next)}>
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
      className={classes(styles.batch)}
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
        <Button quiet onClick={() => setOpen(true)}>
          {w.toConfirm}
          <span className={text.offScreen}>{count}</span>
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
  const lock = useAction('access.lock');
  const leaveDemo = useAction('site.leaveDemo');
  const [changing, setChanging] = useState(false);
  const looks = useLooksChoice();
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
            {
              key: 'looks',
              label: w.looks.title,
              children: looksChoices.map((choice) => ({
                key: `looks-${choice}`,
                label: w.looks[choice],
                icon: choice === looks ? <CheckOutlined aria-hidden="true" /> : <span />,
                onClick: () => chooseLooks(choice),
              })),
            },
            { key: 'password', label: w.ownPassword.title, onClick: () => setChanging(true) },
            ...(site.demo ? [] : [{ key: 'lock', label: w.lockNow, onClick: () => void lock.run({}) }]),
            { key: 'signOut', label: w.signOut, onClick: () => void signOut.run({}) },
            ...(site.demo
              ? [{ key: 'leaveDemo', label: w.leaveDemo, onClick: () => void leaveDemo.run({}) }]
              : []),
          ],
        }}
      >
        <Button quiet>
          <span className={styles.person}>{me.displayName}</span>
          <DownOutlined aria-hidden="true" className={classes(styles.opens)} />
        </Button>
      </Dropdown>
    </>
  );
}

function focusMain(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('main')?.focus();
}
