import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { EnrolmentId, EvidenceFileId, Id, IncidentId, RoomId, UserId } from '#shared/contract/ids.ts';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import type { Role } from '#shared/domain/roles.ts';
import { preflight } from '../../../src-main/core/packages/preflight.ts';
import { alarms } from '../../../src-main/core/board/alarms.ts';
import { candidateCard } from '../../../src-main/core/candidates/card.ts';
import { incidentsAnswers } from '../../../src-main/core/incidents/procedures.ts';
import { missingFile, testId, userOf } from '../../support/arrangedSite.ts';
import { another, examiners, file, lead, markedSite, measurers } from '../../support/markedSite.ts';
import type { MarkedSite } from '../../support/markedSite.ts';

let site: MarkedSite;
let candidate: EnrolmentId;
const incidentId = testId<'incident'>('inc', 1) as IncidentId;
const [, writer, second] = examiners;
/** Examines too, and stands in no sitting. */
const stranger = another('examiner', 3);

beforeEach(async () => {
  site = await markedSite(2);
  const [one] = site.candidates;
  if (one === undefined) throw new Error('a candidate');
  candidate = one;
  site.setTime('2026-11-24T06:30:00.000Z');
});
afterEach(() => site.remove());

const marking = (more: Partial<CommandInput<'incident.mark'>> = {}): CommandInput<'incident.mark'> => ({
  incidentId,
  batchId: null,
  sittingId: site.sittingOf('practical'),
  roomId: null,
  cameraId: null,
  at: null,
  ...more,
});
const telling = (
  more: Partial<CommandInput<'incident.describe'>> = {},
): CommandInput<'incident.describe'> => ({
  incidentId,
  kind: 'cheating',
  at: '2026-11-24T06:29:00.000Z',
  place: '3 号工位',
  whatHappened: '看手机：独一无二的经过',
  enrolmentIds: [candidate],
  witnesses: [writer, second],
  ...more,
});
const answering = (agrees: boolean, note = ''): CommandInput<'incident.answer'> => ({
  incidentId,
  agrees,
  note,
});
const adding = { incidentId, evidenceFileId: testId<'evidenceFile'>('efile', 1) as EvidenceFileId } as const;
const list = (who: UserId, roles: readonly Role[]): readonly IncidentView[] =>
  incidentsAnswers['incidents.list'](site.asks(who, roles), { batchId: site.batchId });
const only = (who: UserId, roles: readonly Role[]): IncidentView | undefined => list(who, roles)[0];
const chiefs = () => only(userOf('chief'), ['chief']);

describe('a mark is one key', () => {
  it('needs a place and no word; the moment is the site’s own unless the wall shows an earlier one', async () => {
    await site.done(writer, 'incident.mark', marking());
    expect(chiefs()).toMatchObject({
      state: 'open',
      at: '2026-11-24T06:30:00.000Z',
      roomName: '第 2 考场',
      told: null,
      hidden: false,
    });
    const earlier = marking({
      incidentId: testId<'incident'>('inc', 2) as IncidentId,
      at: '2026-11-24T06:10:05.000Z',
    });
    await site.done('chief', 'incident.mark', earlier);
    expect(chiefs()?.at).toBe('2026-11-24T06:10:05.000Z');
  });

  it('finds the sitting that was on in a room at that moment', async () => {
    const inRoom = { sittingId: null, roomId: testId<'room'>('room', 2) as RoomId };
    await site.done('chief', 'incident.mark', marking(inRoom));
    expect(chiefs()).toMatchObject({ sittingId: site.sittingOf('practical'), batchId: site.batchId });
  });

  const refusedMarks: readonly (readonly [string, () => Partial<CommandInput<'incident.mark'>>, string])[] = [
    ['without any place', () => ({ sittingId: null }), 'incident-no-sitting'],
    [
      'in a room without a sitting that day',
      () => ({
        sittingId: null,
        roomId: testId<'room'>('room', 2) as RoomId,
        at: '2026-11-23T06:00:00.000Z',
      }),
      'incident-no-sitting',
    ],
    [
      'of a sitting that there is not',
      () => ({ sittingId: testId<'sitting'>('sit', 99) }),
      'sitting-unknown',
    ],
    [
      'of a batch that there is not',
      () => ({ sittingId: null, batchId: testId<'batch'>('batch', 99) }),
      'incident-no-sitting',
    ],
    ['in the future', () => ({ at: '2026-11-24T07:00:00.000Z' }), 'incident-to-come'],
  ];
  it.each(refusedMarks)('is refused %s', async (_, more, code) => {
    expect(await site.refusal('chief', 'incident.mark', marking(more()))).toMatchObject({ code });
  });

  it('has an id of its own', async () => {
    await site.done(writer, 'incident.mark', marking());
    expect(await site.refusal('chief', 'incident.mark', marking())).toMatchObject({ code: 'id-taken' });
  });
});

describe('what is said of somebody’s conduct', () => {
  beforeEach(() => site.done(writer, 'incident.mark', marking()));

  it('waits for a second witness, and is confirmed by one', async () => {
    await site.done(writer, 'incident.describe', telling());
    expect(chiefs()).toMatchObject({ state: 'described', at: '2026-11-24T06:29:00.000Z' });
    await site.done(second, 'incident.answer', answering(true));
    expect(chiefs()).toMatchObject({
      state: 'confirmed',
      told: { touched: [{ name: '考生甲' }], witnesses: [{ agrees: null }, { agrees: true }] },
    });
  });

  it('is disputed by an objection, which says what was seen, until the witness agrees or it is told anew', async () => {
    await site.done(writer, 'incident.describe', telling());
    expect(await site.refusal(second, 'incident.answer', answering(false))).toMatchObject({
      code: 'incident-objection-empty',
    });
    await site.done(second, 'incident.answer', answering(false, '那是计算器'));
    expect(chiefs()?.state).toBe('disputed');
    await site.done(writer, 'incident.describe', telling({ whatHappened: '看手机或计算器' }));
    expect(chiefs()).toMatchObject({ state: 'described', told: { whatHappened: '看手机或计算器' } });
    await site.done(second, 'incident.answer', answering(true));
    expect(chiefs()?.state).toBe('confirmed');
  });

  const refusedTales: readonly (readonly [
    string,
    () => Partial<CommandInput<'incident.describe'>>,
    string,
  ])[] = [
    ['with one witness', () => ({ witnesses: [writer] }), 'incident-two-witnesses'],
    ['with the same witness twice', () => ({ witnesses: [writer, writer] }), 'incident-two-witnesses'],
    [
      'with a witness who was not there',
      () => ({ witnesses: [writer, stranger] }),
      'incident-witness-not-there',
    ],
    ['about nobody', () => ({ enrolmentIds: [] }), 'incident-nobody-touched'],
    [
      'about somebody of another batch',
      () => ({ enrolmentIds: [testId<'enrolment'>('enr', 99) as EnrolmentId] }),
      'incident-of-another-batch',
    ],
    ['in the future', () => ({ at: '2026-11-24T06:31:00.000Z' }), 'incident-to-come'],
  ];
  it.each(refusedTales)('is refused %s', async (_, more, code) => {
    expect(await site.refusal(writer, 'incident.describe', telling(more()))).toMatchObject({ code });
    expect(chiefs()?.state).toBe('open');
  });

  it('is not told, added to or answered by who was not there', async () => {
    expect(await site.refusal(stranger, 'incident.describe', telling())).toMatchObject({
      code: 'incident-not-yours',
    });
    const photo = { ...adding, kind: 'photo', ending: 'jpg', file } as const;
    expect(await site.refusal(stranger, 'incident.addFile', photo)).toMatchObject({
      code: 'incident-not-yours',
    });
    await site.done(writer, 'incident.describe', telling());
    for (const who of [stranger, lead])
      expect(await site.refusal(who, 'incident.answer', answering(true))).toMatchObject({
        code: 'incident-not-witness',
      });
  });

  it('is not confirmed by its own writer, nor before it is told', async () => {
    expect(await site.refusal(second, 'incident.answer', answering(true))).toMatchObject({
      code: 'incident-not-described',
    });
    await site.done(writer, 'incident.describe', telling());
    expect(await site.refusal(writer, 'incident.answer', answering(true))).toMatchObject({
      code: 'incident-own-description',
    });
  });

  it('told by the office, which did not see it, is confirmed only by a named witness', async () => {
    await site.done('registrar', 'incident.describe', telling({ kind: 'incident', witnesses: [writer] }));
    expect(chiefs()?.state).toBe('described');
    await site.done(writer, 'incident.answer', answering(true));
    expect(chiefs()?.state).toBe('confirmed');
  });

  it('is withdrawn by the chief alone, with a reason, and stays to be read', async () => {
    const taking = { incidentId, reason: '查实为计算器' };
    await site.done(writer, 'incident.describe', telling());
    for (const who of ['registrar', writer] as const)
      expect(await site.refusal(who, 'incident.withdraw', taking)).toMatchObject({
        code: 'role-not-allowed',
      });
    await site.done('chief', 'incident.withdraw', taking);
    expect(chiefs()).toMatchObject({
      state: 'withdrawn',
      told: { whatHappened: '看手机：独一无二的经过' },
      withdrawn: { by: '主考', reason: '查实为计算器' },
    });
    const after = [
      ['incident.describe', telling()],
      ['incident.answer', answering(true)],
      ['incident.addFile', { ...adding, kind: 'photo', ending: 'jpg', file }],
      ['incident.withdraw', taking],
    ] as const;
    for (const [type, input] of after)
      expect(await site.refusal('chief', type, input as never), type).toMatchObject({
        code: 'incident-withdrawn',
      });
  });

  it('is not withdrawn by the chief who wrote it', async () => {
    await site.done('chief', 'incident.describe', telling());
    expect(await site.refusal('chief', 'incident.withdraw', { incidentId, reason: '误记' })).toMatchObject({
      code: 'incident-own-description',
    });
  });
});

describe('an incident that is nobody’s conduct', () => {
  it('is told by one who saw it, and by nobody else alone', async () => {
    await site.done(measurers[0], 'incident.mark', marking());
    const outage = telling({ kind: 'incident', enrolmentIds: [], witnesses: [measurers[0]] });
    await site.done(measurers[0], 'incident.describe', outage);
    expect(chiefs()?.state).toBe('confirmed');
  });

  it('is withdrawn by its marker, by the office, by nobody else', async () => {
    await site.done(writer, 'incident.mark', marking());
    expect(await site.refusal(second, 'incident.withdraw', { incidentId, reason: '误按' })).toMatchObject({
      code: 'incident-not-yours',
    });
    await site.done(writer, 'incident.withdraw', { incidentId, reason: '误按' });
    expect(chiefs()?.state).toBe('withdrawn');
  });
});

describe('who may see what', () => {
  beforeEach(async () => {
    await site.done(writer, 'incident.mark', marking());
    await site.done(writer, 'incident.describe', telling());
  });

  it.each([
    ['chief', ['chief']],
    ['registrar', ['registrar']],
    ['supervisor', ['supervisor']],
  ] as const)('%s reads it', (who, roles) => {
    expect(only(userOf(who), roles)?.told?.kind).toBe('cheating');
  });

  it('its writer and the witnesses it names read it; other examiners learn nothing of what it says', () => {
    for (const who of [writer, second]) expect(only(who, ['examiner'])?.told?.kind).toBe('cheating');
    expect(list(stranger, ['examiner'])).toEqual([]);
    const colleague = only(lead, ['leadExaminer']);
    expect(colleague).toMatchObject({ hidden: true, told: null, at: '2026-11-24T06:30:00.000Z' });
    expect(JSON.stringify(colleague)).not.toContain('独一无二');
    expect(JSON.stringify(colleague)).not.toContain(candidate);
  });

  it('an invigilator sees that something was marked, not what', () => {
    const seen = only(userOf('invigilator'), ['invigilator']);
    expect(seen).toMatchObject({ hidden: true, told: null, may: { describe: false, withdraw: false } });
  });

  it('the time line of the candidate hides it from those outside the office', () => {
    const line = (role: Role) =>
      candidateCard(site.asks(userOf(role), [role]), candidate)?.timeline.find(
        (entry) => entry.type === 'incident.described',
      );
    expect(line('chief')).toMatchObject({ hidden: null, facts: { kind: 'cheating' } });
    expect(line('invigilator')).toMatchObject({ hidden: 'roles', facts: {} });
  });

  it('names of seated people are offered to those who were there', () => {
    const form = (who: UserId, role: Role) =>
      incidentsAnswers['incidents.form'](site.asks(who, [role]), { incidentId });
    expect(form(writer, 'examiner')?.seated.map((one) => one.name)).toEqual(['考生甲', '考生乙']);
    expect(form(stranger, 'examiner')).toBeNull();
    expect(form(userOf('invigilator'), 'invigilator')).toBeNull();
  });
});

describe('what waits', () => {
  const held = () =>
    preflight(site.store, site.now(), site.batchId).find(({ code }) => code === 'incidents-settled')?.state;
  const alarmCodes = (roles: readonly Role[]) =>
    alarms(site.store, {
      roles,
      at: site.now(),
      sittings: [],
      deadlines: [],
      approvals: [],
      freeBytes: 1e12,
      backupFailed: false,
      centreEnrolled: true,
      recording: [],
      keysRefused: false,
      standOf: () => ({ openSpreads: 0, theoryDifferences: 0, theoryUncompared: 0 }) as never,
    })
      .map(({ code }) => code)
      .filter((code) => code.startsWith('incident'));

  it('stands on the board for who may know, and holds the sealing back', async () => {
    expect(held()).toBe('ready');
    await site.done(writer, 'incident.mark', marking());
    expect([held(), alarmCodes(['invigilator']), alarmCodes(['examiner'])]).toEqual([
      'missing',
      ['incident-open'],
      [],
    ]);
    await site.done(writer, 'incident.describe', telling());
    expect([held(), alarmCodes(['chief']), alarmCodes(['invigilator'])]).toEqual([
      'missing',
      ['incident-described'],
      [],
    ]);
    await site.done(second, 'incident.answer', answering(true));
    expect([held(), alarmCodes(['chief'])]).toEqual(['ready', []]);
  });
});

describe('a file for an incident', () => {
  it('is in the store before it is named, and is named once', async () => {
    await site.done(writer, 'incident.mark', marking());
    const photo = { ...adding, kind: 'photo', ending: 'jpg', file } as const;
    expect(await site.refusal(writer, 'incident.addFile', { ...photo, file: missingFile })).toMatchObject({
      code: 'file-not-stored',
    });
    await site.done(writer, 'incident.addFile', photo);
    expect(await site.refusal(writer, 'incident.addFile', photo)).toMatchObject({ code: 'id-taken' });
    const unknown = { ...photo, incidentId: testId<'incident'>('inc', 9) as Id<'incident'> };
    expect(await site.refusal(writer, 'incident.addFile', unknown)).toMatchObject({
      code: 'incident-unknown',
    });
  });
});
