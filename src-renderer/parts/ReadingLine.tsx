import type { ReactNode } from 'react';
import { useQuestion } from '../app/api.tsx';
import { useWords } from '../app/language.tsx';
import { WaitingLine } from './WaitingLine.tsx';

/** While the core reads an upload: what the page says of it, or how many files come before it. */
export function ReadingLine(props: { readonly uploadId: string | null; readonly children: ReactNode }) {
  const w = useWords('roster');
  const { uploadId } = props;
  const { data: place } = useQuestion(
    'roster.place',
    { uploadId: uploadId ?? '' },
    { enabled: uploadId !== null, everyMs: 1000 },
  );
  return (
    <WaitingLine>
      {place?.state === 'waiting' ? w.drop.waiting({ before: place.before }) : props.children}
    </WaitingLine>
  );
}
