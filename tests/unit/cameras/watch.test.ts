import { afterEach, describe, expect, it } from 'vitest';
import type { CameraId, EnrolmentId, SittingId } from '#shared/contract/ids.ts';
import { createLiveHub } from '../../../src-main/core/api/live.ts';
import { gapsOf, lastAnchor } from '../../../src-main/core/cameras/queries.ts';
import { keepCameraSecret, secretOf } from '../../../src-main/core/cameras/secrets.ts';
import { cameraSecrets } from '../../../src-main/core/cameras/tables.ts';
import { watchRecording } from '../../../src-main/core/cameras/watch.ts';
import { arrangedSite, batchId, testId } from '../../support/arrangedSite.ts';
import { chainWriter } from '../../support/chainWriter.ts';
import { fakeRecorder, stateOf } from '../../support/fakeRecorder.ts';
import { createTables, testFolder } from '../../support/testSite.ts';

const cameraId = testId<'camera'>('cam', 1) as CameraId;
const at = (time: string) => `2026-11-24T${time}.000Z`;
const toClose: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of toClose.splice(0).toReversed()) await close();
});

/** A theory sitting with one camera in its room, one person in it, running since 01:00. */
async function runningSitting() {
  const site = await arrangedSite();
  createTables(site.store, [cameraSecrets]);
  const folder = testFolder();
  toClose.push(
    () => folder.remove(),
    () => site.remove(),
  );
  await site.room(1, 'theory', 30);
  await site.room(2, 'practical', 30);
  const people = await site.register([{ name: '甲' }, { name: '乙' }]);
  await site.done('chief', 'camera.add', {
    cameraId,
    name: '前方',
    roomId: testId<'room'>('room', 1),
    position: 'front',
    source: { kind: 'rtsp', main: 'rtsp://10.0.0.1/one', sub: null, transport: 'tcp', hasSecret: true },
    soundRule: null,
  });
  keepCameraSecret(site.store, cameraId, { user: 'admin', password: 'geheim-7' });
  await site.done('chief', 'arrangement.seat', {
    batchId,
    rule: 'rosterOrder',
    seed: 1,
    sessions: site.sessions([
      { number: 1, subject: 'theory', startsAt: at('01:00:00'), rooms: [1] },
      { number: 2, subject: 'practical', startsAt: at('05:00:00'), rooms: [2] },
    ]),
  });
  const row = site.store.raw
    .prepare<[string], { id: SittingId }>('SELECT sitting_id AS id FROM sittings WHERE room_id = ?')
    .get(testId<'room'>('room', 1));
  if (row === undefined) throw new Error('no sitting');
  const sittingId = row.id;
  const recorder = fakeRecorder();
  const live = createLiveHub();
  let wanted = 0;
  const open = () => {
    const clock = { now: () => Date.parse(site.now()), monotonic: () => 0 };
    const watch = watchRecording(
      { dir: folder.dir, store: site.store, ledger: site.ledger, live, now: site.now, clock },
      recorder.link,
      () => (wanted += 1),
    );
    toClose.push(() => watch.close());
    return watch;
  };
  const begin = async () => {
    site.setTime(at('00:50:00'));
    await site.done('invigilator', 'sitting.admit', { sittingId });
    for (const [index, enrolmentId] of people.entries())
      await site.done('invigilator', 'checkin.record', {
        checkInId: testId<'checkIn'>('chk', index),
        sittingId,
        enrolmentId: enrolmentId satisfies EnrolmentId,
        method: 'scan',
        exception: null,
      });
    site.setTime(at('01:00:00'));
    await site.done('invigilator', 'sitting.start', { sittingId });
  };
  const chain = () => chainWriter(folder.dir, site.ledger.tail().ledgerId, testId('run', 1));
  return { site, people, sittingId, recorder, open, begin, chain, wanted: () => wanted };
}

describe('the watch over recordings', () => {
  it('asks for a recorder and tells it when to record, with the password, which stands nowhere else', async () => {
    const { site, open, recorder, wanted } = await runningSitting();
    const watch = open();
    await watch.look();
    expect(wanted()).toBeGreaterThan(0);
    expect(recorder.plans.at(-1)).toMatchObject({
      ledger: site.ledger.tail().ledgerId,
      cameras: [
        {
          cameraId,
          source: { mainUrl: 'rtsp://10.0.0.1/one', user: 'admin', password: 'geheim-7' },
          spans: [{ from: at('00:50:00'), until: at('02:40:00') }],
        },
      ],
    });
    const rows = site.store.raw.prepare('SELECT header, data, personal FROM ledger_rows').all();
    const answers = site.store.raw.prepare('SELECT * FROM command_answers').all();
    expect(JSON.stringify([rows, answers])).not.toContain('geheim');
    await site.done('chief', 'camera.retire', { cameraId, reason: '拆走' });
    watch.onCommitted(['camera.retired']);
    expect(secretOf(site.store, cameraId)).toEqual({ user: null, password: null });
  });

  it('notes a lost camera as a gap with the people it touches, raises an alarm, and ends the gap as the chain measures it', async () => {
    const { site, people, sittingId, open, begin, chain, recorder } = await runningSitting();
    await begin();
    const writer = chain();
    toClose.push(() => writer.close());
    writer.add(cameraId, 'segment', at('00:49:00'), at('01:05:00'));
    const watch = open();
    site.setTime(at('01:05:20'));
    recorder.say(
      stateOf(site.now(), [{ cameraId, state: 'lost', since: at('01:05:00'), cause: 'streamStalled' }]),
    );
    await watch.look();
    expect(gapsOf(site.store, sittingId, cameraId)).toMatchObject([
      { fromAt: at('01:05:00'), toAt: null, cause: 'streamStalled', enrolmentIds: people },
    ]);
    expect(watch.raised()).toMatchObject([{ kind: 'lost', cameraId, cause: 'streamStalled', until: null }]);
    // A second look writes nothing twice.
    await watch.look();
    expect(gapsOf(site.store, sittingId, cameraId)).toHaveLength(1);
    writer.add(cameraId, 'gap', at('01:05:00'), at('01:12:30'), 'streamStalled');
    writer.add(cameraId, 'segment', at('01:12:30'), at('01:13:00'));
    site.setTime(at('01:13:00'));
    recorder.say(stateOf(site.now(), [{ cameraId, state: 'recording', since: at('01:12:30'), cause: null }]));
    await watch.look();
    expect(gapsOf(site.store, sittingId, cameraId)).toMatchObject([{ toAt: at('01:12:30') }]);
    expect(lastAnchor(site.store, cameraId)?.count).toBe(3);
    // What is over stays to be seen until somebody has taken note of it.
    const [alarm] = watch.raised();
    expect(alarm).toMatchObject({ kind: 'lost', until: at('01:13:00') });
    await site.done('registrar', 'recording.noteAlarm', { key: alarm?.key ?? '', note: '已查看' });
    await watch.look();
    expect(watch.raised()).toEqual([]);
  });

  it('finds what happened while the core was away, and a camera that never came up', async () => {
    const { site, sittingId, open, begin, chain, recorder } = await runningSitting();
    await begin();
    const writer = chain();
    toClose.push(() => writer.close());
    writer.add(cameraId, 'segment', at('01:20:00'), at('01:30:00'));
    writer.add(cameraId, 'gap', at('01:30:00'), at('01:31:00'), 'powerLost');
    writer.add(cameraId, 'segment', at('01:31:00'), at('01:40:00'));
    site.setTime(at('01:40:05'));
    recorder.say(stateOf(site.now(), [{ cameraId, state: 'recording', since: at('01:31:00'), cause: null }]));
    await open().look();
    const found = gapsOf(site.store, sittingId, cameraId).toSorted((one, other) =>
      one.fromAt < other.fromAt ? -1 : 1,
    );
    expect(found.map(({ fromAt, toAt, cause }) => [fromAt, toAt, cause])).toEqual([
      [at('00:50:00'), at('01:20:00'), 'streamLost'],
      [at('01:30:00'), at('01:31:00'), 'powerLost'],
    ]);
  });

  it('says that the recorder is away when it does not answer while something should be recorded', async () => {
    const { site, sittingId, open, begin } = await runningSitting();
    await begin();
    const watch = open();
    await watch.look();
    site.setTime(at('01:02:00'));
    await watch.look();
    expect(watch.raised()).toMatchObject([{ kind: 'recorder', cause: 'recorderStopped', until: null }]);
    expect(gapsOf(site.store, sittingId, cameraId)).toMatchObject([
      { fromAt: at('00:50:00'), toAt: null, cause: 'recorderStopped' },
    ]);
  });

  it('raises an alarm when the chain is not the one that was anchored, and anchors nothing more', async () => {
    const { site, open, begin, chain, recorder } = await runningSitting();
    await begin();
    const writer = chain();
    toClose.push(() => writer.close());
    for (const minute of ['00', '01', '02'])
      writer.add(cameraId, 'segment', at(`01:${minute}:00`), at(`01:${minute}:59`));
    const watch = open();
    recorder.say(stateOf(site.now(), [{ cameraId, state: 'recording', since: at('01:00:00'), cause: null }]));
    await watch.look();
    expect(lastAnchor(site.store, cameraId)?.count).toBe(3);
    writer.tamper('DELETE FROM segments WHERE no > 1');
    await watch.look();
    expect(watch.raised().map(({ kind }) => kind)).toContain('chain');
    expect(lastAnchor(site.store, cameraId)?.count).toBe(3);
  });

  it('tells of a disk that will not hold, once for each step, and of a folder that is not there', async () => {
    const { site, open, begin, recorder } = await runningSitting();
    await begin();
    const watch = open();
    const well = { cameraId, state: 'recording', since: at('00:50:00'), cause: null } as const;
    for (const [hoursLeft, key] of [
      [30, undefined],
      [20, 'disk:24'],
      [7, 'disk:8'],
      [1.5, 'disk:2'],
    ] as const) {
      recorder.say(stateOf(site.now(), [well], { hoursLeft }));
      await watch.look();
      expect(watch.raised().find(({ kind, until }) => kind === 'disk' && until === null)?.key).toBe(key);
    }
    recorder.say(stateOf(site.now(), [well], { state: 'missing', using: null, hoursLeft: null }));
    await watch.look();
    expect(watch.raised().some(({ key, until }) => key === 'folder:missing' && until === null)).toBe(true);
  });
});
