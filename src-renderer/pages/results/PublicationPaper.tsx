import { useWords } from '../../app/language.tsx';
import type { ResultTable } from '#shared/contract/views/results.ts';
import { byOccupation } from './byOccupation.ts';

/** The list on paper: those who passed, by occupation and level; no document numbers (rules of the centre), no marks. */
export function PublicationPaper({ table }: { readonly table: ResultTable }) {
  const w = useWords('results');
  const common = useWords('common');
  const passed = table.rows.filter((row) => row.outcome === 'passed');
  const { publication } = table;
  return (
    <>
      <p>
        {publication
          ? w.paper.period({ from: publication.from, until: publication.until })
          : w.paper.periodOpen}
      </p>
      {publication && <p>{w.paper.place({ place: publication.place })}</p>}
      {byOccupation(passed).map((group) => (
        <section key={group.key}>
          <h2>
            {w.paper.group({
              occupation: group.occupationLevel.name,
              level: common.levels[group.occupationLevel.level],
              count: group.total,
            })}
          </h2>
          <table>
            <thead>
              <tr>
                <th>{w.paper.no}</th>
                <th>{w.paper.name}</th>
                <th>{w.paper.ticket}</th>
              </tr>
            </thead>
            <tbody>
              {group.rows.map((row, index) => (
                <tr key={row.enrolmentId}>
                  <td>{index + 1}</td>
                  <td>{row.name}</td>
                  <td>{row.ticketNumber}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <p>{passed.length === 0 ? w.paper.none : w.paper.total({ count: passed.length })}</p>
    </>
  );
}
