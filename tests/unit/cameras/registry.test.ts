import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { CameraId } from '#shared/contract/ids.ts';
import { cameraRow, camerasOfRoom } from '../../../src-main/core/cameras/queries.ts';
import { arrangedSite, testId } from '../../support/arrangedSite.ts';

type Camera = CommandInput<'camera.add'>;
const cameraId = (number: number): CameraId => testId<'camera'>('cam', number);
const rtsp = (main: string, sub: string | null = null) =>
  ({ kind: 'rtsp', main, sub, transport: 'tcp', hasSecret: true }) as const;

let site: Awaited<ReturnType<typeof arrangedSite>>;
const camera = (number: number, more: Partial<Camera> = {}): Camera => ({
  cameraId: cameraId(number),
  name: `机位 ${number}`,
  roomId: testId<'room'>('room', 1),
  position: 'front',
  source: rtsp(`rtsp://10.0.0.${number}/one`),
  soundRule: null,
  ...more,
});

beforeAll(async () => {
  site = await arrangedSite();
  await site.room(1, 'theory', 30);
  await site.room(2, 'theory', 30);
  await site.done('chief', 'camera.add', camera(1));
  await site.done('chief', 'camera.add', camera(2, { source: { kind: 'usb', device: '/dev/video0' } }));
  await site.done('chief', 'camera.add', camera(3, { roomId: null, position: 'safe' }));
  await site.done('chief', 'camera.retire', { cameraId: cameraId(3), reason: '坏了' });
});
afterAll(() => site.remove());

describe('a camera', () => {
  it.each<[string, Partial<Camera>, string]>([
    ['of an id that is taken', { cameraId: cameraId(1) }, 'id-taken'],
    ['in a room that there is not', { roomId: testId<'room'>('room', 9) }, 'room-unknown'],
    ['of a name that is taken', { name: '机位 1' }, 'camera-name-taken'],
    ['at an address that is taken', { source: rtsp('rtsp://10.0.0.1:554/one') }, 'camera-source-taken'],
    [
      'whose sub stream another records',
      { source: rtsp('rtsp://10.0.0.8/x', 'rtsp://10.0.0.1/one') },
      'camera-source-taken',
    ],
    ['at a device that is taken', { source: { kind: 'usb', device: '/dev/video0' } }, 'camera-source-taken'],
    ['that is no stream', { source: rtsp('http://10.0.0.8/video') }, 'camera-address-malformed'],
    [
      'whose sub stream is none',
      { source: rtsp('rtsp://10.0.0.8/x', 'file:///etc/passwd') },
      'camera-address-malformed',
    ],
    [
      'with a password in its address',
      { source: rtsp('rtsp://admin:geheim@10.0.0.8/x') },
      'camera-address-secret',
    ],
    [
      'with a shell in its device',
      { source: { kind: 'usb', device: '/dev/video1; reboot' } },
      'camera-device-malformed',
    ],
    [
      'made up, outside the demonstration',
      { source: { kind: 'synthetic', scene: 'room' } },
      'camera-synthetic',
    ],
  ])('%s is refused, and what was typed is not told again', async (_, more, code) => {
    const refusal = await site.refusal('chief', 'camera.add', camera(20, more));
    expect(refusal).toMatchObject({ code });
    expect(JSON.stringify(refusal)).not.toMatch(/geheim|rtsp:|reboot/);
    expect(cameraRow(site.store, cameraId(20))).toBe(null);
  });

  it('is not changed when it is unknown or retired, and may be registered again where a retired one was', async () => {
    expect(await site.refusal('chief', 'camera.change', camera(9))).toMatchObject({ code: 'camera-unknown' });
    for (const type of [
      'camera.change',
      'camera.retire',
      'recording.startByHand',
      'recording.stopByHand',
    ] as const) {
      const input = type === 'camera.change' ? camera(3) : { cameraId: cameraId(3), reason: '再试' };
      const given = type === 'recording.stopByHand' ? { cameraId: cameraId(3) } : input;
      expect(await site.refusal('chief', type, given as never)).toMatchObject({ code: 'camera-retired' });
    }
    await site.done(
      'chief',
      'camera.add',
      camera(4, { name: '机位 3', source: rtsp('rtsp://10.0.0.3/one') }),
    );
  });

  it('remembers where it stood, and when', async () => {
    site.setTime('2026-11-24T01:00:00.000Z');
    await site.done('chief', 'camera.add', camera(5));
    site.setTime('2026-11-24T02:00:00.000Z');
    await site.done('chief', 'camera.change', camera(5, { roomId: testId<'room'>('room', 2) }));
    site.setTime('2026-11-24T03:00:00.000Z');
    await site.done(
      'chief',
      'camera.change',
      camera(5, { roomId: testId<'room'>('room', 2), position: 'back' }),
    );
    await site.done('chief', 'camera.retire', { cameraId: cameraId(5), reason: '拆走' });
    const stays = [1, 2].flatMap((room) =>
      camerasOfRoom(site.store, testId<'room'>('room', room)).filter((one) => one.cameraId === cameraId(5)),
    );
    expect(stays.map(({ fromAt, untilAt }) => [fromAt.slice(11, 16), untilAt?.slice(11, 16)])).toEqual([
      ['01:00', '02:00'],
      ['02:00', '03:00'],
    ]);
  });

  it('is recorded by hand until somebody ends it, once each', async () => {
    const of = { cameraId: cameraId(1) };
    expect(await site.refusal('registrar', 'recording.stopByHand', of)).toMatchObject({
      code: 'camera-not-by-hand',
    });
    await site.done('registrar', 'recording.startByHand', { ...of, reason: '试卷到场' });
    expect(await site.refusal('registrar', 'recording.startByHand', { ...of, reason: '再按' })).toMatchObject(
      {
        code: 'camera-records-already',
      },
    );
    await site.done('registrar', 'recording.stopByHand', of);
    expect(cameraRow(site.store, cameraId(1))?.byHandSince).toBe(null);
  });

  it('is not kept by those who only watch', async () => {
    expect(
      await site.refusal('registrar', 'camera.retire', { cameraId: cameraId(1), reason: 'x' }),
    ).toMatchObject({
      code: 'role-not-allowed',
    });
  });
});
