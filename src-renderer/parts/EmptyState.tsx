import type { ReactNode } from 'react';
import { useWords } from '../app/language.tsx';
import { Actions } from './Actions.tsx';
import { Button } from './Button.tsx';
import styles from './EmptyState.module.css';

interface EmptyStateProps {
  readonly title: string;
  /** True where nothing else stands on the page: the title is then the page's heading. */
  readonly alone?: boolean;
  /** `alert` where something went wrong. */
  readonly role?: 'alert';
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}

/** Nothing here yet: says so and what to do next. */
export function EmptyState(props: EmptyStateProps) {
  const Title = props.alone ? 'h1' : 'h2';
  return (
    <div className={styles.empty} role={props.role}>
      <Title>{props.title}</Title>
      {props.children !== undefined && <p>{props.children}</p>}
      {props.actions !== undefined && (
        <div className={styles.actions}>
          <Actions>{props.actions}</Actions>
        </div>
      )}
    </div>
  );
}

/** A search or a filter without hits: says so and clears it. */
export function NothingFound(props: { readonly title: string; onClear(): void }) {
  const w = useWords('parts');
  return (
    <EmptyState title={props.title} actions={<Button onClick={props.onClear}>{w.table.clear}</Button>} />
  );
}
