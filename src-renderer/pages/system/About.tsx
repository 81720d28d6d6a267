import { say } from '#shared/words/words.ts';
import { useQuestion } from '../../app/api.tsx';
import { useSite } from '../../app/session.tsx';
import { bytesText } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './system.module.css';

/** What this program is and how it runs here. */
export function About() {
  const w = useWords('system');
  const app = useWords('app');
  const site = useSite();
  const foot = useQuestion('site.foot', {});
  return (
    <Block title={w.about.product}>
      <Facts>
        <Fact name={w.about.version}>{site.softwareVersion}</Fact>
        <Fact name={w.about.institution}>{site.institutionName}</Fact>
        <Fact name={w.about.code} mono>
          {site.institutionCode}
        </Fact>
        {foot.data && (
          <>
            <Fact name={w.about.mode}>{say(app.foot.modes[foot.data.mode], { desks: foot.data.desks })}</Fact>
            <Fact name={w.about.ledger}>
              {w.about.rows({ size: foot.data.ledgerSize })} ·{' '}
              <span className={text.mono}>{foot.data.ledgerHead}</span>
            </Fact>
            <Fact name={w.about.disk}>{bytesText(foot.data.diskFreeBytes)}</Fact>
          </>
        )}
      </Facts>
      <p className={styles.text}>{w.about.offline}</p>
      <p className={styles.text}>{w.about.openFormats}</p>
    </Block>
  );
}
