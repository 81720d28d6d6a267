import { useId } from 'react';
import styles from './BarChart.module.css';

/** One group of bars. */
export interface BarGroup {
  readonly label: string;
  readonly values: readonly number[];
}

interface BarChartProps {
  /** Said to people who do not see the picture; the numbers are said after it. */
  readonly label: string;
  /** Names of the series, at most two. */
  readonly series: readonly string[];
  readonly groups: readonly BarGroup[];
  readonly height?: number;
  /** Show every n-th label below the axis. */
  readonly labelEvery?: number;
}

const width = 640;
const left = 30;
const bottom = 20;
const top = 12;

/** A small bar chart of counts, drawn by ourselves: fine rules, no ornament. */
export function BarChart(props: BarChartProps) {
  const titleId = useId();
  const height = props.height ?? 170;
  const most = Math.max(1, ...props.groups.flatMap((group) => group.values));
  const step = niceStep(most);
  const axisTop = Math.ceil(most / step) * step;
  const y = (value: number) => top + (height - top - bottom) * (1 - value / axisTop);
  const groupWidth = (width - left) / Math.max(1, props.groups.length);
  const barWidth = Math.min(22, (groupWidth * 0.72) / Math.max(1, props.series.length));
  const ticks = Array.from({ length: axisTop / step + 1 }, (_, i) => i * step);
  return (
    <figure>
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        role="img"
        aria-labelledby={titleId}
      >
        <title id={titleId}>
          {`${props.label}: ${props.groups.map((group) => `${group.label} ${group.values.join('/')}`).join(', ')}`}
        </title>
        {ticks.map((tick) => (
          <g key={tick}>
            <line
              x1={left}
              x2={width}
              y1={y(tick)}
              y2={y(tick)}
              className={tick === 0 ? styles.axis : styles.tick}
            />
            <text x={left - 6} y={y(tick) + 4} textAnchor="end">
              {tick}
            </text>
          </g>
        ))}
        {props.groups.map((group, at) => {
          const middle = left + groupWidth * (at + 0.5);
          const first = middle - (barWidth * props.series.length) / 2;
          return (
            <g key={group.label}>
              {props.series.map((series, index) => {
                const value = group.values[index] ?? 0;
                return (
                  <rect
                    key={series}
                    className={index === 0 ? styles.first : styles.second}
                    x={first + index * barWidth + 0.5}
                    y={y(value)}
                    width={Math.max(1, barWidth - 1)}
                    height={Math.max(0, y(0) - y(value))}
                  />
                );
              })}
              {at % (props.labelEvery ?? 1) === 0 && (
                <text x={middle} y={height - 5} textAnchor="middle">
                  {group.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      {props.series.length > 1 && (
        <figcaption className={styles.legend}>
          {props.series.map((series, index) => (
            <span key={series}>
              <i className={index === 0 ? styles.first : styles.second} />
              {series}
            </span>
          ))}
        </figcaption>
      )}
    </figure>
  );
}

/** 1, 2 or 5 times a power of ten, so that the axis has at most five steps. */
function niceStep(most: number): number {
  for (let unit = 1; ; unit *= 10) {
    for (const factor of [1, 2, 5]) if (most / (unit * factor) <= 5) return unit * factor;
  }
}
