import { useState } from 'react';
import type { FormInstance } from 'antd';
import type { ProbeAnswer, StreamFacts } from '#shared/contract/recorder.ts';
import { recordingLimits } from '#shared/domain/cameras.ts';
import { useAction } from '../../app/api.tsx';
import type { PageActionInput } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { Fact, Facts } from '../../parts/Facts.tsx';
import { RefusalBox } from '../../parts/RefusalNotice.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import text from '../../parts/text.module.css';
import styles from './cameras.module.css';
import { codecName, rateText } from './streamText.ts';
import type { FilledCamera } from './typedCamera.ts';

interface ProbeProps {
  readonly form: FormInstance<FilledCamera>;
  ask(): PageActionInput<'cameras.probe'>;
}

/** Connects to the source as it is typed, shows its picture and says what was found. Nothing is kept of it. */
export function Probe({ form, ask }: ProbeProps) {
  const w = useWords('cameraPages');
  const probe = useAction('cameras.probe');
  const [answer, setAnswer] = useState<ProbeAnswer | null>(null);
  const run = async () => {
    const valid = await form.validateFields(['main', 'device', 'scene']).then(
      () => true,
      () => false,
    );
    if (!valid) return;
    setAnswer(null);
    const got = await probe.run(ask());
    if (got.ok) setAnswer(got.value);
  };
  return (
    <div className={styles.probe}>
      <Button busy={probe.busy} onClick={() => void run()}>
        {w.probe.run}
      </Button>
      {probe.busy && (
        <p className={text.soft} role="status">
          {w.probe.running}
        </p>
      )}
      {answer !== null &&
        (answer.ok ? (
          <Found answer={answer} />
        ) : (
          <RefusalBox
            what={w.probe.failures[answer.failure].what}
            wayOut={w.probe.failures[answer.failure].wayOut}
          />
        ))}
    </div>
  );
}

function Found({ answer }: { readonly answer: Extract<ProbeAnswer, { readonly ok: true }> }) {
  const w = useWords('cameraPages');
  return (
    <div className={styles.probeFound} role="status">
      {answer.still === null ? (
        <p>{w.probe.noStill}</p>
      ) : (
        <img src={`data:image/jpeg;base64,${answer.still}`} alt={w.probe.still} />
      )}
      <Facts>
        <StreamLines name={w.form.main} stream={answer.main} />
        {answer.sub === null ? (
          <Fact name={w.form.sub}>{w.probe.noSub}</Fact>
        ) : (
          <StreamLines name={w.form.sub} stream={answer.sub} />
        )}
        <Fact name={w.probe.clock}>
          <Clock offsetMs={answer.clockOffsetMs} />
        </Fact>
        <Fact name={w.probe.sound}>{answer.main.sound ? w.probe.hasSound : w.probe.noSound}</Fact>
      </Facts>
    </div>
  );
}

function StreamLines({ name, stream }: { readonly name: string; readonly stream: StreamFacts }) {
  const w = useWords('cameraPages');
  return (
    <Fact name={name}>
      <span>
        {w.probe.size({ codec: codecName(stream.codec), width: stream.width, height: stream.height })}
      </span>{' '}
      <span>
        {stream.rateHundredths === null
          ? w.probe.rateUnknown
          : w.stream.rate({ rate: rateText(stream.rateHundredths) })}
      </span>{' '}
      {stream.keyFrameMs === null ? (
        <span>{w.probe.keyFramesUnknown}</span>
      ) : (
        <StateTag tone={stream.keyFrameMs > recordingLimits.keyFrameMs ? 'warn' : 'good'} wrap>
          {w.probe.keyFrames({ seconds: rateText(stream.keyFrameMs / 10) })}
        </StateTag>
      )}{' '}
      {!stream.playable && (
        <StateTag tone="warn" wrap>
          {w.probe.notPlayable}
        </StateTag>
      )}
    </Fact>
  );
}

function Clock({ offsetMs }: { readonly offsetMs: number | null }) {
  const w = useWords('cameraPages');
  if (offsetMs === null) return w.probe.clockUnknown;
  const seconds = rateText(Math.abs(offsetMs) / 10);
  if (Math.abs(offsetMs) <= recordingLimits.clockOffMs)
    return <StateTag tone="good">{w.probe.clockGood({ seconds })}</StateTag>;
  return (
    <StateTag tone="warn" wrap>
      {offsetMs > 0 ? w.probe.clockAhead({ seconds }) : w.probe.clockBehind({ seconds })}
    </StateTag>
  );
}
