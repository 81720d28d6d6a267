import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { QueryName } from '#shared/contract/queries.ts';
import { queryCatalogue } from '#shared/contract/capabilities.ts';
import { roles } from '#shared/domain/roles.ts';
import { people } from '../../../src-main/core/access/queries.ts';
import { openSession } from '../../../src-main/core/access/signIn.ts';
import { apiParts } from '../../../src-main/core/api/capability.ts';
import { createDownloads } from '../../../src-main/core/api/downloads.ts';
import { buildApi } from '../../../src-main/core/api/handler.ts';
import type { Handle } from '../../../src-main/core/api/handler.ts';
import { createStreams } from '../../../src-main/core/api/streams.ts';
import { createUploads } from '../../../src-main/core/api/uploads.ts';
import { capabilities } from '../../../src-main/core/capabilities.ts';
import {
  everyAnswer,
  everyFile,
  everyVerdict,
  inputsOf,
  isWhole,
  liveStream,
} from '../../support/everyAnswer.ts';
import type { Told, Values } from '../../support/everyAnswer.ts';
import { mayKnow, plantedIn } from '../../support/plantedNumbers.ts';
import type { Looker } from '../../support/plantedNumbers.ts';
import { plantedSite } from '../../support/plantedSite.ts';
import type { PlantedSite } from '../../support/plantedSite.ts';
import { isFullRun } from '../../support/properties.ts';

/**
 * Marks that occur nowhere else are planted, and in each state of a batch every question of the catalogue, every row of the ledger and
 * the verdict on every command is looked through, as every role: who is not in a mark's audience must not come across it.
 */

let story: PlantedSite;
interface Desk {
  readonly name: string;
  readonly session: string | null;
  readonly looker: Looker;
  readonly stream: ReturnType<typeof liveStream>;
}
let lookers: readonly Desk[];

beforeAll(async () => {
  story = await plantedSite();
  const { site } = story;
  const staff = people(site.store)
    .filter(({ userId }) => story.staff.includes(userId))
    .map(({ userId, loginName, roles: held }) => ({
      name: loginName,
      session: openSession(site.store, Date.parse(site.now()), userId, 'host'),
      looker: { id: userId, roles: held },
    }));
  lookers = [{ name: 'nobody', session: null, looker: null }, ...staff].map((one) => ({
    ...one,
    stream: liveStream(story.core.handle, one.session),
  }));
});
afterAll(async () => {
  for (const { stream } of lookers) await stream.end();
  await story.close();
});

function values(): Values {
  const { view, people: known, sheets } = story;
  const ids = (table: string, column: string): readonly unknown[] =>
    view.all<{ id: unknown }>(`SELECT DISTINCT ${column} AS id FROM ${table}`).map((row) => row.id);
  return {
    batchId: ids('batches', 'batch_id'),
    enrolmentId: [known.one, known.another],
    candidateId: ids('enrolments', 'candidate_id'),
    sittingId: ids('sittings', 'sitting_id'),
    approvalId: [...ids('approvals', 'approval_id'), '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    incidentId: [...ids('incidents', 'incident_id'), '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    evidenceFileId: [...ids('incident_files', 'evidence_file_id'), '01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    substitutionId: ids('substitutions', 'substitution_id'),
    userId: [sheets.measurer],
    by: [sheets.measurer],
    code: ids('enrolments', 'ticket_number').slice(0, 1),
    text: [''],
    className: [null],
    offset: [0],
    limit: [500],
    itemId: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    takingId: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    kind: [null],
    state: [null],
    placeKey: [null],
    before: [null],
    type: [null],
    uploadId: ['ab'.repeat(16)],
    roomId: ids('rooms', 'room_id'),
    cameraId: ['01ARZ3NDEKTSV4RRFFQ69G5FAV'],
    from: ['2026-11-24T00:00:00.000Z'],
    to: ['2026-11-24T23:00:00.000Z'],
    'ledger.rows.batchId': [null],
    'practical.sheet': Object.entries(sheets).map(([duty, scorerId]) => ({
      enrolmentId: known.one,
      kind: duty === 'measurer' ? 'measure' : duty === 'observer' ? 'observe' : 'judge',
      scorerId,
    })),
  };
}

/** What has been seen by somebody who may: a mark that nobody sees would be looked for in vain. */
const seen = new Set<string>();

/** What everybody was told that they may not know. */
async function leaks(handle: Handle, names?: readonly QueryName[]): Promise<readonly string[]> {
  const found: string[] = [];
  const known = values();
  for (const { name, session, looker, stream } of lookers) {
    const look = (told: Told): void => {
      const { known: rightly, leaked } = plantedIn(told.text, story.planted, looker);
      for (const what of rightly) seen.add(what);
      for (const what of leaked) found.push(`${name} learns “${what}” from ${told.asked}`);
      if (story.joinsCode(told.text) && !story.mayJoinCode(looker))
        found.push(`${name} learns whose workpiece it is from ${told.asked}`);
    };
    look({ asked: 'changes', text: stream.heard() });
    for await (const told of everyAnswer(handle, session, looker, known, names)) {
      expect(isWhole(told), told.asked).toBe(true);
      look(told);
    }
    if (names === undefined) for await (const told of everyFile(handle, session, known)) look(told);
  }
  return found;
}

/** The questions that a mark from a file could be in. */
const markAnswers: readonly QueryName[] = [
  'ledger.rows',
  'candidates.one',
  'theory.grid',
  'theory.comparisons',
  'results.table',
  'results.explain',
];

/** Whose verdicts tell a mark, or tell by their difference that a guess at a first entry is right. */
function tellingVerdicts(): readonly string[] {
  const found: string[] = [];
  const known = values();
  const [guessed] = story.planted;
  for (const { name, looker } of lookers) {
    const right = [...everyVerdict(story.site, looker, known, 7319)];
    const wrong = [...everyVerdict(story.site, looker, known, 7321)];
    for (const [at, told] of right.entries()) {
      for (const what of plantedIn(told.text, story.planted, looker).leaked)
        found.push(`${name} learns “${what}” from ${told.asked}`);
      if (guessed !== undefined && !mayKnow(guessed, looker) && told.text !== wrong[at]?.text)
        found.push(`${name} can guess the first entry by ${told.asked}`);
    }
  }

  return found;
}

describe('planted numbers', () => {
  it('are looked for by every role, with every question', () => {
    const held = new Set(lookers.flatMap(({ looker }) => looker?.roles ?? []));
    expect([...held].toSorted()).toEqual([...roles].toSorted());
    for (const name of Object.keys(queryCatalogue) as QueryName[])
      expect(inputsOf(name, values()).length, name).toBeGreaterThan(0);
  });

  it('come before nobody outside their audience, whatever state the batch is in', async () => {
    for (const [at, [state, happen]] of story.steps.entries()) {
      // nothing is sealed any more in the last ones, as when it is frozen: one of these states is enough every day
      const isSealed = at < 2;
      await happen();
      if (isFullRun || isSealed) expect(await leaks(story.core.handle), state).toEqual([]);
      else if (story.planted.some((one) => one.what === 'from the machine' && one.sealed))
        expect(await leaks(story.core.handle, markAnswers), state).toEqual([]);
      expect(tellingVerdicts(), state).toEqual([]);
    }
    await story.freeze();
    expect(await leaks(story.core.handle), 'frozen').toEqual([]);
    expect([...seen].toSorted()).toEqual([...new Set(story.planted.map((one) => one.what))].toSorted());
  }, 120_000);

  it('come by no live stream, and who is not signed in hears nothing at all of the marks', async () => {
    const size = story.site.ledger.tail().size;
    const [stranger, ...staff] = lookers;
    await expect.poll(() => staff.every(({ stream }) => stream.heard().includes(`"seq":${size}`))).toBe(true);
    for (const { stream } of staff) expect(stream.heard()).toContain('"sheet"');
    expect(stranger?.stream.heard()).not.toMatch(/"seq":[1-9]|sheet|theory|results/);
  });

  it('are found when a guard is broken', async () => {
    const parts = apiParts(capabilities);
    const unsealed = { ...parts.seals, sheetOpen: () => true, secondEntry: () => true };
    const broken = buildApi({
      ...parts,
      host: story.core.host,
      desks: story.core.desks,
      uploads: createUploads(Date.now),
      downloads: createDownloads(Date.now),
      streams: createStreams(Date.now, {}),
      seals: unsealed,
    });
    for (const one of story.planted) one.sealed = true;
    expect((await leaks(broken, ['ledger.rows'])).join('\n')).toContain('“judged by one” from ledger.rows');
  });
});
