import { eventCatalogue } from '#shared/contract/capabilities.ts';
import { isEventType } from '#shared/contract/events/index.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { BatchId, UserId } from '#shared/contract/ids.ts';
import type { PackageFileName, PackageFiles, SealingData } from '#shared/contract/packageFiles.ts';
import { refuse, type FormatRefusal, type FormatResult } from '#shared/formats/formatRefusal.ts';
import type { LedgerRow, RowHeader } from '#shared/formats/rowHeader.ts';
import { ageFingerprint } from '../ageFile.ts';
import { attempt, demand, need } from '../attempt.ts';
import { packageCounts, ruleSetHash } from '../packageFilesCheck.ts';
import { atOnce, type Steps } from '../turns.ts';
import { differenceAt } from './differenceAt.ts';
import { emptyBatch } from './facts.ts';
import type { BatchRead, ReadRow } from './facts.ts';
import { derivedLists } from './lists.ts';
import { frozenTable, resultLines, resultsHead } from './resultLines.ts';
import type { Take } from './reading.ts';
import { takers } from './takers.ts';

/** Draws every list of a package from its rows, in one pass over them. */
export type Derivation = {
  /** Takes a row of the batch or of none, verified before. What cannot be read is told by `compare`. */
  readonly take: (row: LedgerRow, header: RowHeader) => void;
  /**
   * Whether the files say what the rows say, and what was frozen is what the marks come to by the rules. Refusals: list-differs,
   * result-*, row-*, event-not-checkable.
   */
  readonly compare: (files: PackageFiles, sealing: SealingData) => FormatResult<null>;
  /** The same in steps; what it refuses leaves the attempt around it. */
  readonly compareSteps: (files: PackageFiles, sealing: SealingData) => Steps<null>;
  /** The lists themselves, recordings without their chains. Refusals as of `compare`. */
  readonly draw: () => FormatResult<Omit<PackageFiles, 'package.json'>>;
};

/** Begins to draw the lists of one batch. */
export function startDerivation(batchId: BatchId): Derivation {
  const batch = emptyBatch(batchId);
  const blanked = new Set<number>();
  /** Why nothing drawn from the rows would be whole: one that cannot be read, or that a newer version wrote. */
  let fault: FormatRefusal | null = null;

  function takeRow(row: LedgerRow, header: RowHeader): void {
    const { seq, at, type, version } = header;
    const unknown = refuse('event-not-checkable', { seq, type, version });
    demand(isEventType(type), unknown);
    demand(eventCatalogue[type].version === version, unknown);
    if (row.personal === null && header.personalHash !== null) blanked.add(seq);
    const { data, personal } = readParts(type, row, seq);
    const take = takers[type] as Take<EventType>;
    take(batch, { seq, at, actor: header.actor as UserId, data, personal } as ReadRow);
    if (type === 'candidate.blanked' && header.batch !== null) checkBlanking(data as never);
  }

  function demandWhole(): void {
    if (fault !== null) need({ ok: false, refusal: fault });
    for (const seq of blanked) demand(batch.blankings.has(seq), refuse('row-blanked-unnamed', { seq }));
  }

  /** What a blanking of this batch names is blank; one of 0.1.0, of no batch, may name rows of other batches. */
  function checkBlanking({ rows }: { readonly rows: readonly number[] }): void {
    for (const seq of rows) demand(blanked.has(seq), refuse('row-not-blanked', { seq }));
  }

  function* compareSteps(files: PackageFiles, sealing: SealingData): Steps<null> {
    demandWhole();
    yield* comparing(batch, files, sealing);
    return null;
  }

  return {
    take(row, header) {
      if (fault !== null) return;
      const taken = attempt(() => takeRow(row, header));
      if (!taken.ok) fault = taken.refusal;
    },
    compare: (files, sealing) => attempt(() => atOnce(compareSteps(files, sealing))),
    compareSteps,
    draw: () =>
      attempt(() => {
        demandWhole();
        const { batchNo } = madeBatch(batch).created;
        const frozen = frozenTable(batch);
        const rows = [...resultLines(batch, frozen)];
        return {
          ...derivedLists(batch, batchNo, null),
          'results.json': { ...resultsHead(batch, batchNo, frozen), rows },
        };
      }),
  };
}

function readParts(type: EventType, row: LedgerRow, seq: number): Pick<ReadRow, 'data' | 'personal'> {
  const definition = eventCatalogue[type];
  const unreadable = refuse('row-unreadable', { seq, type });
  const data = definition.data.safeParse(jsonOf(row.data));
  demand(data.success, unreadable);
  if (row.personal === null) return { data: data.data as never, personal: null };
  demand(definition.personal !== null, unreadable);
  const personal = definition.personal.safeParse(jsonOf(row.personal));
  demand(personal.success, unreadable);
  return { data: data.data as never, personal: personal.data as never };
}

const linesPerStep = 50;

function* comparing(batch: BatchRead, files: PackageFiles, sealing: SealingData): Steps<void> {
  const { created, founded } = madeBatch(batch);
  const { batchNo } = created;
  const frozen = frozenTable(batch);
  const { rows, ...head } = files['results.json'];
  same('results.json', resultsHead(batch, batchNo, frozen), head);
  let at = 0;
  for (const line of resultLines(batch, frozen)) {
    // A person looks for a ticket, not for a place in a file.
    same('results.json', line, rows[at], line.ticketNumber);
    at += 1;
    if (at % linesPerStep === 0) yield;
  }
  demand(at === rows.length, refuse('list-differs', { name: 'results.json', path: `rows.${at}` }));
  const { cameras } = files['recordings.json'];
  const { ledgerId } = files['package.json'].ledger;
  const lists = derivedLists(batch, batchNo, { ledgerId, cameras });
  for (const [name, list] of Object.entries(lists)) same(name, list, files[name as PackageFileName]);
  const stated = files['package.json'];
  const identity: PackageFiles['package.json'] = {
    format: 'kaodian-package-v1',
    institutionCode: founded.institutionCode,
    institutionName: founded.institutionName,
    batchId: batch.batchId,
    batchNo,
    batchName: created.name,
    revision: sealing.revision,
    replaces: sealing.replaces,
    // Held to the sealing row's header, and to the checkpoint, before (`packageLedger.ts`).
    sealedAt: stated.sealedAt,
    softwareVersion: sealing.softwareVersion,
    ruleSet: created.rules,
    ruleSetHash: ruleSetHash(created.rules),
    firstDay: created.firstDay,
    lastDay: created.lastDay,
    occupationLevels: created.occupationLevels,
    counts: packageCounts(files),
    ledger: stated.ledger,
    recipients: sealing.recipients.map(ageFingerprint).toSorted(),
  };
  same('package.json', identity, stated);
}

/** A batch needs the rows that founded its site and made it. */
function madeBatch({ created, founded }: BatchRead) {
  demand(
    created !== null && founded !== null,
    refuse('list-differs', { name: 'package.json', path: 'batchId' }),
  );
  return { created, founded };
}

/** Refusal: list-differs, with the place of the first difference. */
function same(name: string, derived: unknown, stated: unknown, within = ''): void {
  const place = differenceAt(derived, stated);
  if (place === null) return;
  const path = [within, place].filter((part) => part !== '').join('.');
  demand(false, refuse('list-differs', { name, path }));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
