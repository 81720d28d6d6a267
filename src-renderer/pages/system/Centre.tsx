import { useState } from 'react';
import type { CentreView } from '#shared/contract/views/results.ts';
import { useQuestion } from '../../app/api.tsx';
import { useMay, useSite } from '../../app/session.tsx';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import layout from '../../parts/layout.module.css';
import { Block } from '../../parts/Page.tsx';
import { RefusalBox, RefusalLines } from '../../parts/RefusalNotice.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import { EnrolCentre } from './EnrolCentre.tsx';
import styles from './system.module.css';
import text from '../../parts/text.module.css';

/** What this site knows of the centre, its own key for the centre, and the enrolment. */
export function Centre() {
  const centre = useQuestion('reports.centre', {});
  return <Answered question={centre}>{(view) => <CentreFacts view={view} />}</Answered>;
}

function CentreFacts({ view }: { readonly view: CentreView }) {
  const w = useWords('system');
  const may = useMay(['chief']);
  const site = useSite();
  const [again, setAgain] = useState(false);
  const saveKey = () =>
    void saveFile(`${site.institutionCode ?? 'site'}-site-key.pub`, new Blob([`${view.sitePublicKey}\n`]));
  return (
    <div className={styles.columns}>
      <div className={layout.column}>
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
          {view.keysRefused !== null && (
            <RefusalBox
              what={w.centre.keysRefused}
              wayOut={w.centre.keysRefusedWay({ version: view.keysVersion ?? 0 })}
            >
              <RefusalLines refusal={view.keysRefused} />
            </RefusalBox>
          )}
          <Facts>
            <Fact name={w.centre.state}>
              <StateTag tone={view.enrolled ? 'good' : 'warn'}>
                {view.enrolled ? w.centre.enrolled : w.centre.notEnrolled}
              </StateTag>
            </Fact>
            {view.enrolled && (
              <>
                <Fact name={w.centre.centreId}>{view.centreId}</Fact>
                <Fact name={w.centre.address}>{view.address ?? w.centre.noAddress}</Fact>
                <Fact name={w.centre.keysVersion}>{view.keysVersion}</Fact>
                <Fact name={w.centre.keysExpire}>{view.keysExpire ?? '—'}</Fact>
                <Fact name={w.centre.root} mono>
                  {view.rootFingerprint}
                </Fact>
                <Fact name={w.centre.token}>{view.hasToken ? w.centre.hasToken : w.centre.noToken}</Fact>
              </>
            )}
          </Facts>
        </Block>
        <Block
          title={w.centre.siteTitle}
          actions={
            <Button size="small" onClick={saveKey}>
              {w.centre.saveKey}
            </Button>
          }
        >
          <p className={text.intro}>{w.centre.siteIntro}</p>
          <Facts>
            <Fact name={w.centre.siteFingerprint} mono>
              {view.siteKeyFingerprint}
            </Fact>
            <Fact name={w.centre.sitePublicKey} mono>
              {view.sitePublicKey}
            </Fact>
          </Facts>
        </Block>
      </div>
      {may && (!view.enrolled || again) && <EnrolCentre view={view} onDone={() => setAgain(false)} />}
    </div>
  );
}
