import type { ReactNode } from 'react';
import { useWords } from '../app/language.tsx';

/** Nothing here yet: says so and what to do next. */
export function EmptyState(props: {
  readonly title: string;
  /** True where nothing else stands on the page: the title is then the page's heading. */
  readonly alone?: boolean;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  const Title = props.alone ? 'h1' : 'h2';
  return (
    <div className="empty-state">
      <Title>{props.title}</Title>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && <div className="empty-actions">{props.actions}</div>}
    </div>
  );
}

/** A search or a filter without hits: says so and clears it. */
export function NothingFound(props: { readonly title: string; onClear(): void }) {
  const w = useWords('parts');
  return (
    <EmptyState
      title={props.title}
      actions={
        <button type="button" className="button" onClick={props.onClear}>
          {w.table.clear}
        </button>
      }
    />
  );
}
