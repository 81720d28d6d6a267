import { Modal } from 'antd';
import { useState } from 'react';
import { useCommand } from '../../app/api.tsx';
import { useMay, useMe } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { formatScore } from '#shared/domain/score.ts';
import type { SheetView } from '#shared/contract/views/examDay.ts';
import { stationRoles } from '#shared/domain/roles.ts';
import { ItemList } from './ItemList.tsx';
import { shownMarks } from './markQueue.ts';
import styles from './sheet.module.css';
import { SheetHead } from './SheetHead.tsx';
import { sumSheet } from './sheetSums.ts';
import { Button } from '../../parts/Button.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly sheet: SheetView;
  onLeave(): void;
}

/** A sheet to read: signed, or another's. Measurements of another may be verified here. */
export function SheetReader({ sheet, onLeave }: Props) {
  const w = useWords('practical');
  const me = useMe();
  const mayVerify = useMay(stationRoles);
  const marks = shownMarks(sheet.marks, {});
  const sum = sumSheet(sheet.modules, marks);
  const verifies =
    mayVerify && sheet.kind === 'measure' && sheet.state === 'signed' && sheet.scorerId !== me.userId;
  return (
    <>
      <SheetHead sheet={sheet} onLeave={onLeave}>
        <div className={styles.total}>
          <span className={text.soft}>
            {w.sheet.total} · {w.sheet.marked({ marked: sum.marked, items: sum.items })}
          </span>
          <strong>
            {formatScore(sum.givenHundredths)}
            <small> / {formatScore(sum.fullHundredths)}</small>
          </strong>
        </div>
        {verifies && <VerifyButton sheet={sheet} count={sum.marked} onVerified={onLeave} />}
      </SheetHead>
      <p className={styles.readerLine}>
        {verifies
          ? w.sheet.verifyHint({ by: sheet.scorerName })
          : [
              sheet.scorerName,
              sheet.signedAt && w.sheet.readOnly({ at: dayTimeOf(sheet.signedAt) }),
              sheet.verifiedBy && w.sheet.verifiedBy({ by: sheet.verifiedBy }),
            ]
              .filter(Boolean)
              .join(' · ')}
      </p>
      <div className={styles.reader}>
        <ItemList modules={sheet.modules} marks={marks} sum={sum} selected={undefined} />
      </div>
    </>
  );
}

interface VerifyProps {
  readonly sheet: SheetView;
  readonly count: number;
  onVerified(): void;
}

function VerifyButton({ sheet, count, onVerified }: VerifyProps) {
  const w = useWords('practical');
  const [asking, setAsking] = useState(false);
  const { submit, busy } = useCommand('sheet.verify');
  async function verify(): Promise<void> {
    const answer = await submit({ enrolmentId: sheet.enrolmentId, kind: 'measure', by: sheet.scorerId });
    if (!answer.ok) return;
    tell.done(w.sheet.verified);
    onVerified();
  }
  return (
    <>
      <Button size="touch" kind="primary" onClick={() => setAsking(true)}>
        {w.sheet.verifyGive}
      </Button>
      <Modal
        open={asking}
        title={w.sheet.verifyTitle}
        okText={w.sheet.verifyGive}
        cancelText={w.sheet.cancel}
        okButtonProps={{ size: 'large' }}
        cancelButtonProps={{ size: 'large' }}
        confirmLoading={busy}
        onOk={() => void verify()}
        onCancel={() => setAsking(false)}
      >
        <p>{w.sheet.verifyConfirm({ count })}</p>
      </Modal>
    </>
  );
}
