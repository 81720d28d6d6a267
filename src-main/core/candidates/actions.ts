import { firstLanguage, wordsOf } from '#shared/words/words.ts';
import type { ActionInput } from '#shared/contract/actions.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CandidateId, CommandId, EnrolmentId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import { RosterReport } from '#shared/contract/rosterReport.ts';
import type { RosterPerson } from '#shared/contract/rosterReport.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { crockford } from '#shared/formats/crockford.ts';
import type { Level } from '#shared/domain/level.ts';
import { sha256 } from '#node/hashes.ts';

import type { Actions, ReadContext } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { correctedCopy } from './import/correctedCopy.ts';

type Choices = Required<ActionInput<'roster.check'>>;

/**
 * Reads an upload as a roster in the import child, with the person's choices and fixes. Nobody needs an account for that before
 * there is a site; afterwards everybody does.
 */
async function readRoster(context: ReadContext, choices: Choices): Promise<Result<RosterReport>> {
  if (context.signedIn === null && (await context.host.founded())) return refuse('signed-out');
  const file = context.uploads.get(choices.uploadId);
  if (file === null) return refuse('upload-gone');
  const today = siteDay(new Date(context.host.clock.now()).toISOString());
  return parseSpreadsheet({
    kind: 'roster',
    schema: RosterReport,
    uploadId: choices.uploadId,
    bytes: file.bytes,
    fileName: file.name,
    resourcesDir: context.host.resourcesDir,
    roster: { today, mapping: choices.mapping, fixes: choices.fixes },
    signal: context.signal,
  });
}

export const candidatesActions = {
  'roster.check': (context, choices) => readRoster(context, choices),
  'roster.correctedCopy': async (context, choices) => {
    const report = await readRoster(context, choices);
    if (!report.ok) return report;
    const { copy } = wordsOf(firstLanguage, 'roster');
    const fileName = copy.fileName({ name: report.value.fileName.replace(/\.[^.]+$/, '') });
    return {
      ok: true,
      value: {
        downloadId: context.offer({ name: fileName, bytes: correctedCopy(report.value, firstLanguage) }),
        fileName,
      },
    };
  },
  'roster.import': async (context, input) => {
    const file = context.uploads.get(input.uploadId);
    const report = await readRoster(context, input);
    if (file === null || !report.ok) return report.ok ? refuse('upload-gone') : report;
    const { people, counts } = report.value;
    if (counts.errors > 0 && !input.skipErrors) return refuse('roster-has-errors', { count: counts.errors });
    const composed = people
      .filter((person) => person.status !== 'error')
      .flatMap((person) => compose(person, input.commandId) ?? []);
    if (composed.length === 0) return refuse('roster-empty');
    const stored = await context.openSite.files.put(file.bytes);
    const command: CommandInput<'roster.import'> = {
      batchId: input.batchId,
      file: { ...stored, name: report.value.fileName },
      skippedRows: people.filter((person) => person.status === 'error').map((person) => person.row),
      people: composed,
    };
    const answer = await submit(context, 'roster.import', input, command);
    if (answer.ok) context.uploads.drop(input.uploadId);
    return answer as never;
  },
} satisfies Actions;

/**
 * An id that is the same when the same command is sent again (the page may not have heard the answer), and another for every
 * command and person.
 */
function idFrom(commandId: CommandId, kind: string, person: RosterPerson): string {
  const hash = sha256(`${commandId} ${kind} ${person.sheet} ${person.row} ${person.block}`).subarray(0, 16);
  hash[0] = (hash[0] ?? 0) & 0x3f;
  return crockford(hash);
}

/** A person of the report as the command wants one; null when something that a person without errors must have is missing. */
export function compose(
  person: RosterPerson,
  commandId: CommandId,
): CommandInput<'roster.import'>['people'][number] | null {
  const { values } = person;
  const { name, documentType, documentNumber, occupationEdition, occupationCode, occupationName, level } =
    values;
  if (
    name === null ||
    documentType === null ||
    documentNumber === null ||
    occupationEdition === null ||
    occupationCode === null ||
    occupationName === null ||
    level === null
  )
    return null;
  return {
    candidateId: idFrom(commandId, 'candidate', person) as CandidateId,
    enrolmentId: idFrom(commandId, 'enrolment', person) as EnrolmentId,
    identity: {
      name,
      documentType,
      documentNumber,
      sex: values.sex,
      birthDate: values.birthDate,
      studentNumber: values.studentNumber,
      className: values.className,
      phone: values.phone,
      remark: values.remark,
    },
    occupationLevel: {
      edition: occupationEdition,
      code: occupationCode,
      name: occupationName,
      level: level as Level,
    },
    row: person.row,
    warnings: person.problems.map((problem) => problem.code),
  };
}
