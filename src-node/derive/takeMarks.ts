import type { ItemMark } from '#shared/contract/commands/practical.ts';
import type { EventData, EventType } from '#shared/contract/events/index.ts';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import { refuse } from '#shared/formats/formatRefusal.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { demand } from '../attempt.ts';
import { sha256Hex } from '../hashes.ts';
import { drawSample } from '../markSample.ts';
import { occupationOf } from './facts.ts';
import type { BatchRead, EnrolmentRead, SheetRead } from './facts.ts';
import { enrolmentOf, known, nothing } from './reading.ts';
import type { Take } from './reading.ts';

/** Marks of theory and practical, decisions about them, results, and what becomes of the package. */
export const takeMarks = {
  'theory.imported': (batch, { seq, actor, data }) => {
    takeMarkFile(batch, seq, actor, data);
    for (const { enrolmentId, scoreHundredths, row } of data.marks)
      enrolmentOf(batch, seq, enrolmentId).imported = {
        scoreHundredths,
        row,
        fileSha256: data.fileSha256,
        seq,
      };
  },
  'theory.compared': (batch, { seq, data }) => {
    const { by, scoreHundredths } = data;
    const enrolment = enrolmentOf(batch, seq, data.enrolmentId);
    const file = known(batch.markFiles.get(known(enrolment.imported ?? undefined, seq).fileSha256), seq);
    demand(!file.importers.has(by) && enrolment.compared === null, refuse('row-out-of-place', { seq }));
    enrolment.compared = { by, scoreHundredths, seq };
  },
  'theory.entered': (batch, { seq, data }) => {
    const { by, scoreHundredths } = data;
    enrolmentOf(batch, seq, data.enrolmentId).entries.set(by, { by, scoreHundredths, seq });
  },
  'theory.resolved': (batch, { seq, data, personal }) => {
    const { by, scoreHundredths } = data;
    const reason = personal?.reason ?? null;
    enrolmentOf(batch, seq, data.enrolmentId).resolved = { by, scoreHundredths, reason, seq };
  },
  'substitution.proposed': (batch, { seq, data, personal }) =>
    void enrolmentOf(batch, seq, data.enrolmentId).substitutions.set(data.substitutionId, {
      proposal: data,
      teacher: personal?.teacher ?? null,
      state: 'open',
      decidedBy: null,
    }),
  'substitution.decided': (batch, { seq, data }) => {
    const { substitutions } = enrolmentOf(batch, seq, data.enrolmentId);
    const substitution = known(substitutions.get(data.substitutionId), seq);
    substitution.state = data.decision;
    substitution.decidedBy = data.by;
  },

  'rubric.adopted': (batch, { seq, data }) => {
    const { occupationLevel, modules, rubricSha256 } = data;
    demand(sha256Hex(jcs(modules)) === rubricSha256, refuse('row-out-of-place', { seq }));
    batch.rubrics.set(occupationOf(occupationLevel), { modules, rubricSha256 });
  },
  'sheet.marked': (batch, { seq, data }) => {
    const { marks } = sheetOf(enrolmentOf(batch, seq, data.enrolmentId), data.kind, data.scorerId);
    for (const mark of data.marks) marks.set(`${mark.moduleNo}.${mark.itemNo}`, mark);
  },
  'sheet.signed': (batch, { seq, at, data }) => {
    const { enrolmentId, kind, scorerId, sheetSha256 } = data;
    const enrolment = enrolmentOf(batch, seq, enrolmentId);
    const { rubricSha256 } = known(batch.rubrics.get(occupationOf(enrolment.occupationLevel)), seq);
    const sheet = sheetOf(enrolment, kind, scorerId);
    const marks = [...sheet.marks.values()].toSorted(byPlace);
    const signed = sha256Hex(jcs({ enrolmentId, kind, scorerId, rubricSha256, marks }));
    demand(signed === sheetSha256, refuse('sheet-not-as-signed', { seq }));
    sheet.signed = { at, sheetSha256, marks };
  },
  'sheet.verified': (batch, { seq, data }) => {
    const { enrolmentId, kind, scorerId, verifierId } = data;
    sheetOf(enrolmentOf(batch, seq, enrolmentId), kind, scorerId).verifiedBy = verifierId;
  },
  'adjudication.decided': (batch, { seq, at, data, personal }) =>
    void enrolmentOf(batch, seq, data.enrolmentId).adjudications.push({
      decision: data,
      reason: personal?.reason ?? null,
      at,
    }),

  'results.frozen': (batch, row) => void (batch.frozen = row),
  'publication.recorded': (batch, row) => void (batch.publication = row),
  'package.sealing': nothing,
  'package.sealed': nothing,
  'package.written': nothing,
  'package.uploaded': nothing,
  'receipt.applied': nothing,
  'receipt.rejected': nothing,
} satisfies { readonly [Type in EventType]?: Take<Type> };

function sheetOf({ sheets }: EnrolmentRead, kind: SheetKind, scorerId: UserId): SheetRead {
  const key = `${kind} ${scorerId}`;
  const standing = sheets.get(key);
  if (standing !== undefined) return standing;
  const fresh: SheetRead = { kind, scorerId, marks: new Map(), signed: null, verifiedBy: null };
  sheets.set(key, fresh);
  return fresh;
}

function byPlace(one: ItemMark, other: ItemMark): number {
  return one.moduleNo - other.moduleNo || one.itemNo - other.itemNo;
}

/** Notes a mark file with its sample, which must be the one that its seed draws. */
function takeMarkFile(
  batch: BatchRead,
  seq: number,
  importedBy: UserId,
  data: EventData<'theory.imported'>,
): void {
  const { fileSha256, marks, sampleSeed, sample } = data;
  const file = batch.markFiles.get(fileSha256) ?? {
    importers: new Set<UserId>(),
    lines: new Set<EnrolmentId>(),
    sampled: new Set<EnrolmentId>(),
  };
  batch.markFiles.set(fileSha256, file);
  file.importers.add(importedBy);
  for (const { enrolmentId } of marks) file.lines.add(enrolmentId);
  if (sampleSeed === undefined) return;
  const drawn = drawSample(sampleSeed, [...file.lines]).filter((line) => !file.sampled.has(line));
  const said = new Set(sample);
  demand(
    said.size === drawn.length && drawn.every((line) => said.has(line)),
    refuse('row-out-of-place', { seq }),
  );
  for (const line of drawn) file.sampled.add(line);
}
