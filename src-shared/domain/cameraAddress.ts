import { lengths } from './limits.ts';

/** What is wrong with an address of a camera. Never told with the address itself: somebody may have typed a password into it. */
export type AddressFault = 'malformed' | 'secretInside';

/** Printable, and nothing that means something to a shell, a list of files or a page. */
const harmless = /^[!#$%&()*+,\-./0-9:;=?@A-Z[\]_a-z~]+$/;
const secretWords = /(?:^|[^a-z])(?:pass|passwd|password|pwd|passwort|auth|token)[=:]/i;

const form =
  /^rtsp:\/\/(?:(?<user>[^/?#]*)@)?(?<host>\[[0-9a-f:.]+\]|[^/?#@:[\]]+)(?::(?<port>\d{1,5}))?(?<rest>[/?][^#]*)?$/i;

/**
 * Whether a stream may be asked for at this address: `rtsp://`, a host (also a private or loopback one), a path; no user, no password,
 * neither before the host nor in the path. Null: nothing is wrong.
 */
export function addressFault(address: string): AddressFault | null {
  if (address.length > lengths.cameraAddress || !harmless.test(address)) return 'malformed';
  const { user, host = '', port = '554', rest = '' } = form.exec(address)?.groups ?? {};
  if (host === '') return 'malformed';
  if (user !== undefined || secretWords.test(rest)) return 'secretInside';
  return Number(port) >= 1 && Number(port) <= 65_535 ? null : 'malformed';
}

/** By what two addresses are the same stream: the host's case and the usual port say nothing. */
export function addressKey(address: string): string {
  const { host = '', port = '554', rest = '/' } = form.exec(address)?.groups ?? {};
  return `${host.toLowerCase()}:${Number(port)}${rest}`;
}

/** Whether a device may be opened by this name: one that the system's list can give, with nothing in it for a shell. */
export function isDeviceName(device: string): boolean {
  return (
    device.length <= lengths.short &&
    !/["'`\\|;<>\u0000-\u001f\u007f]/.test(device) &&
    !device.startsWith('-')
  );
}

/** Addresses as common makers have them, for the form; `{host}` stands for the camera's own. */
export const makerAddresses = [
  {
    maker: '海康威视',
    main: 'rtsp://{host}:554/Streaming/Channels/101',
    sub: 'rtsp://{host}:554/Streaming/Channels/102',
  },
  {
    maker: '大华',
    main: 'rtsp://{host}:554/cam/realmonitor?channel=1&subtype=0',
    sub: 'rtsp://{host}:554/cam/realmonitor?channel=1&subtype=1',
  },
  { maker: '宇视', main: 'rtsp://{host}:554/media/video1', sub: 'rtsp://{host}:554/media/video2' },
  { maker: '天地伟业', main: 'rtsp://{host}:554/1/1', sub: 'rtsp://{host}:554/1/2' },
  { maker: 'TP-LINK', main: 'rtsp://{host}:554/stream1', sub: 'rtsp://{host}:554/stream2' },
  {
    maker: '华为',
    main: 'rtsp://{host}:554/LiveMedia/ch1/Media1',
    sub: 'rtsp://{host}:554/LiveMedia/ch1/Media2',
  },
  {
    maker: '萤石',
    main: 'rtsp://{host}:554/h264/ch1/main/av_stream',
    sub: 'rtsp://{host}:554/h264/ch1/sub/av_stream',
  },
] as const;
