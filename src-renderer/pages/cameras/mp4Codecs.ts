/** Boxes of an MP4 that hold other boxes, with how many bytes of their own stand before those. */
const containers: Readonly<Record<string, number>> = {
  moov: 0,
  trak: 0,
  mdia: 0,
  minf: 0,
  stbl: 0,
  stsd: 8,
  avc1: 78,
  avc3: 78,
  mp4a: 28,
};

interface Box {
  readonly type: string;
  /** What stands in it, without its head. */
  readonly from: number;
  readonly until: number;
}

/** Visits the boxes between two places, also those inside of others, in order; a length that makes no sense ends it. */
function* boxesIn(bytes: Uint8Array, from: number, until: number): Generator<Box> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = from;
  while (at + 8 <= until) {
    const size = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (size < 8 || at + size > until) return;
    const box = { type, from: at + 8, until: at + size };
    yield box;
    const own = containers[type];
    if (own !== undefined && box.from + own <= box.until) yield* boxesIn(bytes, box.from + own, box.until);
    at += size;
  }
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0').toUpperCase();

/**
 * What a player must be told of an MP4 before it takes it: `video/mp4; codecs="avc1.42E01E"`, as its head says; null when it
 * has no H.264 picture (it cannot be played then).
 */
export function mp4TypeOf(bytes: Uint8Array): string | null {
  let video: string | null = null;
  let sound = false;
  for (const { type, from, until } of boxesIn(bytes, 0, bytes.length)) {
    if (type === 'avcC' && until - from >= 4) {
      const [, profile = 0, constraints = 0, level = 0] = bytes.subarray(from, from + 4);
      video = `avc1.${hex(profile)}${hex(constraints)}${hex(level)}`;
    }
    if (type === 'mp4a') sound = true;
    if (type === 'moof') break;
  }
  return video === null ? null : `video/mp4; codecs="${[video, ...(sound ? ['mp4a.40.2'] : [])].join(',')}"`;
}
