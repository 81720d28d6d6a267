import { Input, Select } from 'antd';
import { useState } from 'react';
import type { Duty } from '#shared/domain/duties.ts';
import type { UserId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { rolesForDuty } from '#shared/domain/duties.ts';
import { managers } from '#shared/domain/roles.ts';
import { isOver } from '#shared/domain/sittingTimes.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { SearchSelect } from '../../parts/SearchSelect.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './arrangement.module.css';

const dutiesOf = {
  theory: ['invigilator', 'supervisor'],
  practical: ['invigilator', 'leadExaminer', 'examiner', 'measurer', 'supervisor'],
} as const satisfies Readonly<Record<SittingView['subject'], readonly Duty[]>>;

/** Who works in a sitting; assigning and releasing. The core checks ratio, recusal and clashes and says why not. */
export function Staff({ sitting }: { readonly sitting: SittingView }) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const may = useMay(managers) && !isOver(sitting.state);
  const release = useCommand('staff.release');
  const { sittingId } = sitting;
  const assigned = sitting.staff.filter((one) => one.duty === 'invigilator').length;
  const duties: readonly Duty[] = dutiesOf[sitting.subject];

  const onRelease = async (userId: UserId, duty: Duty) => {
    const answer = await release.submit({ sittingId, userId, duty });
    if (answer.ok) tell.done(w.staff.released);
  };
  return (
    <section className={styles.staff} aria-label={w.staff.title}>
      <h3>{w.staff.title}</h3>
      {assigned < sitting.invigilatorsNeeded ? (
        <StateTag wrap tone="bad">
          {w.staff.needed({ needed: sitting.invigilatorsNeeded, assigned })}
        </StateTag>
      ) : (
        sitting.invigilatorsNeeded > 0 && (
          <StateTag wrap tone="good">
            {w.staff.enough}
          </StateTag>
        )
      )}
      {sitting.staff.length === 0 && <p className={text.soft}>{w.staff.none}</p>}
      <ul>
        {duties.flatMap((duty) =>
          sitting.staff
            .filter((one) => one.duty === duty)
            .map((one) => (
              <li key={`${duty} ${one.userId}`}>
                <span className={text.soft}>{common.duties[duty]}</span>
                <span>{one.displayName}</span>
                {may && (
                  <Button
                    icon
                    quiet
                    size="small"
                    aria-label={w.staff.release({ name: one.displayName })}
                    onClick={() => void onRelease(one.userId, duty)}
                  >
                    ×
                  </Button>
                )}
              </li>
            )),
        )}
      </ul>
      {may && <AssignForm sitting={sitting} duties={duties} />}
    </section>
  );
}

function AssignForm(props: { readonly sitting: SittingView; readonly duties: readonly Duty[] }) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const { sitting } = props;
  const people = useQuestion('site.people', {});
  const assign = useCommand('staff.assign');
  const [duty, setDuty] = useState<Duty>('invigilator');
  const [userId, setUserId] = useState<UserId | null>(null);
  const [reason, setReason] = useState('');
  const fit = (people.data ?? []).filter(
    (person) =>
      !person.disabled &&
      rolesForDuty[duty].some((role) => person.roles.includes(role)) &&
      !sitting.staff.some((one) => one.userId === person.userId && one.duty === duty),
  );
  const onAssign = async () => {
    if (userId === null) return;
    const answer = await assign.submit({
      sittingId: sitting.sittingId,
      userId,
      duty,
      reason: reason.trim() === '' ? null : reason.trim(),
    });
    if (!answer.ok) return;
    tell.done(w.staff.assigned);
    setUserId(null);
    setReason('');
  };
  return (
    <div className={styles.staffForm}>
      <Select<Duty>
        aria-label={w.staff.duty}
        value={duty}
        onChange={(next) => {
          setDuty(next);
          setUserId(null);
        }}
        options={props.duties.map((value) => ({ value, label: common.duties[value] }))}
      />
      <SearchSelect<UserId>
        aria-label={w.staff.person}
        value={userId}
        placeholder={w.staff.choosePerson}
        notFoundContent={w.staff.nobody}
        onChange={setUserId}
        options={fit.map((person) => ({ value: person.userId, label: person.displayName }))}
      />
      <Input
        aria-label={w.staff.reason}
        placeholder={w.staff.reasonHint}
        maxLength={lengths.note}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button kind="primary" disabled={userId === null} busy={assign.busy} onClick={() => void onAssign()}>
        {w.staff.assign}
      </Button>
    </div>
  );
}
