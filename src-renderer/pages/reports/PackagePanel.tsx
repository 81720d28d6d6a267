import { bytesText } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import type { CentreView, JobView, PackageView } from '#shared/contract/views/results.ts';
import { Deliver } from './Deliver.tsx';
import { Receipt } from './Receipt.tsx';
import { RejectedReceipts } from './RejectedReceipts.tsx';
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
        <Facts>
          <Fact name={w.name} mono>
            {view.name}
          </Fact>
          {view.packageSha256 !== null && (
            <>
              <Fact name={w.packageHash}>
                <HashText hash={view.packageSha256} digits={32} />
              </Fact>
            </>
          )}
          {view.bagSha256 !== null && (
            <>
              <Fact name={w.bagHash}>
                <HashText hash={view.bagSha256} digits={32} />
              </Fact>
            </>
          )}
          {view.size !== null && (
            <>
              <Fact name={w.size}>{bytesText(view.size)}</Fact>
            </>
          )}
          {view.checkpointShortForm !== null && (
            <>
              <Fact name={w.checkpoint} mono>
                {view.checkpointShortForm}
              </Fact>
            </>
          )}
        </Facts>
        {view.state === 'sealing' && job === null && (
          <Button kind="primary" onClick={() => onSeal(view.packageId)}>
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
