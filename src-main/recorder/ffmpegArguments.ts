import { sceneGraph } from '#node/syntheticScenes.ts';
import type { RecorderSource } from '#shared/contract/recorder.ts';

/** How a source is opened: arguments that hold no secret, and what goes over standard input. */
export interface SourceArguments {
  readonly input: readonly string[];
  /** Coding of the picture: copied, or made by us. */
  readonly coding: readonly string[];
  readonly stdin: string;
  readonly secrets: readonly string[];
}

/** Ends a connection that says nothing for so long, also after whoever started ffmpeg was killed; microseconds. */
const silentUs = 8_000_000;
/** More is not needed to know what is in a stream, and each moment is one without a picture. */
const lookUs = 500_000;

const copied = ['-c:v', 'copy'];
const coded = ['-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'zerolatency', '-pix_fmt', 'yuv420p'];

/** Arguments for ffmpeg up to the output; null where this source gives nothing at this moment. */
export function sourceArguments(
  source: RecorderSource,
  stream: 'main' | 'sub',
  platform: NodeJS.Platform,
  nowMs: number,
): SourceArguments | null {
  switch (source.kind) {
    case 'rtsp': {
      const url = stream === 'sub' && source.subUrl !== null ? source.subUrl : source.mainUrl;
      const secrets = [source.password ?? ''].filter((secret) => secret !== '');
      return {
        // The address stands in a list on standard input: what stands in the arguments, everybody on the machine can read.
        input: [
          '-analyzeduration',
          String(lookUs),
          '-f',
          'concat',
          '-auto_convert',
          '0',
          '-safe',
          '0',
          '-protocol_whitelist',
          'pipe,rtsp,rtsps,rtp,tcp,udp,tls,crypto',
          '-i',
          'pipe:0',
        ],
        coding: copied,
        stdin: concatList(withCredentials(url, source.user, source.password), source.transport),
        secrets,
      };
    }
    case 'usb':
      return {
        input: [...deviceInput(platform), source.device],
        coding: [...coded, '-g', '50', '-crf', '23'],
        stdin: '',
        secrets: [],
      };
    case 'synthetic': {
      const graph = sceneGraph(source.scene, nowMs);
      if (graph === null) return null;
      return {
        input: ['-re', '-f', 'lavfi', '-i', graph],
        coding: [...coded, '-g', '20', '-crf', '28'],
        stdin: '',
        secrets: [],
      };
    }
    default:
      return source satisfies never;
  }
}

function deviceInput(platform: NodeJS.Platform): readonly string[] {
  if (platform === 'win32') return ['-f', 'dshow', '-i'];
  if (platform === 'darwin') return ['-f', 'avfoundation', '-framerate', '25', '-i'];
  return ['-f', 'v4l2', '-i'];
}

/** An address with user and password, each percent-encoded. */
export function withCredentials(url: string, user: string | null, password: string | null): string {
  if (user === null || user === '') return url;
  const encode = (text: string): string =>
    encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const given = password === null ? encode(user) : `${encode(user)}:${encode(password)}`;
  return url.replace(/^([a-z]+:\/\/)(?:[^/@]*@)?/iu, `$1${given}@`);
}

/** The list that ffmpeg's concat demuxer reads; a line break or a quote in the address cannot end its line. */
export function concatList(url: string, transport: 'tcp' | 'udp'): string {
  const quoted = url.replaceAll(/[\r\n\0]/g, '').replaceAll("'", '%27');
  return [
    'ffconcat version 1.0',
    `file '${quoted}'`,
    `option rtsp_transport ${transport}`,
    `option timeout ${silentUs}`,
    `option analyzeduration ${lookUs}`,
    '',
  ].join('\n');
}

/** Fragmented MP4 on the pipe: a fragment at each key frame and after `fragmentMs`, with the camera's clock where it tells it. */
export function mp4Output(fragmentMs: number): readonly string[] {
  return [
    '-f',
    'mp4',
    '-write_prft',
    'wallclock',
    '-frag_duration',
    String(fragmentMs * 1e3),
    '-movflags',
    '+empty_moov+default_base_moof+frag_keyframe+skip_trailer',
    'pipe:1',
  ];
}
