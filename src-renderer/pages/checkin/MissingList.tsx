import { useWords } from '../../app/language.tsx';
import { DataTable } from '../../parts/DataTable.tsx';
import type { CheckInDesk } from '#shared/contract/views/examDay.ts';

interface Props {
  readonly missing: CheckInDesk['missing'];
  readonly practical: boolean;
}

/** Everyone who is expected and has not come, by seat. */
export function MissingList({ missing, practical }: Props) {
  const w = useWords('checkin');
  return (
    <DataTable
      rows={missing}
      rowKey={(row) => row.enrolmentId}
      name={w.missingList}
      columns={[
        {
          key: 'seat',
          title: practical ? w.workstation : w.seat,
          text: (row) => row.seatNo,
          width: 90,
          align: 'right',
        },
        { key: 'name', title: w.name, text: (row) => row.name ?? '' },
        { key: 'ticket', title: w.ticket, text: (row) => row.ticketNumber },
      ]}
      height="fill"
    />
  );
}
