import { Modal } from 'antd';
import { useWords } from '../../app/language.tsx';
import type { RubricItem } from '#shared/contract/commands/practical.ts';
import styles from './sheet.module.css';

interface Props {
  readonly item: RubricItem;
  readonly asking: 'veto' | 'undo' | null;
  /** What was confirmed; null when it was given up. */
  onAnswer(answer: 'veto' | 'undo' | null): void;
}

/** A veto names its consequence before it is pronounced; until the signature it can be taken back. */
export function VetoDialogs({ item, asking, onAnswer }: Props) {
  const w = useWords('practical');
  const large = { size: 'large' } as const;
  return (
    <>
      <Modal
        open={asking === 'veto'}
        title={w.sheet.vetoTitle({ content: item.content })}
        okText={w.sheet.vetoGive}
        cancelText={w.sheet.cancel}
        okButtonProps={{ ...large, danger: true }}
        cancelButtonProps={large}
        onOk={() => onAnswer('veto')}
        onCancel={() => onAnswer(null)}
      >
        <p>{w.sheet.vetoHint({ ends: w.sheet.vetoEnds[item.vetoEnds ?? 'module'] })}</p>
        <p className={styles.rule}>{item.rule}</p>
      </Modal>
      <Modal
        open={asking === 'undo'}
        title={w.sheet.vetoUndoTitle({ content: item.content })}
        okText={w.sheet.vetoUndo}
        cancelText={w.sheet.cancel}
        okButtonProps={large}
        cancelButtonProps={large}
        onOk={() => onAnswer('undo')}
        onCancel={() => onAnswer(null)}
      />
    </>
  );
}
