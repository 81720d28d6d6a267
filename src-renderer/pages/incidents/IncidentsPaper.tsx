import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { useWords } from '../../app/language.tsx';
import { dayTimeOf } from '../../app/time.ts';

/** The list on paper, oldest first, withdrawn ones too, with the lines to sign. Holds what the one who prints may see. */
export function IncidentsPaper({ rows }: { readonly rows: readonly IncidentView[] }) {
  const w = useWords('incidents');
  return (
    <>
      {rows.length === 0 ? (
        <p>{w.paper.none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{w.paper.no}</th>
              <th>{w.at}</th>
              <th>{w.room}</th>
              <th>{w.kind}</th>
              <th>{w.touched}</th>
              <th>{w.text}</th>
              <th>{w.witnesses}</th>
              <th>{w.state}</th>
            </tr>
          </thead>
          <tbody>
            {rows.toReversed().map((row, index) => (
              <tr key={row.incidentId}>
                <td>{index + 1}</td>
                <td>{dayTimeOf(row.at)}</td>
                <td>{row.told?.place ?? row.roomName ?? w.markElsewhere}</td>
                <td>{row.told ? w.kinds[row.told.kind] : '—'}</td>
                <td>
                  {row.told?.touched.map((one) => (
                    <div key={one.enrolmentId}>
                      {one.name} {one.ticketNumber}
                    </div>
                  ))}
                </td>
                <td>{row.hidden ? w.hidden : (row.told?.whatHappened ?? w.notTold)}</td>
                <td>
                  {row.told?.witnesses.map((one) => (
                    <div key={one.userId}>{one.name}</div>
                  ))}
                </td>
                <td>{w.states[row.state]}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {rows.length > 0 && <p>{w.paper.total({ count: rows.length })}</p>}
      <p>{w.paper.signed}</p>
    </>
  );
}
