import { createSocket } from 'node:dgram';
import { newUlid } from '#node/newUlid.ts';
import { lengths } from '#shared/domain/limits.ts';

/** A camera that answered. */
export interface FoundCamera {
  readonly name: string;
  readonly address: string;
}

/** WS-Discovery (OASIS, 2005/04), as ONVIF's core specification asks for it in 7.3. */
const everybody = { address: '239.255.255.250', port: 3702 };
const waitMs = 3_000;
/** More cameras than a site has; what comes beyond is not looked at. */
const mostFound = 256;

/**
 * Asks the network for cameras and gathers who answers within three seconds. Nothing that answers is believed more than that there is
 * something at its address: its texts are cut to names.
 */
export function discoverCameras(
  to: { readonly address: string; readonly port: number } = everybody,
  forMs = waitMs,
): Promise<readonly FoundCamera[]> {
  return new Promise((resolve) => {
    const found = new Map<string, FoundCamera>();
    const socket = createSocket({ type: 'udp4', reuseAddr: true });
    const finish = (): void => {
      clearTimeout(timer);
      socket.close();
      resolve([...found.values()].toSorted((one, other) => (one.address < other.address ? -1 : 1)));
    };
    const timer = setTimeout(finish, forMs);
    socket.on('message', (message, { address }) => {
      const name = nameIn(message.toString('utf8'));
      if (name !== null && found.size < mostFound)
        found.set(address, { name: name === '' ? address : name, address });
    });
    // Without a network there is nobody to find.
    socket.once('error', finish);
    socket.send(Buffer.from(probeText()), to.port, to.address, (error) => {
      if (error !== null) finish();
    });
  });
}

function probeText(): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope" xmlns:w="http://schemas.xmlsoap.org/ws/2004/08/addressing" xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery" xmlns:dn="http://www.onvif.org/ver10/network/wsdl"><e:Header><w:MessageID>urn:uuid:${uuidOf(newUlid())}</w:MessageID><w:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</w:To><w:Action>http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe</w:Action></e:Header><e:Body><d:Probe><d:Types>dn:NetworkVideoTransmitter</d:Types></d:Probe></e:Body></e:Envelope>`;
}

/** Only its form matters: that no two are alike. */
function uuidOf(id: string): string {
  const hex = Buffer.from(id).toString('hex').slice(-32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The name in an answer to a probe; empty when it has none, null when it is no such answer. */
export function nameIn(answer: string): string | null {
  if (!/<(?:[\w-]+:)?ProbeMatches[\s>]/.test(answer)) return null;
  const scopes = /<(?:[\w-]+:)?Scopes[^>]*>([^<]*)</.exec(answer)?.[1] ?? '';
  const said = (part: string): string =>
    plain(/(?:^|\s)onvif:\/\/www\.onvif\.org\/PART\/(\S+)/.source.replace('PART', part), scopes);
  return [...new Set([said('name'), said('hardware')])]
    .filter((text) => text !== '')
    .join(' · ')
    .slice(0, lengths.short);
}

function plain(pattern: string, scopes: string): string {
  const text = new RegExp(pattern).exec(scopes)?.[1] ?? '';
  try {
    return decodeURIComponent(text)
      .replaceAll(/[\u0000-\u001f\u007f<>]/g, ' ')
      .trim();
  } catch {
    return '';
  }
}
