import { Link } from 'react-router';
import { useWords } from '../app/language.tsx';
import { EmptyState } from './EmptyState.tsx';

/** Shown by pages that work inside of a batch while there is none. */
export function NoBatch() {
  const { noBatch } = useWords('common');
  return (
    <EmptyState
      title={noBatch.title}
      actions={
        <Link className="button button-primary" to="/batches/new" style={{ textDecoration: 'none' }}>
          {noBatch.go}
        </Link>
      }
    >
      {noBatch.text}
    </EmptyState>
  );
}
