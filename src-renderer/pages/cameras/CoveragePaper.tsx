import type { GapView, SittingCoverage } from '#shared/contract/views/cameras.ts';
import { useWords } from '../../app/language.tsx';
import { clockOf, dayTimeOf, timeOf } from '../../app/time.ts';
import { durationText } from './cameraText.ts';
import { CoverageLegend, CoverageStrip } from './CoverageStrip.tsx';
import { coveredOf, runsOf, timesOf } from './coverageRuns.ts';
import styles from './papers.module.css';

interface CoveragePaperProps {
  readonly sittings: readonly SittingCoverage[];
  readonly gaps: readonly GapView[];
}

/** The coverage report: each sitting as a picture and in words, every gap with whom it touches and what was done instead. */
export function CoveragePaper({ sittings, gaps }: CoveragePaperProps) {
  const w = useWords('cameraPages');
  const common = useWords('common');
  return (
    <div className={styles.coverage}>
      <CoverageLegend />
      <table>
        <thead>
          <tr>
            <th>{common.person.room}</th>
            <th>{w.coverage.subject}</th>
            <th>{w.coverage.from}</th>
            <th>{w.coverage.covered}</th>
            <th>{w.coverage.notCovered}</th>
          </tr>
        </thead>
        <tbody>
          {sittings.map((one) => (
            <tr key={one.sittingId}>
              <td>{one.roomName}</td>
              <td>{common.subjects[one.subject]}</td>
              <td>{dayTimeOf(one.from)}</td>
              <td>{w.coverage.ofMinutes(coveredOf(one))}</td>
              <td>
                {runsOf(one.minutes)
                  .filter(({ kind }) => kind === '-')
                  .map((run) => timesOf(one, run))
                  .map(({ from, to }) => `${timeOf(from)}–${timeOf(to)}`)
                  .join(' ')}
                <CoverageStrip coverage={one} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{w.gaps.title}</h2>
      {gaps.length === 0 ? (
        <p>{w.gaps.none}</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>{common.person.room}</th>
              <th>{w.form.name}</th>
              <th>{w.gaps.from}</th>
              <th>{w.gaps.length}</th>
              <th>{w.gaps.cause}</th>
              <th>{w.gaps.touched}</th>
              <th>{w.gaps.instead}</th>
            </tr>
          </thead>
          <tbody>
            {gaps.map((gap) => (
              <tr key={gap.gapId}>
                <td>{gap.roomName}</td>
                <td>{gap.cameraName}</td>
                <td>
                  {dayTimeOf(gap.from)}:{clockOf(gap.from).slice(-2)}
                </td>
                <td>
                  {gap.to === null ? w.gaps.goesOn : durationText(Date.parse(gap.to) - Date.parse(gap.from))}
                </td>
                <td>{w.causes[gap.cause]}</td>
                <td>{gap.touched.map(({ ticketNumber }) => ticketNumber).join(' ')}</td>
                <td>
                  {gap.answer === null
                    ? w.gaps.open
                    : `${gap.answer.insteadDone} ${w.gaps.noticed({ by: gap.answer.noticedBy })}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>{w.coverage.paperNote}</p>
      <p className={styles.signature}>{w.coverage.signature}</p>
    </div>
  );
}
