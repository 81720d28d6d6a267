import { useCallback, useMemo, useState } from 'react';
import type { AccountView as Person } from '#shared/contract/views/site.ts';
import { office } from '#shared/domain/roles.ts';
import { useQuestion } from '../../app/api.tsx';
import { useMay, useMe } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import { AddPerson } from './AddPerson.tsx';
import { ChangePerson } from './ChangePerson.tsx';
import type { PersonChange } from './ChangePerson.tsx';
import text from '../../parts/text.module.css';
import styles from './system.module.css';

/** The people of the site with their roles; the chief adds, changes and disables them. */
export function People() {
  const w = useWords('system');
  const may = useMay(['chief']);
  const mayVouch = useMay(office);
  const people = useQuestion('site.people', {});
  const [adding, setAdding] = useState(false);
  const [change, setChange] = useState<{ readonly what: PersonChange; readonly person: Person } | null>(null);
  const onChange = useCallback((what: PersonChange, person: Person) => setChange({ what, person }), []);
  const columns = usePeopleColumns(may, mayVouch, onChange);
  return (
    <>
      {!may && <p className={text.soft}>{w.people.chiefOnly}</p>}
      <Answered question={people}>
        {(rows) => (
          <DataTable
            name={w.tabs.people}
            rows={rows}
            columns={columns}
            rowKey={(person) => person.userId}
            tools={
              may ? (
                <Button kind="primary" onClick={() => setAdding(true)}>
                  {w.people.add}
                </Button>
              ) : undefined
            }
          />
        )}
      </Answered>
      {adding && <AddPerson onClose={() => setAdding(false)} />}
      {change && <ChangePerson {...change} onClose={() => setChange(null)} />}
    </>
  );
}

function stateOf(person: Person): 'disabled' | 'unclaimed' | 'active' {
  return person.disabled ? 'disabled' : person.claimed ? 'active' : 'unclaimed';
}

const tones = { disabled: 'idle', unclaimed: 'warn', active: 'good' } as const;

function usePeopleColumns(
  may: boolean,
  mayVouch: boolean,
  onChange: (what: PersonChange, person: Person) => void,
): readonly Column<Person>[] {
  const w = useWords('system');
  const common = useWords('common');
  const me = useMe();
  return useMemo<readonly Column<Person>[]>(() => {
    const columns: readonly Column<Person>[] = [
      { key: 'name', title: w.people.name, text: (person) => person.displayName, width: 170 },
      { key: 'login', title: w.people.loginName, text: (person) => person.loginName, width: 150 },
      {
        key: 'roles',
        title: w.people.roles,
        text: (person) => common.list({ items: person.roles.map((role) => common.roles[role]) }),
      },
      {
        key: 'state',
        title: w.people.state,
        text: (person) => w.people[stateOf(person)],
        cell: (person) => <StateTag tone={tones[stateOf(person)]}>{w.people[stateOf(person)]}</StateTag>,
        choices: true,
        width: 130,
      },
      {
        key: 'madeBy',
        title: w.people.madeBy,
        text: (person) => person.madeBy ?? w.people.founding,
        width: 110,
      },
      {
        key: 'vouchedBy',
        title: w.people.vouchedBy,
        text: (person) => person.vouchedBy ?? '',
        width: 110,
      },
    ];
    if (!may && !mayVouch) return columns;
    return [
      ...columns,
      {
        key: 'actions',
        title: w.people.actions,
        text: () => null,
        screenOnly: true,
        width: 360,
        cell: (person) =>
          person.disabled ? (
            may && (
              <Button size="small" onClick={() => onChange('enable', person)}>
                {w.people.enable}
              </Button>
            )
          ) : (
            <span className={styles.personActions}>
              {mayVouch && person.claimed && person.userId !== me.userId && (
                <Button size="small" onClick={() => onChange('vouch', person)}>
                  {w.people.vouch}
                </Button>
              )}
              {may && (
                <Button size="small" onClick={() => onChange('roles', person)}>
                  {w.people.change}
                </Button>
              )}
              {may && (
                <Button size="small" onClick={() => onChange('password', person)}>
                  {w.people.setPassword}
                </Button>
              )}
              {may && person.userId !== me.userId && (
                <Button size="small" kind="danger" quiet onClick={() => onChange('disable', person)}>
                  {w.people.disable}
                </Button>
              )}
            </span>
          ),
      },
    ];
  }, [w, common, may, mayVouch, me.userId, onChange]);
}
