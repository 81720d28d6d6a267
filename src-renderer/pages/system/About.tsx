import { say } from '#shared/words/words.ts';
import { useQuestion } from '../../app/api.tsx';
import { useSite } from '../../app/session.tsx';
import { bytesText } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { Block } from '../../parts/Page.tsx';

/** What this program is and how it runs here. */
export function About() {
  const w = useWords('system');
  const app = useWords('app');
  const site = useSite();
  const foot = useQuestion('site.foot', {});
  return (
    <Block title={w.about.product}>
      <dl className="facts">
        <dt>{w.about.version}</dt>
        <dd>{site.softwareVersion}</dd>
        <dt>{w.about.institution}</dt>
        <dd>{site.institutionName}</dd>
        <dt>{w.about.code}</dt>
        <dd className="mono">{site.institutionCode}</dd>
        {foot.data && (
          <>
            <dt>{w.about.mode}</dt>
            <dd>{say(app.foot.modes[foot.data.mode], { desks: foot.data.desks })}</dd>
            <dt>{w.about.ledger}</dt>
            <dd>
              {w.about.rows({ size: foot.data.ledgerSize })} ·{' '}
              <span className="mono">{foot.data.ledgerHead}</span>
            </dd>
            <dt>{w.about.disk}</dt>
            <dd>{bytesText(foot.data.diskFreeBytes)}</dd>
          </>
        )}
      </dl>
      <p className="soft system-text">{w.about.offline}</p>
      <p className="soft system-text">{w.about.openFormats}</p>
    </Block>
  );
}
