import { Button } from 'antd';
import { Link } from 'react-router';
import { useAction } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Block } from '../../parts/Page.tsx';
import type { CentreView, JobView, PackageView } from '#shared/contract/views/results.ts';
import styles from './reports.module.css';
import { WriteToFolder } from './WriteToFolder.tsx';

interface Props {
  readonly view: PackageView;
  readonly job: JobView | null;
  readonly centre: CentreView | null;
}

/** The two transports to the centre, and the way the receipt comes back. */
export function Deliver({ view, job, centre }: Props) {
  const w = useWords('packages');
  const may = useMay('chief', 'registrar');
  const upload = useAction('reports.upload');
  const fetchReceipts = useAction('reports.fetchReceipts');
  if (!may) return null;
  const busy = job !== null && job.failed === null;
  const network = centre !== null && centre.address !== null && centre.hasToken;
  const uploaded = view.steps.some((step) => step.code === 'uploaded');
  const { packageId } = view;

  async function askForReceipts(): Promise<void> {
    const answer = await fetchReceipts.run({ packageId });
    if (!answer.ok) return;
    const { applied, rejected } = answer.value;
    tell.done(
      rejected > 0 ? w.receiptBad({ rejected }) : applied > 0 ? w.receiptNew({ applied }) : w.receiptNothing,
    );
  }

  return (
    <Block title={w.deliver}>
      <p className="soft">{w.deliverHint}</p>
      <div className={styles.transports}>
        <section>
          <h3>{w.drive}</h3>
          <p className="soft">{w.driveHint}</p>
          <WriteToFolder packageId={packageId} disabled={busy} />
        </section>
        <section>
          <h3>{w.upload}</h3>
          {network ? (
            <>
              <p className="soft">
                {w.uploadHint} <span className="mono">{centre.address}</span>
              </p>
              <div className={styles.buttons}>
                <Button
                  type={uploaded ? 'default' : 'primary'}
                  disabled={busy}
                  loading={upload.busy}
                  onClick={() => void upload.run({ packageId })}
                >
                  {uploaded ? w.uploadAgain : w.uploadGive}
                </Button>
                <Button
                  type={uploaded ? 'primary' : 'default'}
                  disabled={busy}
                  loading={fetchReceipts.busy}
                  onClick={() => void askForReceipts()}
                >
                  {w.receiptFetch}
                </Button>
              </div>
            </>
          ) : (
            <p>
              {w.uploadNone} <Link to="/system">{w.uploadWhere}</Link>
            </p>
          )}
        </section>
      </div>
    </Block>
  );
}
