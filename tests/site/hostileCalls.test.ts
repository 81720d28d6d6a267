import fc from 'fast-check';
import { ulid } from 'ulid';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import { actionCatalogue, commandCatalogue, queryCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import type { CommandType } from '#shared/contract/commands/index.ts';
import { refusalCodes } from '#shared/words/refusals.ts';
import { resourcesFolder } from '#node/programs.ts';
import { people } from '../../src-main/core/access/queries.ts';
import type { Transport } from '../../src-main/core/api/guard.ts';
import { buildCore, hostClock } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import { capabilities } from '../../src-main/core/capabilities.ts';
import { compareTables } from '../../src-main/core/ledger/replay.ts';
import { verifyLedger } from '../../src-main/core/ledger/verify.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';
import { siteRow } from '../../src-main/core/institution/queries.ts';
import { callCore } from '../support/callCore.ts';
import { commandSamples } from '../support/commandSamples.ts';
import {
  changed,
  fromSchema,
  hostileBody,
  hostileValue,
  type KnownValues,
} from '../support/hostileInputs.ts';
import { checkProperty, isFullRun } from '../support/properties.ts';
import { testFolder } from '../support/testSite.ts';

/**
 * Every question, action and command as nobody and as everybody, with inputs that no page sends. In the full run 100,000 calls
 * on the demonstration site, where there is something of everything; else some hundred on a fresh one, as its chief.
 */

const folder = testFolder();
let core: Core;
/** Who calls, by name: a cookie, or null for nobody. */
const callers = new Map<string, string | null>([['nobody', null]]);
/** What each of them may. */
const rolesOf = new Map<string, readonly string[]>();
let known: KnownValues = new Map();

beforeAll(async () => {
  core = await buildCore({
    dir: folder.dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
  });
  if (isFullRun) {
    expect(await core.host.openDemo()).toEqual({ ok: true, value: null });
    for (const person of people(store())) {
      const { cookie } = await callCore(core, 'access.signInDemo', { userId: person.userId });
      callers.set(person.loginName, cookie);
      rolesOf.set(person.loginName, person.roles);
    }
  } else {
    const founding = {
      institutionCode: 'S500100000001',
      institutionName: '测试学院',
      chiefLoginName: 'chief',
      chiefDisplayName: '负责人',
      chiefPassword: 'for-the-test-only',
      passphrase: null,
    };
    callers.set('chief', (await callCore(core, 'site.setUp', founding)).cookie);
    rolesOf.set('chief', ['chief']);
  }
  known = valuesOf(store());
}, 120_000);

afterAll(async () => {
  await core.close();
  folder.remove();
});

function store(): Store {
  const site = core.host.current();
  if (site === null) throw new Error('no site');
  return site.store;
}

/** Ids and names that the tables hold, by the name of the field that would take them. People are left alone: they are the callers. */
function valuesOf({ raw }: Store): KnownValues {
  const values = new Map<string, readonly string[]>();
  const tables = raw.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all() as string[];
  for (const table of tables) {
    for (const { name } of raw.pragma(`table_info("${table}")`) as { readonly name: string }[]) {
      const field = name.replaceAll(/_(\w)/gu, (_all, letter: string) => letter.toUpperCase());
      if (!/Id$|^id$|code|No$|day/iu.test(field) || /user|session/iu.test(field)) continue;
      const found = raw
        .prepare(`SELECT DISTINCT "${name}" FROM "${table}" WHERE typeof("${name}") = 'text' LIMIT 40`)
        .pluck()
        .all() as string[];
      const key = field === 'id' ? `${table.replace(/s$/u, '')}Id` : field;
      values.set(key, [...(values.get(key) ?? []), ...found]);
    }
  }
  return values;
}

interface Call {
  readonly who: string;
  readonly name: string;
  readonly body: string;
}

/** What is slow by nature (passwords, child processes, the whole ledger) is called now and then only. */
const slow =
  /^(access\.(?!signOut)|site\.(setUp|unlock|openDemo)|roster\.|ledger\.verify|theory\.import|practical\.(read|adopt)|reports\.)/u;

function weightOf(name: string): number {
  if (name === 'ledger.verify') return 1;
  return slow.test(name) ? 4 : 80;
}

function anyCall(): fc.Arbitrary<Call> {
  const anybody = fc.constantFrom(...callers.keys());
  const inputOf = (schema: z.ZodType): fc.Arbitrary<unknown> => {
    const drawn = fromSchema(schema, known);
    return fc.oneof(
      { weight: 6, arbitrary: drawn },
      { weight: 3, arbitrary: changed(drawn) },
      { weight: 1, arbitrary: hostileValue },
    );
  };
  const calls = (
    name: string,
    inputs: fc.Arbitrary<unknown>,
    allowed: readonly string[],
    weight: number,
  ): fc.WeightedArbitrary<Call> => {
    const may = [...callers.keys()].filter((who) => rolesOf.get(who)?.some((role) => allowed.includes(role)));
    const who =
      may.length === 0 ? anybody : fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...may) }, anybody);
    return { weight, arbitrary: fc.record({ who, name: fc.constant(name), body: inputs.map(toJson) }) };
  };
  const asked = Object.entries({ ...queryCatalogue, ...actionCatalogue }).map(([name, { input, roles }]) => {
    // These would end the site or the session for all calls after them; malformed they may come.
    const ends = name === 'site.leaveDemo' || name === 'access.signOut' || name === 'access.lock';
    const inputs = ends ? hostileValue.map((value) => ({ value })) : inputOf(input as z.ZodType);
    return calls(name, inputs, roles === 'open' ? [] : roles, weightOf(name));
  });
  const commanded = Object.entries(commandCatalogue).map(([type, definition]) => {
    const { composer, input, roles }: CommandDefinition = definition;
    const sample = commandSamples[type as CommandType];
    const inputs = fc.oneof({ weight: 4, arbitrary: inputOf(input) }, changed(fc.constant(sample)));
    const envelope = inputs.map((value) => ({
      id: ulid(),
      type,
      input: value,
      deskAt: '2026-11-24T10:00:00.000+08:00',
    }));
    const bodies = fc.oneof({ weight: 12, arbitrary: envelope }, { weight: 1, arbitrary: changed(envelope) });
    return calls('submit', bodies, roles, composer === 'core' ? 12 : 120);
  });
  const names = fc.constantFrom(
    'submit',
    ...Object.keys(queryCatalogue),
    'access.nothing',
    '__proto__',
    'a.b.c',
    '%',
  );
  const raw = fc.record({ who: anybody, name: names, body: hostileBody });
  return fc.oneof(...asked, ...commanded, { weight: 400, arbitrary: raw });
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

const socket: Transport = { kind: 'socket' };
const knownCodes = new Set<string>(refusalCodes);
/** Longer than any of them takes on a busy machine, and than the slow ones over a long ledger; what takes longer hangs. */
const hangMs = 60_000;
const slowHangMs = 600_000;

/** Sends a call and says what is wrong with its answer; null when it is typed, in words, and came in time. */
async function fault({ who, name, body }: Call): Promise<string | null> {
  const cookie = callers.get(who);
  const request = new Request(`http://127.0.0.1:4000/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-kaodian': '1', ...(cookie == null ? {} : { cookie }) },
    body,
  });
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), slow.test(name) ? slowHangMs : hangMs);
  const answer = await Promise.race([core.handle(request, socket), late.promise]);
  clearTimeout(timer);
  if (answer === null) return 'no answer';
  const text = await answer.text();
  if (answer.status >= 500) return `status ${answer.status}: ${text}`;
  const said = JSON.parse(text) as Said;
  const refusal = said.error?.data.refusal ?? (said.code === undefined ? undefined : { code: said.code });
  const inside = said.result?.data as
    | { readonly ok?: unknown; readonly refusal?: { readonly code: string } }
    | null
    | undefined;
  const code = refusal?.code ?? (inside?.ok === false ? inside.refusal?.code : 'answered');
  if (code === 'unexpected' || code === 'disk-full') return `${code}: ${text}`;
  return code === 'answered' || (code !== undefined && knownCodes.has(code))
    ? null
    : `without words: ${text}`;
}

interface Said {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data: { readonly refusal: { readonly code: string } } };
  readonly code?: string;
}

/** Bytes that are really held, after everything that can go is gone. */
function heldBytes(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}

test('every call is answered, typed and in words; memory stays flat; the ledger holds and replays', async () => {
  const times = isFullRun ? 50 : 3;
  let calls = 0;
  let early = 0;
  const warm = isFullRun ? 20_000 : Number.POSITIVE_INFINITY;
  await checkProperty(
    fc.asyncProperty(anyCall(), async (call) => {
      calls += 1;
      if (calls === warm) early = heldBytes();
      const found = await fault(call);
      if (found !== null)
        throw new Error(
          `${found.slice(0, 500)} after ${call.name} by ${call.who}: ${call.body.slice(0, 500)}`,
        );
    }),
    { times, endOnFailure: true },
  );
  if (isFullRun) {
    expect(calls).toBe(100_000);
    const grown = heldBytes() - early;
    process.stdout.write(
      `${calls} calls; heap grew by ${Math.round(grown / 1024)} KiB after the first ${warm}\n`,
    );
    expect(grown).toBeLessThan(16 * 1024 * 1024);
  }
  expect(await verifyLedger(store(), siteRow(store())?.signingKey ?? null)).toMatchObject({ ok: true });
  expect(compareTables(store(), capabilities).differing).toEqual([]);
}, 3_600_000);
