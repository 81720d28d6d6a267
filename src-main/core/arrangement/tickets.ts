import { and, count, eq, isNotNull, like, lte } from 'drizzle-orm';
import type { Level } from '#shared/domain/level.ts';
import { readTicketNumber, ticketNumberOf } from '#shared/domain/ticketNumber.ts';
import type { BatchRow } from '../batches/queries.ts';
import { batches } from '../batches/tables.ts';
import { enrolments } from '../candidates/tables.ts';
import type { Store } from '../store/openDatabase.ts';

/** Whose ticket it is: an occupation and level of the batch. */
interface TicketLine {
  readonly edition: string;
  readonly code: string;
  readonly level: Level;
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
  const rows = store.orm
    .select({ number: enrolments.ticketNumber })
    .from(enrolments)
    .where(and(eq(enrolments.batchId, batch.batchId), isNotNull(enrolments.ticketNumber)))
    .all();
  for (const row of rows) {
    const parts = readTicketNumber(row.number ?? '');
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
      level: line.level,
      occupationSerial,
      candidateSerial,
    });
  };
}

/** Which batch it is, from 1, of those whose first day lies in the same month, in the order in which they were made. */
function serialOfBatch(store: Store, batch: BatchRow): number {
  const month = batch.firstDay.slice(0, 7);
  const earlier = store.orm
    .select({ many: count() })
    .from(batches)
    .where(and(like(batches.firstDay, `${month}%`), lte(batches.seq, batch.seq)))
    .get();
  return earlier?.many ?? 0;
}
