import { Link } from 'react-router';
import type { PackageState } from '#shared/contract/views/results.ts';
import type { Board } from '#shared/contract/views/site.ts';
import { dayTimeOf } from '../../app/time.ts';
import { useWords } from '../../app/language.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';

const tones: Readonly<Partial<Record<string, Tone>>> = {
  sealing: 'info',
  uploading: 'info',
  received: 'info',
  accepted: 'good',
  returned: 'bad',
};

/** Result packages on their way, and what the centre answered. */
export function Outbox({ outbox }: { readonly outbox: Board['outbox'] }) {
  const w = useWords('board');
  const common = useWords('common');
  if (outbox.length === 0) return <p className="calm soft">{w.outbox.none}</p>;
  return (
    <ul className="outbox">
      {outbox.map((line) => (
        <li key={line.packageName}>
          <Link to="/reports">{line.batchName}</Link>
          <StateTag tone={tones[line.state] ?? 'idle'}>
            {common.packageStates[line.state as PackageState] ?? line.state}
          </StateTag>
          <span className="soft mono outbox-name" title={line.packageName}>
            {line.packageName}
          </span>
          <span className="soft">{dayTimeOf(line.at)}</span>
        </li>
      ))}
    </ul>
  );
}
