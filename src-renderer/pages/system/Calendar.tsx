import { useState } from 'react';
import type { CalendarView } from '#shared/contract/views/site.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { Block } from '../../parts/Page.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './system.module.css';

/** The calendar of working days in force, and another one from a signed file. */
export function Calendar() {
  const calendar = useQuestion('institution.calendar', {});
  const may = useMay(['chief']);
  return (
    <div className={styles.columns}>
      <Answered question={calendar}>{(view) => <CalendarFacts view={view} />}</Answered>
      {may && <ReplaceCalendar />}
    </div>
  );
}

function CalendarFacts({ view }: { readonly view: CalendarView }) {
  const w = useWords('system');
  const common = useWords('common');
  const missing = view.missing.length > 0;
  return (
    <Block title={w.calendar.title}>
      <p className={text.intro}>{w.calendar.intro}</p>
      <Facts>
        <Fact name={w.calendar.version}>{view.version}</Fact>
        <Fact name={w.calendar.issued}>{view.issued ?? '—'}</Fact>
        <Fact name={w.calendar.years}>
          {common.list({ items: view.years })}{' '}
          <StateTag tone={missing ? 'warn' : 'good'}>
            {missing ? w.calendar.missing({ years: view.missing }) : w.calendar.complete}
          </StateTag>
        </Fact>
        <Fact name={w.calendar.signer} mono={view.signer !== null}>
          {view.signer ?? w.calendar.product}
        </Fact>
      </Facts>
    </Block>
  );
}

function ReplaceCalendar() {
  const w = useWords('system');
  const replace = useCommand('institution.replaceCalendar');
  const [calendar, setCalendar] = useState<File | null>(null);
  const [signature, setSignature] = useState<File | null>(null);
  const [tried, setTried] = useState(false);
  const onSubmit = async () => {
    setTried(true);
    if (!calendar || !signature) return;
    const answer = await replace.submit({
      calendarFile: await calendar.text(),
      signature: await signature.text(),
    });
    if (!answer.ok) return;
    tell.done(w.calendar.done);
    setCalendar(null);
    setSignature(null);
    setTried(false);
  };
  return (
    <Block title={w.calendar.replaceTitle}>
      <p className={text.intro}>{w.calendar.replaceIntro}</p>
      <div className={styles.files}>
        <FileDrop
          small
          title={calendar ? w.calendar.chosen({ name: calendar.name }) : w.calendar.file}
          hint=""
          accept=".json"
          onFile={setCalendar}
        />
        <FileDrop
          small
          title={signature ? w.calendar.chosen({ name: signature.name }) : w.calendar.signatureFile}
          hint=""
          accept=".sig"
          onFile={setSignature}
        />
      </div>
      {tried && (!calendar || !signature) && <p className={text.bad}>{w.calendar.chooseBoth}</p>}
      <Actions>
        <Button kind="primary" busy={replace.busy} onClick={() => void onSubmit()}>
          {w.calendar.submit}
        </Button>
      </Actions>
    </Block>
  );
}
