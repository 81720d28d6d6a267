import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageView } from '#shared/contract/views/results.ts';
import { RejectedReceipts } from './RejectedReceipts.tsx';
import styles from './reports.module.css';
import { packageTone } from './tones.ts';
import text from '../../parts/text.module.css';

/** Reports that a later one has replaced; they stay on record. */
export function EarlierPackages({ packages }: { readonly packages: readonly PackageView[] }) {
  const w = useWords('packages');
  const common = useWords('common');
  return (
    <Block title={w.earlier} flush>
      <ul className={styles.earlier}>
        {packages.map((each) => (
          <li key={each.packageId}>
            <strong>{w.packageTitle({ revision: each.revision })}</strong>
            <StateTag tone={packageTone[each.state]}>{common.packageStates[each.state]}</StateTag>
            <span className={text.soft}>{each.steps.at(-1) && dayTimeOf(each.steps.at(-1)?.at ?? '')}</span>
            {each.packageSha256 !== null && <HashText hash={each.packageSha256} />}
            {each.receipt && each.receipt.notes !== '' && (
              <span className={text.soft}>{each.receipt.notes}</span>
            )}
            <RejectedReceipts receipts={each.rejectedReceipts} />
          </li>
        ))}
      </ul>
    </Block>
  );
}
