import type { z } from 'zod';
import type { ActionInput, ActionName } from '#shared/contract/actions.ts';
import { commandCatalogue, queryCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { CommandType } from '#shared/contract/commands/index.ts';
import type { CommandId, UserId } from '#shared/contract/ids.ts';
import type { QueryName } from '#shared/contract/queries.ts';
import { decideWithSecond } from '../../src-main/core/access/secondPerson.ts';
import type { Handle } from '../../src-main/core/api/handler.ts';
import type { Site } from '../../src-main/core/api/site.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { showsOf } from '../../src-main/core/ledger/capability.ts';
import type { Decision } from '../../src-main/core/ledger/capability.ts';
import { commandSamples } from './commandSamples.ts';
import { signingKey } from './ledgerSite.ts';
import type { Looker } from './plantedNumbers.ts';

/** What stands for any id in a sample. */
const sampleId = commandSamples['approval.grant'].approvalId;

/** By the name of a field, the values there are for it in the site; by the name of a question, whole inputs of it. */
export type Values = Readonly<Record<string, readonly unknown[]>>;

/**
 * Every input of a question that the values make. A question with a field that has no values is a fault of the test: it would go
 * unasked.
 */
export function inputsOf(name: QueryName, values: Values): readonly Readonly<Record<string, unknown>>[] {
  const { shape } = queryCatalogue[name].input as unknown as { readonly shape: Record<string, z.ZodType> };
  const whole = values[name];
  if (whole !== undefined) return whole as readonly Readonly<Record<string, unknown>>[];
  let inputs: Readonly<Record<string, unknown>>[] = [{}];
  for (const field of Object.keys(shape)) {
    const given = values[`${name}.${field}`] ?? values[field];
    if (given === undefined) throw new Error(`no values for ${field} of ${name}`);
    inputs = inputs.flatMap((input) => given.map((value) => ({ ...input, [field]: value })));
  }
  return inputs;
}

/** One answer, as text, with what was asked. */
export interface Told {
  readonly asked: string;
  readonly text: string;
}

/** Asks every question of the catalogue (or those of `names`), in every way that the values make, as the holder of a session. */
export async function* everyAnswer(
  handle: Handle,
  session: string | null,
  looker: Looker,
  values: Values,
  names = Object.keys(queryCatalogue) as readonly QueryName[],
): AsyncGenerator<Told> {
  for (const name of names) {
    const { roles } = queryCatalogue[name];
    const may = roles === 'open' || (looker?.roles.some((role) => roles.includes(role)) ?? false);
    const inputs = inputsOf(name, values);
    // who may not ask is refused before anything is looked at: once is enough
    for (const input of may ? inputs : inputs.slice(0, 1)) {
      const answer = await handle(post(name, session, input), { kind: 'socket' });
      if (may !== (answer.status === 200)) throw new Error(`${name} answered ${answer.status}`);
      yield { asked: `${name} ${JSON.stringify(input)}`, text: await answer.text() };
    }
  }
}

/** Actions that tell something, with what they are given; of the others, why they tell no mark. */
export const tellingActions: {
  readonly [Name in ActionName]:
    | ActionInput<Name>
    | 'account'
    | 'phase of the site'
    | 'takes in'
    | 'encrypted'
    | 'pictures';
} = {
  'access.signIn': 'account',
  'access.signInDemo': 'account',
  'access.signOut': 'account',
  'access.addPerson': 'account',
  'access.setPassword': 'account',
  'access.changePassword': 'account',
  'access.claim': 'account',
  'access.grantHere': 'account',
  'access.grantList': 'account',
  'access.lock': 'account',
  'access.readBadge': 'account',
  'access.recover': 'account',
  'access.setPin': 'account',
  'access.stillHere': 'account',
  'access.unlock': 'account',
  'badges.print': 'account',
  'site.setUp': 'phase of the site',
  'site.renewRecoveryKey': 'account',
  'site.unlock': 'phase of the site',
  'site.openDemo': 'phase of the site',
  'site.leaveDemo': 'phase of the site',
  'centre.enrol': 'takes in',
  'roster.check': 'takes in',
  'roster.correctedCopy': 'takes in',
  'roster.import': 'takes in',
  'practical.readRubric': 'takes in',
  'practical.adoptRubric': 'takes in',
  'theory.importMarks': 'takes in',
  'theory.proposeSubstitution': 'takes in',
  'theory.readEvidence': { substitutionId: sampleId as never },
  'equipment.importSheet': 'takes in',
  'equipment.storePhoto': 'takes in',
  'equipment.readPhoto': { itemId: sampleId as never, sha256: 'ab'.repeat(32) },
  'equipment.exportAnnex': { title: '设施设备情况' },
  'incidents.addFile': 'takes in',
  'incidents.readFile': { evidenceFileId: sampleId as never },
  'reports.seal': 'encrypted',
  'reports.writeToFolder': 'encrypted',
  'reports.upload': 'encrypted',
  'reports.fetchReceipts': 'encrypted',
  'reports.readReceipt': 'takes in',
  'cameras.add': 'pictures',
  'cameras.change': 'pictures',
  'cameras.discover': 'pictures',
  'cameras.play': 'pictures',
  'cameras.probe': 'pictures',
  'cameras.setFolder': 'pictures',
  'cameras.watch': 'pictures',
};

/** Runs every action that tells something, with the file that it makes ready. */
export async function* everyFile(
  handle: Handle,
  session: string | null,
  values: Values,
): AsyncGenerator<Told> {
  for (const [name, given] of Object.entries(tellingActions)) {
    if (typeof given === 'string') continue;
    const answer = await handle(post(name, session, filled(given, values, 0)), { kind: 'socket' });
    const text = await answer.text();
    yield { asked: name, text };
    const [, id] = /"downloadId":"([0-9a-f]+)"/.exec(text) ?? [];
    if (id === undefined) continue;
    const fetched = new Request(`http://127.0.0.1:4000/files/${id}`, { headers: headersOf(session) });
    const file = await handle(fetched, { kind: 'socket' });
    if (file.status !== 200) throw new Error(`the file of ${name} answered ${file.status}`);
    yield { asked: `file of ${name}`, text: Buffer.from(await file.arrayBuffer()).toString('latin1') };
  }
}

function post(name: string, session: string | null, input: unknown): Request {
  return new Request(`http://127.0.0.1:4000/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headersOf(session) },
    body: JSON.stringify(input),
  });
}

function headersOf(session: string | null): Record<string, string> {
  return { 'x-kaodian': '1', ...(session === null ? {} : { cookie: `kd_session=${session}` }) };
}

/** A window's live subscription: what it has heard so far, as it came. */
export function liveStream(handle: Handle, session: string | null) {
  const ending = new AbortController();
  let heard = '';
  const address = `http://127.0.0.1:4000/rpc/changes?input=${encodeURIComponent('{"after":0}')}`;
  const ended = (async () => {
    const headers = { accept: 'text/event-stream', ...headersOf(session) };
    const answer = await handle(new Request(address, { headers, signal: ending.signal }), { kind: 'socket' });
    if (answer.status !== 200 || answer.body === null) throw new Error(`no stream: ${answer.status}`);
    const decoder = new TextDecoder();
    for await (const chunk of answer.body) heard += decoder.decode(chunk, { stream: true });
  })().catch((error: unknown) => {
    if (!ending.signal.aborted) throw error;
  });
  return {
    heard: () => heard,
    end: async () => {
      ending.abort();
      await ended;
    },
  };
}

/** Questions that only make sense whole: what they left out would go unseen. */
export function isWhole({ asked, text }: Told): boolean {
  if (!asked.startsWith('ledger.rows')) return true;
  const { result } = JSON.parse(text) as { result?: { data: { total: number; rows: readonly unknown[] } } };
  return result === undefined || result.data.rows.length === result.data.total;
}

/** What the core would say to every command of this person; nothing happens by it. `mark` stands in the place of every mark. */
export function* everyVerdict(site: Site, looker: Looker, values: Values, mark: number): Generator<Told> {
  if (looker === null) return;
  for (const type of Object.keys(commandCatalogue) as CommandType[]) {
    const definition: CommandDefinition = commandCatalogue[type];
    if (!looker.roles.some((role) => definition.roles.includes(role))) continue;
    const input = definition.input.parse(filled(commandSamples[type], values, mark));
    const decision = decideWithSecond(
      {
        store: site.store,
        at: site.now(),
        commandId: '01ARZ3NDEKTSV4RRFFQ69G5FAW' as CommandId,
        actor: { id: looker.id, roles: looker.roles, desk: 'host' },
        by: looker.id as UserId,
        second: null,
        random: (bytes) => Buffer.alloc(bytes, 7),
        softwareVersion: 'test',
        signingKey,
        reference: site.reference,
        // as if whatever file is named had been brought in: no check of files stands before those of marks
        holdsFile: () => true,
        demo: false,
      },
      type,
      definition,
      input,
      (context, wanted, of) => decideOne(context, wanted, of),
      showsOf(capabilities),
    );
    yield {
      asked: type,
      text: JSON.stringify(
        decision.ok
          ? { result: decision.result, rows: decision.events.length, waits: decision.waitsFor }
          : decision.refusal,
      ),
    };
  }
}

const decisions = Object.assign({}, ...capabilities.map((one) => one.decide)) as Record<
  string,
  (context: unknown, input: unknown) => Decision
>;

function decideOne(context: unknown, type: CommandType, input: unknown): Decision {
  const decide = decisions[type];
  if (decide === undefined) throw new Error(`nobody decides ${type}`);
  return decide(context, input);
}

/** A sample with what there is in the site in the place of its ids, and one mark in the place of all marks. */
function filled(sample: unknown, values: Values, mark: number): unknown {
  if (Array.isArray(sample)) return sample.map((one) => filled(one, values, mark));
  if (typeof sample !== 'object' || sample === null) return sample;
  return Object.fromEntries(
    Object.entries(sample).map(([field, value]): [string, unknown] => {
      if (field === 'scoreHundredths') return [field, mark];
      const [first] = value === sampleId ? (values[field] ?? []) : [];
      return [field, first ?? filled(value, values, mark)];
    }),
  );
}
