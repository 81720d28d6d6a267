/** Exam sites stand in China: one time zone, whatever the machine is set to. */
const zone = 'Asia/Shanghai';
const zoneOffset = '+08:00';

const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

function partsOf(instant: string | number | Date): Record<string, string> {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return {};
  return Object.fromEntries(parts.formatToParts(date).map((part) => [part.type, part.value]));
}

/** Day of an instant, `2026-11-24`. */
export function dayOf(instant: string | number | Date): string {
  const p = partsOf(instant);
  return p['year'] === undefined ? '—' : `${p['year']}-${p['month']}-${p['day']}`;
}

/** Time of day of an instant, `09:30`. */
export function timeOf(instant: string | number | Date): string {
  const p = partsOf(instant);
  return p['hour'] === undefined ? '—' : `${p['hour']}:${p['minute']}`;
}

/** Time of day with seconds, `09:30:05`. */
export function clockOf(instant: string | number | Date): string {
  return `${timeOf(instant)}:${partsOf(instant)['second'] ?? '—'}`;
}

/** Day and time of an instant, `2026-11-24 09:30`. */
export function dayTimeOf(instant: string | number | Date): string {
  return `${dayOf(instant)} ${timeOf(instant)}`;
}

/** The instant (UTC, milliseconds, Z) of a day and a time of day at the site. */
export function instantAt(day: string, time: string): string {
  return new Date(`${day}T${time}:00${zoneOffset}`).toISOString();
}

/** End of a sitting: its begin plus its minutes. */
export function endOf(startsAt: string, minutes: number): string {
  return new Date(new Date(startsAt).getTime() + minutes * 60_000).toISOString();
}

/** Bytes for people: `1.2 GB`. */
export function bytesText(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'] as const;
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
