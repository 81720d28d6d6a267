import { useWords } from '../app/language.tsx';
import { ButtonLink } from './Button.tsx';
import { EmptyState } from './EmptyState.tsx';

/** Shown by pages that work inside of a batch while there is none. */
export function NoBatch() {
  const { noBatch } = useWords('common');
  return (
    <EmptyState
      title={noBatch.title}
      actions={
        <ButtonLink kind="primary" to="/batches/new">
          {noBatch.go}
        </ButtonLink>
      }
    >
      {noBatch.text}
    </EmptyState>
  );
}
