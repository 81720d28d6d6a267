import { describe, expect, it } from 'vitest';
import { addressFault, addressKey, isDeviceName, makerAddresses } from '#shared/domain/cameraAddress.ts';

describe('an address of a camera', () => {
  it.each([
    'rtsp://192.168.1.64:554/Streaming/Channels/101',
    'rtsp://127.0.0.1:8554/front',
    'rtsp://[fd00::12]:554/live',
    'rtsp://camera-3.school.lan/cam/realmonitor?channel=1&subtype=0',
    'rtsp://10.0.0.7/password-free-path/author',
    ...makerAddresses.flatMap(({ main, sub }) => [main, sub].map((one) => one.replace('{host}', '10.1.2.3'))),
  ])('may be %s', (address) => {
    expect(addressFault(address)).toBe(null);
  });

  it.each([
    ['http://192.168.1.64/video', 'malformed'],
    ['file:///etc/passwd', 'malformed'],
    ['rtsp://', 'malformed'],
    ['rtsp:///nohost', 'malformed'],
    ['rtsp://10.0.0.7:99999/x', 'malformed'],
    ["rtsp://10.0.0.7/x'\nfile '/etc/passwd", 'malformed'],
    ['rtsp://10.0.0.7/a b', 'malformed'],
    ['rtsp://10.0.0.7/$(reboot)`', 'malformed'],
    ['concat:rtsp://10.0.0.7/x', 'malformed'],
    [`rtsp://10.0.0.7/${'x'.repeat(500)}`, 'malformed'],
    ['rtsp://admin:geheim@10.0.0.7/x', 'secretInside'],
    ['rtsp://admin@10.0.0.7/x', 'secretInside'],
    ['rtsp://10.0.0.7/user=admin&password=geheim&channel=1', 'secretInside'],
    ['rtsp://10.0.0.7/user=admin_password=geheim_channel=1', 'secretInside'],
    ['rtsp://10.0.0.7/live?pwd=geheim', 'secretInside'],
  ])('may not be %s', (address, fault) => {
    expect(addressFault(address)).toBe(fault);
  });

  it('is the same stream with another case of the host, or with the usual port said', () => {
    expect(addressKey('rtsp://Cam.LAN/one')).toBe(addressKey('rtsp://cam.lan:554/one'));
    expect(addressKey('rtsp://cam.lan/one')).not.toBe(addressKey('rtsp://cam.lan/two'));
  });
});

describe('a device', () => {
  it('is named as systems name them, with nothing for a shell in it', () => {
    for (const name of ['/dev/video0', '/dev/v4l/by-id/usb-Cam_1-video-index0', 'Integrated Camera', '0'])
      expect(isDeviceName(name)).toBe(true);
    for (const name of ['/dev/video0; reboot', '`id`', '-i x', 'a"b', "a'b", 'a\nb', 'x'.repeat(101)])
      expect(isDeviceName(name)).toBe(false);
  });
});
