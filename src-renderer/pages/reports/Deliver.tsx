import { Link } from 'react-router';
import { useAction } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { Block } from '../../parts/Page.tsx';
import type { CentreView, JobView, PackageView } from '#shared/contract/views/results.ts';
import { managers } from '#shared/domain/roles.ts';
import styles from './reports.module.css';
import { WriteToFolder } from './WriteToFolder.tsx';
import text from '../../parts/text.module.css';

interface Props {
  readonly view: PackageView;
  readonly job: JobView | null;
  readonly centre: CentreView | null;
}

/** The two transports to the centre, and the way the receipt comes back. */
export function Deliver({ view, job, centre }: Props) {
  const w = useWords('packages');
  const may = useMay(managers);
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
      <p className={text.soft}>{w.deliverHint}</p>
      <div className={styles.transports}>
        <section>
          <h3>{w.drive}</h3>
          <p className={text.soft}>{w.driveHint}</p>
          <WriteToFolder packageId={packageId} disabled={busy} />
        </section>
        <section>
          <h3>{w.upload}</h3>
          {network ? (
            <>
              <p className={text.soft}>
                {w.uploadHint} <span className={text.mono}>{centre.address}</span>
              </p>
              <Actions atStart>
                <Button
                  kind={uploaded ? 'default' : 'primary'}
                  disabled={busy}
                  busy={upload.busy}
                  onClick={() => void upload.run({ packageId })}
                >
                  {uploaded ? w.uploadAgain : w.uploadGive}
                </Button>
                <Button
                  kind={uploaded ? 'primary' : 'default'}
                  disabled={busy}
                  busy={fetchReceipts.busy}
                  onClick={() => void askForReceipts()}
                >
                  {w.receiptFetch}
                </Button>
              </Actions>
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
