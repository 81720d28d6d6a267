import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { describedState, evidenceFileName } from '#shared/domain/incidents.ts';
import type { BatchRead, IncidentRead } from './facts.ts';
import { compareTexts } from './resultLines.ts';

type Line = PackageFiles['incidents.json']['rows'][number];

/** `incidents.json` as the rows say, in the order of the marks. */
export function incidentLines(batch: BatchRead): Line[] {
  return [...batch.incidents.values()]
    .toSorted((one, other) => one.marked.seq - other.marked.seq)
    .map((incident) => incidentLine(incident));
}

function incidentLine({ marked, described, answers, files, withdrawn }: IncidentRead): Line {
  return {
    ...marked.data,
    markedBy: marked.actor,
    markedAt: marked.at,
    state: stateOf({ described, answers, withdrawn }),
    described:
      described === null
        ? null
        : {
            kind: described.data.kind,
            at: described.data.at,
            place: described.personal?.place ?? null,
            whatHappened: described.personal?.whatHappened ?? null,
            by: described.actor,
            describedAt: described.at,
            enrolmentIds: described.data.enrolmentIds.toSorted(compareTexts),
            witnesses: described.data.witnesses.toSorted(compareTexts).map((userId) => ({
              userId,
              agrees: answers.get(userId)?.agrees ?? null,
              note: answers.get(userId)?.note ?? null,
            })),
            seq: described.seq,
          },
    evidence: files.map(({ seq, actor, data }) => ({
      name: evidenceFileName(data.sha256, data.ending),
      kind: data.kind,
      sha256: data.sha256,
      addedBy: actor,
      seq,
    })),
    withdrawn:
      withdrawn === null
        ? null
        : {
            by: withdrawn.actor,
            at: withdrawn.at,
            reason: withdrawn.personal?.reason ?? null,
            seq: withdrawn.seq,
          },
    seq: marked.seq,
  };
}

function stateOf({
  described,
  answers,
  withdrawn,
}: Pick<IncidentRead, 'described' | 'answers' | 'withdrawn'>): Line['state'] {
  if (withdrawn !== null) return 'withdrawn';
  if (described === null) return 'open';
  return describedState({
    kind: described.data.kind,
    describedBy: described.actor,
    witnesses: described.data.witnesses,
    answers: new Map(Array.from(answers, ([userId, { agrees }]) => [userId, agrees])),
  });
}
