import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ulid } from 'ulid';
import { actionCatalogue } from '#shared/contract/capabilities.ts';
import type { ActionName } from '#shared/contract/actions.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandType } from '#shared/contract/commands/index.ts';
import type { CommandDefinition } from '#shared/contract/command.ts';
import { queryCatalogue } from '#shared/contract/capabilities.ts';
import type { QueryName } from '#shared/contract/queries.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { roles } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { resourcesFolder } from '#node/programs.ts';
import { people } from '../../src-main/core/access/queries.ts';
import { buildCore, hostClock } from '../../src-main/core/app.ts';
import type { Core } from '../../src-main/core/app.ts';
import type { Transport } from '../../src-main/core/api/guard.ts';
import { documentNumberOf } from '../support/arrangedSite.ts';
import { callCore } from '../support/callCore.ts';
import type { CallAnswer, CallOptions } from '../support/callCore.ts';
import { commandSamples } from '../support/commandSamples.ts';
import { testFolder } from '../support/testSite.ts';

/** The one API: who may ask, do and command what, and what a stranger's request gets. */

const folder = testFolder();
const socket: Transport = { kind: 'socket' };
const password = 'for-the-test-only';
let core: Core;
const sessions = new Map<Role, string>();

const call = (name: string, input: unknown, options: CallOptions = {}): Promise<CallAnswer> =>
  callCore(core, name, input, options);

beforeAll(async () => {
  core = await buildCore({
    dir: folder.dir,
    resourcesDir: resourcesFolder(),
    clock: hostClock,
    softwareVersion: '0',
  });
  const founded = await call('site.setUp', {
    institutionCode: 'S500100000001',
    institutionName: '测试学院',
    chiefLoginName: 'chief',
    chiefDisplayName: '负责人',
    chiefPassword: password,
    passphrase: null,
  });
  expect(founded.status).toBe(200);
  const chiefCookie = founded.cookie ?? '';
  sessions.set('chief', chiefCookie);
  for (const role of roles.filter((one) => one !== 'chief')) {
    const answer = await call(
      'access.addPerson',
      {
        commandId: ulid(),
        deskAt: '2026-11-24T10:00:00.000+08:00',
        userId: ulid(),
        loginName: role,
        displayName: role,
        roles: [role],
        password: 'handed-over',
      },
      { cookie: chiefCookie },
    );
    const added = answer.body.result?.data as {
      readonly ok: boolean;
      readonly waitsFor?: { readonly approvalId: string };
    };
    expect(added).toMatchObject({ ok: true });
    // The first is made by the chief alone; from then on there is somebody who must agree.
    expect(added.waitsFor === undefined, role).toBe(role === 'registrar');
    if (added.waitsFor !== undefined) {
      const { approvalId } = added.waitsFor;
      const command = { commandId: ulid(), deskAt: '2026-11-24T10:00:00.000+08:00' };
      const granted = await call(
        'access.grantHere',
        { ...command, approvalId, loginName: 'registrar', password },
        { cookie: chiefCookie },
      );
      expect(granted.body.result?.data).toMatchObject({ ok: true });
    }
    const cookie = (await call('access.signIn', { loginName: role, password: 'handed-over' })).cookie ?? '';
    const claim = { commandId: ulid(), deskAt: '2026-11-24T10:00:00.000+08:00', password };
    const claimed = await call('access.claim', claim, { cookie });
    expect(claimed.body.result?.data).toMatchObject({ ok: true });
    sessions.set(role, cookie);
  }
}, 60_000);
afterAll(async () => {
  await core.close();
  folder.remove();
});

/** `forbidden`, `signed-out`, or `let-in` (whatever is said of the input then). */
function verdict({ status, body }: CallAnswer): 'let-in' | 'signed-out' | 'forbidden' {
  const code = body.error?.data.refusal.code;
  if (status === 401 || code === 'signed-out') return 'signed-out';
  if (status === 403 || code === 'role-not-allowed') return 'forbidden';
  return 'let-in';
}

/** Inputs that pass the schemas are not needed: who may not ask is turned away before anything else is looked at. */
const wellFormed: Readonly<Record<string, unknown>> = {};

describe('every question against every role', () => {
  for (const name of Object.keys(queryCatalogue) as QueryName[]) {
    test(name, async () => {
      const definition = queryCatalogue[name];
      const input = sample(name);
      const nobody = verdict(await call(name, input));
      expect(nobody).toBe(definition.roles === 'open' ? 'let-in' : 'signed-out');
      for (const role of roles) {
        const answer = await call(name, input, { cookie: sessions.get(role) ?? '' });
        const may = definition.roles === 'open' || definition.roles.includes(role);
        expect(verdict(answer), role).toBe(may ? 'let-in' : 'forbidden');
        if (may) expect([role, answer.status, answer.body.error]).toEqual([role, 200, undefined]);
      }
    });
  }
});

describe('every action that needs a role against every role', () => {
  const names = (Object.keys(actionCatalogue) as ActionName[]).filter(
    (name) => actionCatalogue[name].roles !== 'open' && name !== 'access.signOut' && name !== 'access.lock',
  );
  for (const name of names) {
    test(name, async () => {
      const allowed = actionCatalogue[name].roles as readonly Role[];
      const input = actionSample(name);
      expect(verdict(await call(name, input))).toBe('signed-out');
      for (const role of roles) {
        if (allowed.includes(role)) continue;
        expect(verdict(await call(name, input, { cookie: sessions.get(role) ?? '' })), role).toBe(
          'forbidden',
        );
      }
    });
  }
});

describe('every command against every role', () => {
  for (const type of Object.keys(commandCatalogue) as CommandType[]) {
    test(type, async () => {
      const definition: CommandDefinition = commandCatalogue[type];
      const input = commandSamples[type];
      expect(definition.input.safeParse(input).error).toBeUndefined();
      const envelope = () => ({ id: ulid(), type, input, deskAt: '2026-11-24T10:00:00.000+08:00' });
      expect(verdict(await call('submit', envelope()))).toBe('signed-out');
      for (const role of roles) {
        const { body } = await call('submit', envelope(), { cookie: sessions.get(role) ?? '' });
        const answer = body.result?.data as { ok: boolean; refusal?: { code: string } };
        const code = answer.ok ? 'ok' : answer.refusal?.code;
        if (definition.composer === 'core') expect(code, role).toBe('command-not-for-people');
        else if (!definition.roles.includes(role)) expect(code, role).toBe('role-not-allowed');
        else expect(code, role).not.toMatch(/^(role-not-allowed|command-.*)$/);
      }
    });
  }
});

describe('what an action composes', () => {
  const deskAt = '2026-11-24T10:00:00.000+08:00';
  const chief = () => ({ cookie: sessions.get('chief') ?? '' });
  const lathe = { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 } as const;

  test('happens once when its answer got lost, and is no other person’s to send again', async () => {
    const batchId = ulid();
    const submit = async (type: string, input: object) => {
      const answer = await call('submit', { id: ulid(), type, input, deskAt }, chief());
      expect(answer.body.result?.data).toMatchObject({ ok: true });
    };
    await submit('institution.fileOccupation', {
      edition: '2022',
      code: lathe.code,
      level: 3,
      major: '机械',
    });
    await submit('batch.create', {
      batchId,
      batchNo: 'ACT-1',
      name: '第一批',
      occupationLevels: [lathe],
      firstDay: '2026-12-01',
      lastDay: '2026-12-01',
      rules: defaultBatchRules,
    });
    // Silent about the level of one, and with one who cannot be enrolled.
    const rows = ['姓名,证件号码,职业名称,等级', `考生甲,${documentNumberOf(1)},车工,`, '考生乙,1,车工,三级'];
    const body = `\uFEFF${rows.join('\r\n')}`;
    const uploadId = '5e'.repeat(16);
    const headers = {
      'x-kaodian': '1',
      'x-file-name': 'a.csv',
      'x-upload-id': uploadId,
      'x-upload-offset': '0',
      'x-upload-total': String(Buffer.byteLength(body)),
      ...chief(),
    };
    await core.handle(new Request('http://127.0.0.1:4000/upload', { method: 'POST', headers, body }), socket);
    const importing = {
      commandId: ulid(),
      deskAt,
      batchId,
      uploadId,
      fixes: [],
      mapping: [],
      skipErrors: true,
    };
    const first = await call('roster.import', importing, chief());
    expect(first.body.result?.data).toMatchObject({
      ok: true,
      result: { rows: 2, imported: 1, leftOut: [{ sheet: 1, row: 3, reason: 'bad-document-number' }] },
    });
    expect((await call('roster.import', importing, chief())).body).toEqual(first.body);
    const other = await call('roster.import', importing, { cookie: sessions.get('registrar') ?? '' });
    expect(other.body.result?.data).toMatchObject({ ok: false, refusal: { code: 'command-id-taken' } });
  });
});

describe('what is turned away at the API', () => {
  const http: Transport = { kind: 'http', origin: 'http://127.0.0.1:4000' };
  const host = { host: '127.0.0.1:4000' };

  async function enter(): Promise<string> {
    const link = core.desks.newLink();
    const answer = await core.handle(new Request(`http://127.0.0.1:4000${link}`), http);
    expect(answer.status).toBe(303);
    return answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  test('a browser without the one-time link', async () => {
    const answer = await call('site.state', {}, { transport: http, headers: host });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('desk-unknown');
  });

  test('the link works once, and the desk it made may ask', async () => {
    const link = core.desks.newLink();
    const first = await core.handle(new Request(`http://127.0.0.1:4000${link}`), http);
    expect(first.status).toBe(303);
    expect(first.headers.getSetCookie()[0]).toMatch(/HttpOnly; SameSite=Strict/);
    const second = await core.handle(new Request(`http://127.0.0.1:4000${link}`), http);
    expect(second.status).toBe(403);
    const cookie = first.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    expect((await call('site.state', {}, { transport: http, headers: host, cookie })).status).toBe(200);
  });

  test.each([
    ['a rebound name', { host: 'evil.example:4000' }],
    ['another origin', { ...host, origin: 'http://evil.example' }],
    ['another port of this machine', { ...host, origin: 'http://127.0.0.1:5000' }],
    ['a cross-site fetch', { ...host, 'sec-fetch-site': 'cross-site' }],
    ['a same-site fetch from another port', { ...host, 'sec-fetch-site': 'same-site' }],
    ['a form, which cannot send the page header', { ...host, 'x-kaodian': '' }],
  ])('%s', async (_what, headers) => {
    const cookie = await enter();
    const answer = await call('site.state', {}, { transport: http, headers, cookie });
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('request-foreign');
  });

  test('a password is changed by its owner, or set by the chief, and the ledger says by whom', async () => {
    const cookie = sessions.get('markVerifier') ?? '';
    const { store } = core.host.current() ?? {};
    if (store === undefined) throw new Error('no site');
    const person = people(store).find((one) => one.loginName === 'markVerifier');
    const command = () => ({ commandId: ulid(), deskAt: '2026-11-24T10:00:00.000+08:00' });
    const own = async (input: object) =>
      (await call('access.changePassword', input, { cookie })).body.result?.data;
    const traces = () =>
      store.raw
        .prepare("SELECT header FROM ledger_rows WHERE type = 'user.passwordSet' ORDER BY seq")
        .pluck()
        .all()
        .map((header) => (JSON.parse(String(header)) as { actor: string }).actor);

    expect(await own({ ...command(), present: 'guessed', password: 'of-my-own' })).toMatchObject({
      ok: false,
      refusal: { code: 'present-password-wrong' },
    });
    const claims = traces().length;
    const change = { ...command(), present: password, password: 'of-my-own-making' };
    expect(await own(change)).toMatchObject({ ok: true });
    expect(await own(change), 'asked again after an answer that got lost').toMatchObject({ ok: true });
    expect(traces().slice(claims)).toEqual([person?.userId]);
    const signIn = async (word: string) =>
      (await call('access.signIn', { loginName: 'markVerifier', password: word })).body.result?.data;
    expect(await signIn(password)).toMatchObject({ ok: false, refusal: { code: 'sign-in-wrong' } });
    expect(await signIn('of-my-own-making')).toMatchObject({ ok: true });

    const reset = { ...command(), userId: person?.userId, password: 'handed-over' };
    const answer = await call('access.setPassword', reset, { cookie: sessions.get('chief') ?? '' });
    const asked = answer.body.result?.data as
      | { readonly waitsFor: { readonly approvalId: string } }
      | undefined;
    const approvalId = asked?.waitsFor.approvalId;
    const agree = { ...command(), approvalId, loginName: 'registrar', password };
    const agreed = await call('access.grantHere', agree, { cookie: sessions.get('chief') ?? '' });
    expect(agreed.body.result?.data).toMatchObject({ ok: true });
    const chief = people(store).find((one) => one.roles.includes('chief'));
    expect(traces().slice(claims)).toEqual([person?.userId, chief?.userId]);
    expect(await signIn('of-my-own-making')).toMatchObject({ ok: false, refusal: { code: 'sign-in-wrong' } });
  });

  test('a password is guessed five times, then the account waits', async () => {
    let last: unknown;
    for (let turn = 0; turn < 7; turn += 1)
      last = (await call('access.signIn', { loginName: 'technician', password: 'wrong' })).body.result?.data;
    expect(last).toMatchObject({ ok: false, refusal: { code: 'sign-in-wait' } });
    const right = (await call('access.signIn', { loginName: 'technician', password })).body.result?.data;
    expect(right).toMatchObject({ ok: false, refusal: { code: 'sign-in-wait' } });
  });

  test('many calls in one request are refused, so that no limit of requests is passed that way', async () => {
    const one = { loginName: 'technician', password };
    const names = 'access.signIn,access.signIn?batch=1';
    const { status, body } = await call(names, { 0: one, 1: one });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain('not-understood');
    expect(JSON.stringify(body)).not.toMatch(/batch|stack|TRPC|"ok":true/i);
  });

  test('malformed inputs give a typed refusal without a word of a library', async () => {
    for (const input of [null, 7, 'x', [], { unknown: 1 }, { batchId: 'nonsense' }]) {
      const { status, body } = await call('batches.one', input, { cookie: sessions.get('chief') ?? '' });
      expect(status).toBe(400);
      expect(body.error).toEqual(
        expect.objectContaining({
          message: 'not-understood',
          data: { code: 'BAD_REQUEST', httpStatus: 400, refusal: { code: 'not-understood', facts: {} } },
        }),
      );
      expect(JSON.stringify(body)).not.toMatch(/zod|stack|TRPC|expected/i);
    }
  });

  test.each(['roster.check', 'roster.correctedCopy'])(
    '%s needs no account before there is a site, and one afterwards',
    async (name) => {
      const input = { uploadId: 'cd'.repeat(16), fixes: [], mapping: [] };
      const stranger = (await call(name, input)).body.result?.data;
      expect(stranger).toMatchObject({ ok: false, refusal: { code: 'signed-out' } });
      const registrar = await call(name, input, { cookie: sessions.get('registrar') ?? '' });
      expect(registrar.body.result?.data).toMatchObject({ ok: false, refusal: { code: 'upload-gone' } });
    },
  );

  test('a download is good once, and for the sign-in that asked for it', async () => {
    const send = (path: string, who: Role | null, more: RequestInit = {}) => {
      const cookie = who === null ? '' : (sessions.get(who) ?? '');
      const headers = { 'x-kaodian': '1', cookie, ...more.headers };
      return core.handle(new Request(`http://127.0.0.1:4000${path}`, { ...more, headers }), socket);
    };
    const uploadId = 'ef'.repeat(16);
    const bytes = Buffer.from('姓名,身份证号,职业,等级\n韦平建,500103200809250741,车工,三级\n');
    const sent = await send('/upload', 'registrar', {
      method: 'POST',
      headers: {
        'x-file-name': 'a.csv',
        'x-upload-id': uploadId,
        'x-upload-offset': '0',
        'x-upload-total': String(bytes.length),
      },
      body: bytes,
    });
    expect(sent.status).toBe(200);
    const copy = await call(
      'roster.correctedCopy',
      { uploadId, fixes: [], mapping: [] },
      { cookie: sessions.get('registrar') ?? '' },
    );
    const answer = copy.body.result?.data as { readonly value: { readonly downloadId: string } } | undefined;
    const downloadId = answer?.value.downloadId ?? '';
    const fetched = async (who: Role | null) => (await send(`/files/${downloadId}`, who)).status;
    expect(await fetched(null)).toBe(404);
    expect(await fetched('chief')).toBe(404);
    expect(await fetched('registrar')).toBe(200);
    expect(await fetched('registrar')).toBe(404);
  });

  test('uploads: pieces out of order, too large, or with a foreign id', async () => {
    const send = (headers: Record<string, string>, body: string) =>
      core.handle(
        new Request('http://127.0.0.1:4000/upload', {
          method: 'POST',
          headers: {
            'x-kaodian': '1',
            'x-file-name': 'a.xlsx',
            cookie: sessions.get('registrar') ?? '',
            ...headers,
          },
          body,
        }),
        socket,
      );
    const id = 'ab'.repeat(16);
    const whole = { 'x-upload-id': id, 'x-upload-offset': '0', 'x-upload-total': '5' };
    const stranger = await send({ ...whole, cookie: '' }, 'hello');
    expect([stranger.status, await stranger.json()]).toEqual([401, { code: 'signed-out', facts: {} }]);
    expect(
      (await send({ 'x-upload-id': id, 'x-upload-offset': '5', 'x-upload-total': '10' }, 'later')).status,
    ).toBe(400);
    expect(
      (await send({ 'x-upload-id': '../../etc', 'x-upload-offset': '0', 'x-upload-total': '5' }, 'hello'))
        .status,
    ).toBe(400);
    expect(
      (
        await send(
          { 'x-upload-id': id, 'x-upload-offset': '0', 'x-upload-total': String(65 * 1024 * 1024) },
          'x',
        )
      ).status,
    ).toBe(413);
    expect(
      (await send({ 'x-upload-id': id, 'x-upload-offset': '0', 'x-upload-total': '10' }, 'hello')).status,
    ).toBe(200);
    expect(
      (await send({ 'x-upload-id': id, 'x-upload-offset': '5', 'x-upload-total': '10' }, 'again')).status,
    ).toBe(200);
  });
});

const id = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

function sample(name: QueryName): unknown {
  const page = { offset: 0, limit: 10 };
  const inputs: Partial<Record<QueryName, unknown>> = {
    'occupations.search': { text: '车工' },
    'batches.one': { batchId: id },
    'candidates.list': { batchId: null, text: '', ...page },
    'candidates.one': { enrolmentId: id },
    'roster.place': { uploadId: 'ab'.repeat(16) },
    'arrangement.view': { batchId: id },
    'arrangement.tickets': { batchId: id, className: null },
    'checkin.desk': { sittingId: id },
    'checkin.lookup': { sittingId: id, code: '1234' },
    'incidents.list': { batchId: id },
    'incidents.places': { batchId: id },
    'incidents.form': { incidentId: id },
    'theory.grid': { batchId: id },
    'theory.comparisons': { batchId: id },
    'theory.substitutions': { batchId: id },
    'practical.sheet': { enrolmentId: id, kind: 'judge', scorerId: id },
    'practical.matrix': { batchId: id },
    'results.table': { batchId: id },
    'results.explain': { enrolmentId: id },
    'reports.view': { batchId: id },
    'ledger.rows': { before: null, limit: 10, batchId: null, type: null },
    'approvals.one': { approvalId: id },
    'badges.list': { batchId: id },
    'equipment.list': { text: '', kind: null, state: null, placeKey: null, ...page },
    'equipment.one': { itemId: id },
    'equipment.scan': { code: 'KDE' },
    'equipment.taking': { takingId: id },
    'equipment.ofSitting': { sittingId: id },
    'cameras.gaps': { batchId: id },
    'cameras.coverage': { batchId: id },
    'cameras.timeline': { roomId: id, from: '2026-11-24T00:00:00.000Z', to: '2026-11-24T08:00:00.000Z' },
    'cameras.ofCamera': { cameraId: id },
  };
  return inputs[name] ?? wellFormed;
}

function actionSample(name: ActionName): unknown {
  const upload = 'ab'.repeat(16);
  const command = { commandId: id, deskAt: '2026-11-24T10:00:00.000+08:00' };
  const source = { kind: 'usb', device: '/dev/video250' };
  const camera = {
    ...command,
    cameraId: id,
    name: '前方',
    roomId: null,
    position: 'front',
    source,
    soundRule: null,
  };
  const inputs: Partial<Record<ActionName, unknown>> = {
    'cameras.probe': { cameraId: null, source },
    'cameras.add': camera,
    'cameras.change': camera,
    'cameras.setFolder': { ...command, folder: 'not-absolute', second: null },
    'cameras.discover': {},
    'cameras.watch': { ...command, cameraIds: [id] },
    'cameras.play': {
      ...command,
      cameraId: id,
      from: '2026-11-24T01:00:00.000Z',
      to: '2026-11-24T02:00:00.000Z',
    },
    'access.addPerson': {
      ...command,
      userId: id,
      loginName: 'x',
      displayName: 'x',
      roles: ['chief'],
      password,
    },
    'access.setPassword': { ...command, userId: id, password },
    'access.changePassword': { ...command, present: password, password },
    'access.claim': { ...command, password },
    'access.recover': { ...command, loginName: 'x', recoveryKey: 'x', password },
    'site.renewRecoveryKey': { ...command, password, passphrase: null },
    'access.grantHere': { ...command, approvalId: id, loginName: 'x', password },
    'access.grantList': { secret: password, grants: [{ commandId: id, approvalId: id }] },
    'badges.print': { ...command, badgeIds: [id] },
    'roster.import': { ...command, batchId: id, uploadId: upload, fixes: [], mapping: [], skipErrors: false },
    'theory.importMarks': { ...command, uploadId: upload, batchId: id, commit: false },
    'theory.proposeSubstitution': {
      ...command,
      uploadId: upload,
      substitutionId: id,
      enrolmentId: id,
      courseName: 'x',
      courseCode: null,
      term: 'x',
      examDate: null,
      rawHundredths: 8000,
      fullHundredths: 10_000,
      teacher: 'x',
    },
    'theory.readEvidence': { substitutionId: id },
    'equipment.importSheet': { ...command, uploadId: upload, commit: false, skipFaults: false },
    'equipment.storePhoto': { ...command, uploadId: upload, itemId: id },
    'equipment.readPhoto': { itemId: id, sha256: 'ab'.repeat(32) },
    'equipment.exportAnnex': { title: 'x' },
    'incidents.addFile': { ...command, uploadId: upload, incidentId: id, evidenceFileId: id, kind: 'photo' },
    'incidents.readFile': { evidenceFileId: id },
    'practical.readRubric': { uploadId: upload },
    'practical.adoptRubric': {
      ...command,
      uploadId: upload,
      batchId: id,
      rubricId: id,
      occupationLevel: { edition: '2022', code: '6-18-01-01', name: '车工', level: 3 },
    },
    'reports.seal': { packageId: id },
    'reports.writeToFolder': { packageId: id, folder: '/nowhere' },
    'reports.upload': { packageId: id },
    'reports.fetchReceipts': { packageId: id },
    'reports.readReceipt': { uploadId: upload, signatureUploadId: upload },
    'centre.enrol': {
      ...command,
      keysUploadId: upload,
      signatureUploadId: upload,
      rootFingerprint: 'x',
      address: null,
      token: null,
    },
  };
  return inputs[name] ?? {};
}
