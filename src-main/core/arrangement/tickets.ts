import type { Level } from '#shared/domain/level.ts';
import { readTicketNumber, ticketNumberOf } from '#shared/domain/ticketNumber.ts';
import type { BatchRow } from '../batches/queries.ts';
import type { Store } from '../store/openDatabase.ts';

/** Whose ticket it is: an occupation and level of the batch. */
interface TicketLine {
  readonly edition: string;
  readonly code: string;
  readonly level: number;
}

/**
 * Gives ticket numbers of a batch one after another, each serial going on from the highest that was ever given. Null when the
 * digits of a serial are used up (99 batches a month, 9,999 people an occupation and level).
 */
export function ticketGiver(store: Store, batch: BatchRow): (line: TicketLine) => string | null {
  const yearMonth = batch.firstDay.slice(2, 4) + batch.firstDay.slice(5, 7);
  const batchSerial = serialOfBatch(store, batch);
  const occupations = [...new Set(batch.occupationLevels.map((line) => `${line.edition} ${line.code}`))];
  const given = new Map<string, number>();
  const rows = store
    .statement(
      'SELECT ticket_number AS number FROM enrolments WHERE batch_id = ? AND ticket_number IS NOT NULL',
    )
    .all(batch.batchId) as {
    number: string;
  }[];
  for (const row of rows) {
    const parts = readTicketNumber(row.number);
    if (parts === null) continue;
    const key = `${parts.occupationSerial} ${parts.level}`;
    given.set(key, Math.max(given.get(key) ?? 0, parts.candidateSerial));
  }
  return (line) => {
    const occupationSerial = occupations.indexOf(`${line.edition} ${line.code}`) + 1;
    const key = `${occupationSerial} ${line.level}`;
    const candidateSerial = (given.get(key) ?? 0) + 1;
    given.set(key, candidateSerial);
    return ticketNumberOf({
      yearMonth,
      batchSerial,
      level: line.level as Level,
      occupationSerial,
      candidateSerial,
    });
  };
}

/** The how-manieth batch whose first day lies in its month, in the order in which they were made. */
function serialOfBatch(store: Store, batch: BatchRow): number {
  const row = store
    .statement('SELECT count(*) AS count FROM batches WHERE substr(first_day, 1, 7) = ? AND seq <= ?')
    .get(batch.firstDay.slice(0, 7), batch.seq) as { count: number };
  return row.count;
}
