import type { RosterImported } from '#shared/contract/actions/candidates.ts';
import type { Identity, IdentityField, RosterLeftOut } from '#shared/contract/commands/candidates.ts';
import { identityFields } from '#shared/contract/commands/candidates.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CandidateId } from '#shared/contract/ids.ts';
import type { LeftOutReason } from '#shared/contract/rosterReport.ts';
import type { OccupationLevel } from '#shared/contract/values.ts';
import { identityFault } from '#shared/domain/identity.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { batchRow } from '../batches/queries.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { licenceRefusal } from '../institution/queries.ts';
import type { DecideContext, Decision, NewEvent } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { enrolledIn, enrolmentRow } from './queries.ts';
import { candidateById, correctedFields, knownPerson } from './knownPeople.ts';
import { enrolments } from './tables.ts';

type RosterPerson = CommandInput<'roster.import'>['people'][number];

/**
 * Enrols the people of a roster. Who is enrolled already, whose number belongs to another name, or whose occupation is not
 * the batch's is left out with that reason, so a corrected roster may come again whole. What a correction put right stays,
 * whatever the roster says; the answer names the difference. A count that does not add up refuses the whole.
 */
export function importRoster(context: DecideContext, input: CommandInput<'roster.import'>): Decision {
  const { store } = context;
  const batch = batchRow(store, input.batchId);
  if (batch === null) return refused('batch-unknown');
  if (isFrozen(store, input.batchId)) return refused('results-frozen');
  if (!context.holdsFile(input.file)) return refused('file-not-stored', { name: input.file.name });
  if (input.rows !== input.people.length + input.leftOut.length)
    return refused('import-count-differs', {
      rows: input.rows,
      taken: input.people.length,
      leftOut: input.leftOut.length,
    });
  // A batch of an older list may hold what is licensed by now; what is not of the batch is left out anyway.
  for (const line of batch.occupationLevels) {
    const licensed = licenceRefusal(context, line);
    if (licensed !== null && input.people.some((one) => one.occupationLevel.code === line.code))
      return licensed;
  }
  const fault = faultOf(context, input.people);
  if (fault !== null) return fault;

  const lines = new Map(batch.occupationLevels.map((line) => [lineKey(line), line]));
  const enrolled = enrolledKeys(context, input);
  const inThisFile = new Map<string, { readonly candidateId: CandidateId; readonly name: string }>();
  const leftOut: RosterLeftOut[] = [...input.leftOut];
  const differing: RosterImported['differing'][number][] = [];
  const events: NewEvent[] = [];
  for (const person of input.people) {
    const { identity, sheet, row } = person;
    const leave = (reason: LeftOutReason): void => void leftOut.push({ sheet, row, reason });
    const line = lines.get(lineKey(person.occupationLevel));
    const known = knownPerson(store, identity);
    const earlier = inThisFile.get(identity.documentNumber);
    if (known === 'another-name' || (earlier !== undefined && earlier.name !== identity.name)) {
      leave('document-of-another-name');
      continue;
    }
    if (line === undefined) {
      leave('occupation-outside-batch');
      continue;
    }
    const candidateId = known?.candidateId ?? earlier?.candidateId ?? person.candidateId;
    inThisFile.set(identity.documentNumber, { candidateId, name: identity.name });
    const key = `${candidateId} ${line.code} ${line.level}`;
    const again = enrolled.has(key);
    enrolled.add(key);
    const corrected = known === null ? new Set<IdentityField>() : correctedFields(store, candidateId);
    const kept = known === null ? [] : differences(known, identity, again ? null : corrected);
    if (kept.length > 0) differing.push({ sheet, row, fields: kept });
    if (again) {
      leave('enrolled-already');
      continue;
    }
    events.push(
      happened(
        'enrolment.registered',
        input.batchId,
        {
          enrolmentId: person.enrolmentId,
          candidateId,
          batchId: input.batchId,
          occupationLevel: line,
          row,
          warnings: person.warnings,
        },
        known === null ? identity : merged(known, identity, corrected),
      ),
    );
  }
  const result: RosterImported = { rows: input.rows, imported: events.length, leftOut, differing };
  if (events.length === 0) return decided([], result);
  const { sha256: fileSha256, size: fileSize, name: fileName } = input.file;
  const counts = { rows: input.rows, people: events.length, leftOut };
  const imported = happened(
    'roster.imported',
    input.batchId,
    { batchId: input.batchId, fileSha256, fileSize, ...counts },
    { fileName },
  );
  return decided([imported, ...events], result);
}

/** Ids that are taken, and people who cannot be: neither comes from a roster that the core has read. */
function faultOf(context: DecideContext, people: readonly RosterPerson[]): Decision | null {
  const today = siteDay(context.at);
  const ids = new Set<string>();
  for (const { enrolmentId, candidateId, identity, row } of people) {
    if (ids.has(enrolmentId) || enrolmentRow(context.store, enrolmentId) !== null) return refused('id-taken');
    const holder = candidateById(context.store, candidateId);
    const another = holder !== null && holder.documentNumber !== identity.documentNumber;
    if (ids.has(candidateId) || another) return refused('id-taken');
    ids.add(enrolmentId).add(candidateId);
    const field = identityFault(identity, today);
    if (field !== null) return refused('roster-person-wrong', { row, field });
  }
  return null;
}

function enrolledKeys({ store }: DecideContext, { batchId }: CommandInput<'roster.import'>): Set<string> {
  const rows = store.orm
    .select({ candidateId: enrolments.candidateId, code: enrolments.code, level: enrolments.level })
    .from(enrolments)
    .where(enrolledIn({ batchId }))
    .all();
  return new Set(rows.map((row) => `${row.candidateId} ${row.code} ${row.level}`));
}

function lineKey({ edition, code, level }: OccupationLevel): string {
  return `${edition} ${code} ${level}`;
}

/** The fields in which the roster says something else than what stands; of `within` only, or (null) of all. */
function differences(
  known: Identity,
  roster: Identity,
  within: ReadonlySet<IdentityField> | null,
): readonly IdentityField[] {
  return identityFields.filter(
    (field) =>
      (within === null || within.has(field)) && roster[field] !== null && roster[field] !== known[field],
  );
}

/** What stands after an import: the roster's word, but what a correction put right, and what the roster does not say. */
function merged(known: Identity, roster: Identity, corrected: ReadonlySet<IdentityField>): Identity {
  const kept = identityFields.filter((field) => corrected.has(field) || roster[field] === null);
  return { ...roster, ...Object.fromEntries(kept.map((field) => [field, known[field]])) };
}
