import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { printPaper } from '../../parts/printing.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { PublicationPaper } from './PublicationPaper.tsx';

interface Props {
  readonly table: ResultTable;
  readonly batchName: string;
}

/** Prints the publication list. Only once the results are frozen: what hangs out must not change. */
export function PrintListButton({ table, batchName }: Props) {
  const w = useWords('results');
  if (!table.frozen) return null;
  return (
    <Button
      onClick={() =>
        void printPaper({
          title: w.paper.title,
          sub: batchName,
          content: <PublicationPaper table={table} />,
        })
      }
    >
      {w.print}
    </Button>
  );
}
