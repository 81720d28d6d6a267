import type { CommandInput } from '#shared/contract/commands/index.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { countWorkingDays } from '#shared/domain/workingDays.ts';
import { batchRow, calendarVersionOf } from '../batches/queries.ts';
import { calendarsFor } from '../institution/queries.ts';
import type { Apply, Decide, DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { frozenOf } from '../enrolments/standing.ts';
import { countsOf, essentialsOf, resultRows, tableSha256 } from './queries.ts';
import { frozenTables, publications } from './tables.ts';

/**
 * Freezes the table that both people have seen. Decided twice: when it is asked for, and again when the second person approves;
 * a table that has changed in between, or has anything open in it, is refused.
 */
function freeze(context: DecideContext, input: CommandInput<'results.freeze'>): Decision {
  const { store } = context;
  if (batchRow(store, input.batchId) === null) return refused('batch-unknown');
  if (frozenOf(store, input.batchId) !== null) return refused('results-frozen');
  const rows = resultRows(store, input.batchId);
  if (rows.length === 0) return refused('nothing-to-freeze');
  if (tableSha256(input.batchId, rows) !== input.tableSha256) return refused('table-changed');
  const counts = countsOf(rows);
  if (counts.open > 0) {
    const tickets = rows.filter((row) => row.outcome === 'open').map((row) => row.ticketNumber ?? '—');
    return refused('results-open', { count: counts.open, tickets: tickets.slice(0, 20) });
  }
  const lines = essentialsOf(rows).flatMap((row) => {
    const { outcome } = row;
    return outcome === 'open' ? [] : [{ ...row, outcome }];
  });
  const data = {
    batchId: input.batchId,
    tableSha256: input.tableSha256,
    secondPerson: context.second ?? context.by,
    rows: lines,
  };
  return decided([happened('results.frozen', input.batchId, data, null)], { ...counts });
}

/** 公示: after freezing, for at least the working days of the rules; day 0 does not count. A later record replaces the earlier one. */
function recordPublication(context: DecideContext, input: CommandInput<'publication.record'>): Decision {
  const batch = batchRow(context.store, input.batchId);
  if (batch === null) return refused('batch-unknown');
  const frozen = frozenOf(context.store, input.batchId);
  if (frozen === null) return refused('results-not-frozen');
  const frozenDay = siteDay(frozen.at);
  if (input.from < frozenDay)
    return refused('publication-before-freezing', { from: input.from, frozen: frozenDay });
  if (input.until < input.from)
    return refused('days-reversed', { firstDay: input.from, lastDay: input.until });
  const { publicationWorkingDays } = batch.rules;
  const calendars = calendarsFor(
    context.store,
    context.reference,
    calendarVersionOf(context.store, input.batchId),
  );
  const earliest = countWorkingDays(calendars, input.from, publicationWorkingDays);
  if (!earliest.ok) return refused('calendar-missing', { year: earliest.year });
  if (input.until < earliest.date)
    return refused('publication-too-short', { days: publicationWorkingDays, earliest: earliest.date });
  const { place, ...span } = input;
  const { calendarVersion } = earliest;
  return decided([happened('publication.recorded', input.batchId, { ...span, calendarVersion }, { place })]);
}

const insertRow = `INSERT INTO frozen_rows (enrolment_id, batch_id, theory_state, theory_hundredths, theory_unrounded, theory_source,
  practical_state, practical_hundredths, practical_unrounded, practical_source, outcome) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export const apply: Apply = {
  'results.frozen': (store, { seq, at, actor, data }) => {
    const { batchId, secondPerson } = data;
    store.orm
      .insert(frozenTables)
      .values({ batchId, tableSha256: data.tableSha256, by: actor, secondPerson, at, seq })
      .run();
    const insert = store.hot(insertRow);
    for (const { enrolmentId, theory, practical, outcome } of data.rows)
      insert.run(
        enrolmentId,
        batchId,
        theory.state,
        theory.scoreHundredths,
        theory.unrounded,
        theory.source,
        practical.state,
        practical.scoreHundredths,
        practical.unrounded,
        practical.source,
        outcome,
      );
  },
  'publication.recorded': (store, { seq, at, data, personal }) => {
    const said = { from: data.from, until: data.until, place: personal?.place ?? null, at, seq };
    store.orm
      .insert(publications)
      .values({ batchId: data.batchId, ...said })
      .onConflictDoUpdate({ target: publications.batchId, set: said })
      .run();
  },
};

export const decide: Decide = { 'results.freeze': freeze, 'publication.record': recordPublication };
