import { Button } from 'antd';
import { useState } from 'react';
import type { CentreView } from '#shared/contract/views/results.ts';
import { useQuestion } from '../../app/api.tsx';
import { useMay, useSite } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Block } from '../../parts/Page.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import { EnrolCentre } from './EnrolCentre.tsx';

/** What this site knows of the centre, its own key for the centre, and the enrolment. */
export function Centre() {
  const centre = useQuestion('reports.centre', {});
  return <Answered question={centre}>{(view) => <CentreFacts view={view} />}</Answered>;
}

function CentreFacts({ view }: { readonly view: CentreView }) {
  const w = useWords('system');
  const may = useMay('chief');
  const site = useSite();
  const [again, setAgain] = useState(false);
  const saveKey = () =>
    void saveFile(`${site.institutionCode ?? 'site'}-site-key.pub`, new Blob([`${view.sitePublicKey}\n`]));
  return (
    <div className="centre-columns">
      <div className="centre-column">
        <Block
          title={w.tabs.centre}
          actions={
            view.enrolled && may && !again ? (
              <Button size="small" onClick={() => setAgain(true)}>
                {w.centre.again}
              </Button>
            ) : undefined
          }
        >
          <dl className="facts">
            <dt>{w.centre.state}</dt>
            <dd>
              <StateTag tone={view.enrolled ? 'good' : 'warn'}>
                {view.enrolled ? w.centre.enrolled : w.centre.notEnrolled}
              </StateTag>
            </dd>
            {view.enrolled && (
              <>
                <dt>{w.centre.centreId}</dt>
                <dd>{view.centreId}</dd>
                <dt>{w.centre.address}</dt>
                <dd>{view.address ?? w.centre.noAddress}</dd>
                <dt>{w.centre.keysVersion}</dt>
                <dd>{view.keysVersion}</dd>
                <dt>{w.centre.keysExpire}</dt>
                <dd>{view.keysExpire ?? '—'}</dd>
                <dt>{w.centre.root}</dt>
                <dd className="mono">{view.rootFingerprint}</dd>
                <dt>{w.centre.token}</dt>
                <dd>{view.hasToken ? w.centre.hasToken : w.centre.noToken}</dd>
              </>
            )}
          </dl>
        </Block>
        <Block
          title={w.centre.siteTitle}
          actions={
            <Button size="small" onClick={saveKey}>
              {w.centre.saveKey}
            </Button>
          }
        >
          <p className="soft" style={{ marginBottom: 10 }}>
            {w.centre.siteIntro}
          </p>
          <dl className="facts">
            <dt>{w.centre.siteFingerprint}</dt>
            <dd className="mono">{view.siteKeyFingerprint}</dd>
            <dt>{w.centre.sitePublicKey}</dt>
            <dd className="mono">{view.sitePublicKey}</dd>
          </dl>
        </Block>
      </div>
      {may && (!view.enrolled || again) && <EnrolCentre view={view} onDone={() => setAgain(false)} />}
    </div>
  );
}
