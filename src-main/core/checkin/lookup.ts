import type { SittingId } from '#shared/contract/ids.ts';
import type { CheckInLookup } from '#shared/contract/views/examDay.ts';
import { readLookupText } from '#shared/domain/lookupText.ts';
import { parseSshPublicKeyLine } from '#node/ed25519.ts';
import { readTicketToken, verifyTicketToken } from '#node/ticketToken.ts';
import { sittingRow, ticketKeysNamed } from '../arrangement/queries.ts';
import type { SittingRow } from '../arrangement/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { choiceOf, personColumns, verdictOn } from './verdict.ts';
import type { PersonRow } from './verdict.ts';

/** People to choose from: as many as there are number keys. */
const mostChoices = 9;
/** A name or tail that fits more people than this is no search; the count shown stops here. */
const mostMatches = 60;

const tables = 'FROM enrolments e JOIN batches b ON b.batch_id = e.batch_id';
const seatHere = 'LEFT JOIN seats s ON s.enrolment_id = e.enrolment_id AND s.sitting_id = ?';
const hereFirst = `ORDER BY s.seat_no IS NULL, s.seat_no, e.seq LIMIT ${mostMatches}`;
const byTicket = `${personColumns} ${tables} LEFT JOIN candidates c ON c.candidate_id = e.candidate_id WHERE e.ticket_number = ?`;
const byDocument = `${personColumns} FROM candidates c JOIN enrolments e ON e.candidate_id = c.candidate_id
  JOIN batches b ON b.batch_id = e.batch_id ${seatHere} WHERE c.document_number = ? ${hereFirst}`;
const inBatch = `${personColumns} ${tables} JOIN candidates c ON c.candidate_id = e.candidate_id ${seatHere} WHERE e.batch_id = ?`;
const anywhere = `${personColumns} ${tables} JOIN candidates c ON c.candidate_id = e.candidate_id ${seatHere} WHERE e.batch_id <> ?`;
const tailFits = `c.document_number LIKE '%' || ? ${hereFirst}`;
/** A name without what is left out of what was typed; the plain comparison comes first because it nearly always decides. */
const bareName = `replace(replace(replace(replace(replace(replace(c.name, '·', ''), ' ', ''), '-', ''), '''', ''), '’', ''), '.', '')`;
const nameFits = `(c.name LIKE '%' || ? || '%' OR (c.name GLOB '*[·. ''’-]*' AND ${bareName} LIKE '%' || ? || '%')) ${hereFirst}`;

/**
 * Answers what was scanned or typed at the door of a sitting: a ticket token (verified against the batch's ticket key), a
 * ticket number, a document number or its tail, a name or a part of it. Never lets anyone in: that is `checkin.record`.
 */
export function lookUp(store: Store, sittingId: SittingId, code: string, at: string): CheckInLookup {
  const sitting = sittingRow(store, sittingId);
  if (sitting === null) return nobody('unknown-ticket');
  const text = readLookupText(code);
  switch (text.kind) {
    case 'token':
      return ofToken(store, sitting, text.digits, at);
    case 'ticket': {
      const person = store.hot<PersonRow>(byTicket).get(text.number);
      if (person !== undefined) return verdictOn(store, sitting, person, at);
      return ofMatches(store, sitting, byNumber(store, sitting, text.number), at);
    }
    case 'number':
      return ofMatches(store, sitting, byNumber(store, sitting, text.text), at);
    case 'name':
      return ofMatches(store, sitting, byName(store, sitting, text.letters), at);
    case 'unreadable':
      return nobody('unknown-ticket');
  }
}

/** A token signed by no key of ours is forged, or another site's; one of ours whose ticket is gone is unknown. */
function ofToken(store: Store, sitting: SittingRow, digits: string, at: string): CheckInLookup {
  const reading = readTicketToken(digits);
  if (!reading.ok) return nobody('forged-ticket');
  const { token } = reading;
  const key = ticketKeysNamed(store, token.keyId).find(({ publicKey }) => {
    const parsed = parseSshPublicKeyLine(publicKey);
    return parsed.ok && verifyTicketToken(token, parsed.value.raw);
  });
  if (key === undefined) return nobody('forged-ticket');
  const person = store.hot<PersonRow>(byTicket).get(token.ticketNumber);
  if (person === undefined || person.batchId !== key.batchId) return nobody('unknown-ticket');
  return verdictOn(store, sitting, person, at);
}

/** By a whole document number; else by its tail, first in this batch, then in the others. */
function byNumber(store: Store, sitting: SittingRow, number: string): readonly PersonRow[] {
  const whole = store.hot<PersonRow>(byDocument).all(sitting.sittingId, number);
  if (whole.length > 0) return whole;
  const near = store
    .hot<PersonRow>(`${inBatch} AND ${tailFits}`)
    .all(sitting.sittingId, sitting.batchId, number);
  if (near.length > 0) return near;
  return store.hot<PersonRow>(`${anywhere} AND ${tailFits}`).all(sitting.sittingId, sitting.batchId, number);
}

function byName(store: Store, sitting: SittingRow, letters: string): readonly PersonRow[] {
  const near = store
    .hot<PersonRow>(`${inBatch} AND ${nameFits}`)
    .all(sitting.sittingId, sitting.batchId, letters, letters);
  if (near.length > 0) return near;
  return store
    .hot<PersonRow>(`${anywhere} AND ${nameFits}`)
    .all(sitting.sittingId, sitting.batchId, letters, letters);
}

/**
 * One person: the verdict on the enrolment that belongs here. Several: all of them to choose from, those of this sitting
 * first; a namesake in another room must not be hidden by the one who sits here.
 */
function ofMatches(store: Store, sitting: SittingRow, rows: readonly PersonRow[], at: string): CheckInLookup {
  const people = [...Map.groupBy(rows, (row) => row.candidateId).values()].map((enrolled) =>
    bestOf(store, sitting, enrolled),
  );
  const [first] = people;
  if (first === undefined) return nobody('unknown-ticket');
  if (people.length === 1) return verdictOn(store, sitting, first, at);
  const choices = people.slice(0, mostChoices).map((person) => choiceOf(store, sitting, person, at));
  return {
    verdict: 'several-match',
    person: null,
    choices,
    facts: { matches: people.length },
    exception: null,
  };
}

/** Of a person's enrolments the one with a seat here, else in this batch, else any that stands. */
function bestOf(store: Store, sitting: SittingRow, enrolled: readonly PersonRow[]): PersonRow {
  const rank = (row: PersonRow): number => {
    if (row.withdrawn === 1) return 3;
    if (row.batchId !== sitting.batchId) return 2;
    const seat = store
      .hot('SELECT 1 FROM seats WHERE sitting_id = ? AND enrolment_id = ?')
      .get(sitting.sittingId, row.enrolmentId);
    return seat === undefined ? 1 : 0;
  };
  return enrolled.reduce((best, row) => (rank(row) < rank(best) ? row : best));
}

function nobody(verdict: 'unknown-ticket' | 'forged-ticket'): CheckInLookup {
  return { verdict, person: null, choices: [], facts: {}, exception: null };
}
