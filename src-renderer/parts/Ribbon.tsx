import type { Tone } from './StateTag.tsx';
import { ToneShape } from './StateTag.tsx';
import './ribbon.css';

/** One step on a ribbon. */
export interface RibbonStep {
  readonly key: string;
  readonly title: string;
  /** Under the title, usually a day. */
  readonly detail: string;
  readonly tone: Tone;
  /** The tone in words. */
  readonly state: string;
}

/** Steps in their order as one line: what is done, what is near, what was missed. */
export function Ribbon(props: { readonly label: string; readonly steps: readonly RibbonStep[] }) {
  return (
    <ol className="ribbon" aria-label={props.label}>
      {props.steps.map((step) => (
        <li key={step.key} className={`ribbon-step ribbon-${step.tone}`}>
          <span className="ribbon-dot">
            <ToneShape tone={step.tone} size={12} />
          </span>
          <span className="ribbon-title">{step.title}</span>
          <span className="ribbon-detail">{step.detail}</span>
          <span className={`ribbon-state tone-${step.tone}`}>{step.state}</span>
        </li>
      ))}
    </ol>
  );
}
