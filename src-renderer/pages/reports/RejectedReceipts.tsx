import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageView } from '#shared/contract/views/results.ts';
import { receiptFault } from './receiptFault.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

/** Receipts that did not verify: apart from the others, so that nobody takes one for a decision. */
export function RejectedReceipts({ receipts }: { readonly receipts: PackageView['rejectedReceipts'] }) {
  const w = useWords('packages');
  if (receipts.length === 0) return null;
  return (
    <section className={styles.rejected} aria-label={w.rejected}>
      <h2>{w.rejected}</h2>
      <p>{w.rejectedHint}</p>
      <ul>
        {receipts.map((receipt, index) => (
          <li key={`${receipt.at}.${index}`}>
            <StateTag tone="bad">{w.rejectedCodes[receiptFault(receipt.code)]}</StateTag>
            <span className={text.soft}>{dayTimeOf(receipt.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
