/** What was noted: something that went wrong, 违纪, or 作弊. The last two are suspicions until the misconduct steps decide. */
export const incidentKinds = ['incident', 'misconduct', 'cheating'] as const;
export type IncidentKind = (typeof incidentKinds)[number];

/**
 * `open`: marked by one key, nothing said yet. `described`: told, and a named witness is still to answer. `confirmed`: nobody is to
 * answer any more, and nobody objects. `disputed`: a named witness saw it otherwise. `withdrawn`: taken back; it stays to be read.
 * The formal misconduct steps (告知 … 送达) begin where `confirmed` ends.
 */
export const incidentStates = ['open', 'described', 'confirmed', 'disputed', 'withdrawn'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** States in which somebody still has to say or confirm something before the batch is reported. */
export function isUnsettled(state: IncidentState): boolean {
  return state === 'open' || state === 'described';
}

/** Whether it speaks of somebody's conduct: then two invigilators are named, and one of them agrees beside the writer. */
export function isConduct(kind: IncidentKind): boolean {
  return kind !== 'incident';
}

/** Those on duty in the room who are named for misconduct, of whom there must be so many (docs/rules.md, Misconduct). */
export const conductWitnesses = 2;
/** People who saw one incident, and those whom it touches, that one record names at most. */
export const witnessesAtMost = 6;
export const touchedAtMost = 100;

/** What a file shown for an incident is. */
export const evidenceFileKinds = ['photo', 'scan', 'statement', 'other'] as const;
export type EvidenceFileKind = (typeof evidenceFileKinds)[number];

/** How a file for evidence ends in the package, by what its first bytes say it is. */
export const evidenceEndings = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
} as const;
export type EvidenceEnding = (typeof evidenceEndings)[keyof typeof evidenceEndings];

/** Where a file for evidence lies in the package, below `data/`. */
export function evidenceFileName(sha256: string, ending: EvidenceEnding): string {
  return `evidence/${sha256}.${ending}`;
}

interface Answered {
  readonly kind: IncidentKind;
  readonly describedBy: string;
  readonly witnesses: readonly string[];
  readonly answers: ReadonlyMap<string, boolean>;
}

/**
 * How a described incident stands: an objection of any named witness makes it disputed. It is confirmed when whoever wrote it saw it
 * and it is nobody's conduct, else as soon as one named witness beside the writer agrees.
 */
export function describedState({ kind, describedBy, witnesses, answers }: Answered): IncidentState {
  if (witnesses.some((one) => answers.get(one) === false)) return 'disputed';
  if (!isConduct(kind) && witnesses.includes(describedBy)) return 'confirmed';
  return witnesses.some((one) => one !== describedBy && answers.get(one) === true)
    ? 'confirmed'
    : 'described';
}
