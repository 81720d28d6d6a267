import { expect, it } from 'vitest';
import { addressBy, fieldOf, filledFrom, sourceOf } from '../../../src-renderer/pages/cameras/typedCamera.ts';
import { seatAt } from '../../../src-renderer/pages/candidates/seatAt.ts';
import { arrangeAlarms, openAlarms } from '../../../src-renderer/parts/cameras/alarmTone.ts';

const seats = [
  { room: 'theory', startsAt: '2026-11-24T00:30:00.000Z', minutes: 90 },
  { room: 'workshop', startsAt: '2026-11-24T02:30:00.000Z', minutes: 240 },
];

it.each([
  ['2026-11-24T00:15:00.000Z', 'theory'],
  ['2026-11-24T01:00:00.000Z', 'theory'],
  ['2026-11-24T02:20:00.000Z', 'workshop'],
  ['2026-11-24T06:00:00.000Z', 'workshop'],
  ['2026-11-24T09:00:00.000Z', undefined],
  ['2026-11-23T09:00:00.000Z', undefined],
])('who came in at %s came for %s', (at, room) => {
  expect(seatAt(seats, at)?.room).toBe(room);
});

it.each([
  ['192.168.1.64', 'rtsp://192.168.1.64:554/a'],
  [' 192.168.1.64:8000 ', 'rtsp://192.168.1.64:554/a'],
  ['http://192.168.1.64/onvif/device_service', 'rtsp://192.168.1.64:554/a'],
  ['rtsp://admin:secret@192.168.1.64/b', 'rtsp://192.168.1.64:554/a'],
  ['[fe80::1]:80', 'rtsp://[fe80::1]:554/a'],
])('a maker’s pattern takes the host of “%s”, never what else was typed', (typed, address) => {
  expect(addressBy('rtsp://{host}:554/a', typed)).toBe(address);
});

it('a changed camera keeps its password unless one is typed, and its way of transport', () => {
  const source = {
    kind: 'rtsp',
    main: 'rtsp://c/1',
    sub: null,
    user: 'u',
    hasPassword: true,
    transport: 'udp',
  } as const;
  const filled = filledFrom({ source } as unknown as Parameters<typeof filledFrom>[0]);
  expect(filled.password).toBe('');
  expect(sourceOf(filled)).toMatchObject({ password: null, user: 'u', transport: 'udp', sub: null });
  expect(sourceOf({ ...filled, password: 'n' })).toMatchObject({ password: 'n' });
});

it.each([
  ['camera-name-taken', 'rtsp', 'name'],
  ['camera-source-taken', 'rtsp', 'main'],
  ['camera-source-taken', 'usb', 'device'],
  ['camera-address-secret', 'rtsp', 'main'],
  ['recorder-away', 'rtsp', null],
] as const)('the refusal %s of a source %s stands at the field %s', (code, kind, field) => {
  expect(fieldOf(code, kind)).toBe(field);
});

it('alarms that wait go first, a lost picture before the others, and only they are heard', () => {
  const alarm = (key: string, kind: string, noted: boolean) => ({
    key,
    kind,
    since: key,
    noted: noted ? {} : null,
  });
  const alarms = [
    alarm('1', 'degraded', false),
    alarm('2', 'lost', true),
    alarm('3', 'lost', false),
    alarm('4', 'disk', false),
  ] as unknown as Parameters<typeof openAlarms>[0];
  expect(arrangeAlarms(alarms).map(({ key }) => key)).toEqual(['3', '4', '1', '2']);
  expect(openAlarms(alarms).map(({ key }) => key)).toEqual(['1', '3', '4']);
});
