import { Button } from 'antd';
import { bytesText } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import type { CentreView, JobView, PackageView } from '#shared/contract/views/results.ts';
import { Deliver } from './Deliver.tsx';
import { Receipt } from './Receipt.tsx';
import { RejectedReceipts } from './RejectedReceipts.tsx';
import styles from './reports.module.css';
import { TimeLine } from './TimeLine.tsx';
import { packageTone } from './tones.ts';

interface Props {
  readonly view: PackageView;
  readonly job: JobView | null;
  readonly centre: CentreView | null;
  onSeal(packageId: PackageId): void;
}

/** One report: its time line, its name and fingerprints, the transports to the centre, and the receipt. */
export function PackagePanel({ view, job, centre, onSeal }: Props) {
  const w = useWords('packages');
  const common = useWords('common');
  const sealed = view.packageSha256 !== null;
  const decided = view.receipt !== null && view.receipt.decision !== null;
  return (
    <>
      <Block
        title={w.packageTitle({ revision: view.revision })}
        actions={<StateTag tone={packageTone[view.state]}>{common.packageStates[view.state]}</StateTag>}
      >
        <TimeLine view={view} />
        <dl className={`facts ${styles.packageFacts}`}>
          <dt>{w.name}</dt>
          <dd className="mono">{view.name}</dd>
          {view.packageSha256 !== null && (
            <>
              <dt>{w.packageHash}</dt>
              <dd>
                <HashText hash={view.packageSha256} digits={32} />
              </dd>
            </>
          )}
          {view.bagSha256 !== null && (
            <>
              <dt>{w.bagHash}</dt>
              <dd>
                <HashText hash={view.bagSha256} digits={32} />
              </dd>
            </>
          )}
          {view.size !== null && (
            <>
              <dt>{w.size}</dt>
              <dd>{bytesText(view.size)}</dd>
            </>
          )}
          {view.checkpointShortForm !== null && (
            <>
              <dt>{w.checkpoint}</dt>
              <dd className="mono">{view.checkpointShortForm}</dd>
            </>
          )}
        </dl>
        {view.state === 'sealing' && job === null && (
          <Button type="primary" onClick={() => onSeal(view.packageId)}>
            {w.sealGoOn}
          </Button>
        )}
      </Block>
      {decided && view.receipt && <Receipt receipt={view.receipt} />}
      {sealed && view.receipt?.decision !== 'accepted' && <Deliver view={view} job={job} centre={centre} />}
      {!decided && view.receipt && <Receipt receipt={view.receipt} />}
      <RejectedReceipts receipts={view.rejectedReceipts} />
    </>
  );
}
