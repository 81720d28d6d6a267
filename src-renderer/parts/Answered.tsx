import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ApiError } from '../app/client.ts';
import { useWords } from '../app/language.tsx';
import { Button } from './Button.tsx';
import { RefusalNotice } from './RefusalNotice.tsx';
import { WaitingLine } from './WaitingLine.tsx';

/** Shows the answer of a question once it is there; until then that it is being read, or why it cannot be read. */
export function Answered<Answer>(props: {
  readonly question: UseQueryResult<Answer, ApiError>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const w = useWords('parts');
  const { question } = props;
  if (question.data !== undefined) return props.children(question.data);
  if (question.error) {
    return (
      <RefusalNotice
        refusal={question.error.refusal}
        actions={
          <Button kind="link" onClick={() => void question.refetch()}>
            {w.tryAgain}
          </Button>
        }
      />
    );
  }
  return <WaitingLine>{w.loading}</WaitingLine>;
}
