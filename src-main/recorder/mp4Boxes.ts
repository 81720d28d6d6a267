/**
 * Reads the fragmented MP4 that ffmpeg writes to its pipe: as much of ISO/IEC 14496-12 as tells where a segment may begin, how long
 * it lasts and what is in it. What comes from a camera is not trusted: a box of a wrong length or of no measure is an error, never a read
 * outside the bytes.
 */

/** No second of any picture is larger; a length above it is a broken stream. */
const largestBox = 64 * 1024 * 1024;

/** What the init segment (`ftyp` and `moov`) says. */
export interface InitFacts {
  /** As a page names it: `avc1.64001f`, `hvc1.1.6.L93.B0`; with sound `avc1.…,mp4a.40.2`. */
  readonly codecs: string;
  readonly codec: 'h264' | 'h265' | 'other';
  readonly width: number;
  readonly height: number;
  readonly sound: boolean;
  /** Ticks a second by track. */
  readonly timescales: ReadonlyMap<number, number>;
  readonly videoTrack: number;
  /** Parameter sets of the picture as the stream began; another one within it is another format. */
  readonly parameterSets: readonly Buffer[];
}

/** Some moments of the stream: a `moof` with its `mdat` (and the `prft` before it). */
export interface Fragment {
  readonly bytes: Buffer;
  /** Begins with a key frame. */
  readonly key: boolean;
  /** Media time of the first picture, in seconds, and how long the pictures last. */
  readonly startSeconds: number;
  readonly durationSeconds: number;
  readonly pictures: number;
  /** The camera's own clock at the first picture, in milliseconds since 1970, as far as it told it; null: not. */
  readonly cameraMs: number | null;
  /** A parameter set within differs from the one that the stream began with. */
  readonly otherFormat: boolean;
}

export type Mp4Piece =
  | { readonly kind: 'init'; readonly bytes: Buffer; readonly facts: InitFacts }
  | { readonly kind: 'fragment'; readonly fragment: Fragment };

/** The bytes are no fragmented MP4. */
export class NotMp4 extends Error {}

interface Box {
  readonly type: string;
  /** The whole box, and where its content begins in it. */
  readonly bytes: Buffer;
  readonly body: Buffer;
}

/** Boxes that stand one after another in some bytes. */
export function boxesIn(bytes: Buffer): readonly Box[] {
  const found: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) throw new NotMp4('a box does not end where it should');
    found.push(boxOf(bytes.subarray(at, at + size)));
    at += size;
  }
  return found;
}

function boxOf(bytes: Buffer): Box {
  return { type: bytes.toString('latin1', 4, 8), bytes, body: bytes.subarray(8) };
}

function child(box: Box | undefined, ...path: readonly string[]): Box | undefined {
  let now = box;
  for (const type of path) now = now && boxesIn(now.body).find((one) => one.type === type);
  return now;
}

/** Puts the pieces of a stream together from chunks of any size. */
export class Mp4Splitter {
  #pending: Buffer[] = [];
  #length = 0;
  /** How much must be there before the next look is worth it. */
  #needed = 8;
  #ftyp: Buffer | null = null;
  #prft: Buffer | null = null;
  #moof: Buffer | null = null;
  #facts: InitFacts | null = null;

  /** Bytes that wait for the rest of their box. */
  get waiting(): number {
    return this.#length;
  }

  /** Takes the next bytes; answers the pieces that are whole now. Throws `NotMp4`. */
  push(chunk: Buffer): readonly Mp4Piece[] {
    this.#pending.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return [];
    let bytes = this.#pending.length === 1 ? chunk : Buffer.concat(this.#pending, this.#length);
    const pieces: Mp4Piece[] = [];
    this.#needed = 8;
    while (bytes.length >= 8) {
      const size = bytes.readUInt32BE(0);
      if (size < 8 || size > largestBox) throw new NotMp4(`a box of ${size} bytes`);
      if (bytes.length < size) {
        this.#needed = size;
        break;
      }
      const piece = this.#take(boxOf(bytes.subarray(0, size)));
      if (piece !== null) pieces.push(piece);
      bytes = bytes.subarray(size);
    }
    this.#pending = bytes.length === 0 ? [] : [bytes];
    this.#length = bytes.length;
    return pieces;
  }

  #take(box: Box): Mp4Piece | null {
    switch (box.type) {
      case 'ftyp':
        this.#ftyp = box.bytes;
        return null;
      case 'moov': {
        if (this.#ftyp === null) throw new NotMp4('moov without ftyp');
        this.#facts = readMoov(box);
        return { kind: 'init', bytes: Buffer.concat([this.#ftyp, box.bytes]), facts: this.#facts };
      }
      case 'prft':
        this.#prft = box.bytes;
        return null;
      case 'moof':
        this.#moof = box.bytes;
        return null;
      case 'mdat': {
        if (this.#facts === null || this.#moof === null) throw new NotMp4('mdat without its moof');
        const parts = [...(this.#prft === null ? [] : [this.#prft]), this.#moof, box.bytes];
        const fragment = readFragment(
          this.#facts,
          this.#prft === null ? null : boxOf(this.#prft),
          boxOf(this.#moof),
          box,
          Buffer.concat(parts),
        );
        this.#prft = null;
        this.#moof = null;
        return { kind: 'fragment', fragment };
      }
      default:
        // mfra, free and the like tell nothing that we need, and are not kept.
        return null;
    }
  }
}

function readMoov(moov: Box): InitFacts {
  const timescales = new Map<number, number>();
  const codecs: string[] = [];
  let video: Pick<InitFacts, 'codec' | 'width' | 'height' | 'videoTrack' | 'parameterSets'> | null = null;
  let sound = false;
  for (const trak of boxesIn(moov.body).filter((box) => box.type === 'trak')) {
    const tkhd = child(trak, 'tkhd')?.body;
    const mdhd = child(trak, 'mdia', 'mdhd')?.body;
    const stsd = child(trak, 'mdia', 'minf', 'stbl', 'stsd')?.body;
    if (tkhd === undefined || mdhd === undefined || stsd === undefined)
      throw new NotMp4('a track is not whole');
    const track = tkhd.readUInt32BE(tkhd[0] === 1 ? 20 : 12);
    timescales.set(track, mdhd.readUInt32BE(mdhd[0] === 1 ? 20 : 12));
    const entry = boxesIn(stsd.subarray(8))[0];
    if (entry === undefined) throw new NotMp4('a track has no description');
    if (child(trak, 'mdia', 'minf', 'smhd') !== undefined) {
      sound = true;
      if (entry.type === 'mp4a') codecs.push('mp4a.40.2');
    } else if (video === null) {
      video = {
        videoTrack: track,
        width: entry.body.readUInt16BE(24),
        height: entry.body.readUInt16BE(26),
        ...videoEntry(entry, codecs),
      };
    }
  }
  if (video === null) throw new NotMp4('no picture');
  return { ...video, codecs: codecs.join(','), sound, timescales };
}

/** Bytes of a picture's description before the boxes in it (ISO/IEC 14496-12, VisualSampleEntry). */
const visualEntryBytes = 78;

function videoEntry(entry: Box, codecs: string[]): Pick<InitFacts, 'codec' | 'parameterSets'> {
  const inner = boxesIn(entry.body.subarray(visualEntryBytes));
  const avcC = inner.find((box) => box.type === 'avcC')?.body;
  if (avcC !== undefined) {
    codecs.unshift(`avc1.${avcC.toString('hex', 1, 4)}`);
    return { codec: 'h264', parameterSets: spsOfAvc(avcC) };
  }
  const hvcC = inner.find((box) => box.type === 'hvcC')?.body;
  if (hvcC !== undefined) {
    codecs.unshift(hevcCodec(entry.type, hvcC));
    return { codec: 'h265', parameterSets: spsOfHevc(hvcC) };
  }
  codecs.unshift(entry.type);
  return { codec: 'other', parameterSets: [] };
}

function spsOfAvc(avcC: Buffer): readonly Buffer[] {
  const sets: Buffer[] = [];
  let at = 6;
  for (let count = (avcC[5] ?? 0) & 0x1f; count > 0; count -= 1) {
    const size = avcC.readUInt16BE(at);
    sets.push(avcC.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return sets;
}

const hevcSpsType = 33;

function spsOfHevc(hvcC: Buffer): readonly Buffer[] {
  const sets: Buffer[] = [];
  let at = 23;
  for (let arrays = hvcC[22] ?? 0; arrays > 0; arrays -= 1) {
    const type = (hvcC[at] ?? 0) & 0x3f;
    let count = hvcC.readUInt16BE(at + 1);
    at += 3;
    for (; count > 0; count -= 1) {
      const size = hvcC.readUInt16BE(at);
      if (type === hevcSpsType) sets.push(hvcC.subarray(at + 2, at + 2 + size));
      at += 2 + size;
    }
  }
  return sets;
}

/** The name of an H.265 stream (ISO/IEC 14496-15, annex E). */
function hevcCodec(type: string, hvcC: Buffer): string {
  const first = hvcC[1] ?? 0;
  const space = ['', 'A', 'B', 'C'][first >> 6] ?? '';
  const tier = (first & 0x20) === 0 ? 'L' : 'H';
  let flags = hvcC.readUInt32BE(2);
  let reversed = 0;
  for (let bit = 0; bit < 32; bit += 1) {
    reversed = reversed * 2 + (flags & 1);
    flags >>>= 1;
  }
  const constraints = [...hvcC.subarray(6, 12)].map((byte) => byte.toString(16).toUpperCase());
  while (constraints.at(-1) === '0') constraints.pop();
  return [
    type,
    `${space}${first & 0x1f}`,
    reversed.toString(16).toUpperCase(),
    `${tier}${hvcC[12] ?? 0}`,
    ...constraints,
  ].join('.');
}

function readFragment(facts: InitFacts, prft: Box | null, moof: Box, mdat: Box, bytes: Buffer): Fragment {
  const traf = boxesIn(moof.body).find((box) => box.type === 'traf' && trackOf(box) === facts.videoTrack);
  if (traf === undefined)
    return {
      bytes,
      key: false,
      startSeconds: Number.NaN,
      durationSeconds: 0,
      pictures: 0,
      cameraMs: null,
      otherFormat: false,
    };
  const scale = facts.timescales.get(facts.videoTrack) ?? 1;
  const run = readRun(traf);
  return {
    bytes,
    key: run.key,
    startSeconds: run.start / scale,
    durationSeconds: run.duration / scale,
    pictures: run.pictures,
    cameraMs: prft === null ? null : clockOf(prft.body),
    otherFormat: run.key && holdsOtherFormat(facts, moof, mdat, run),
  };
}

function trackOf(traf: Box): number {
  return child(traf, 'tfhd')?.body.readUInt32BE(4) ?? 0;
}

interface Run {
  readonly start: number;
  readonly duration: number;
  readonly pictures: number;
  readonly key: boolean;
  readonly firstSize: number;
  readonly dataOffset: number | null;
}

/** The pictures of a track in a fragment (`tfhd`, `tfdt`, `trun`). */
function readRun(traf: Box): Run {
  const tfhd = child(traf, 'tfhd')?.body;
  const tfdt = child(traf, 'tfdt')?.body;
  if (tfhd === undefined || tfdt === undefined) throw new NotMp4('a fragment is not whole');
  const flags = tfhd.readUInt32BE(0) & 0xffffff;
  let at = 8 + ((flags & 1) === 0 ? 0 : 8) + ((flags & 2) === 0 ? 0 : 4);
  const optional = (flag: number): number | null => {
    if ((flags & flag) === 0) return null;
    at += 4;
    return tfhd.readUInt32BE(at - 4);
  };
  const usualDuration = optional(0x8) ?? 0;
  const usualSize = optional(0x10) ?? 0;
  const usualFlags = optional(0x20) ?? 0;
  const start = tfdt[0] === 1 ? Number(tfdt.readBigUInt64BE(4)) : tfdt.readUInt32BE(4);
  let duration = 0;
  let pictures = 0;
  let first: { flags: number; size: number; offset: number | null } | null = null;
  for (const { body } of boxesIn(traf.body).filter((box) => box.type === 'trun')) {
    const has = body.readUInt32BE(0) & 0xffffff;
    const count = body.readUInt32BE(4);
    let place = 8;
    const next = (flag: number): number | null => {
      if ((has & flag) === 0) return null;
      place += 4;
      return body.readUInt32BE(place - 4);
    };
    const offset = next(0x1);
    const firstFlags = next(0x4);
    for (let sample = 0; sample < count; sample += 1) {
      duration += next(0x100) ?? usualDuration;
      const size = next(0x200) ?? usualSize;
      const own = next(0x400) ?? (sample === 0 ? firstFlags : null) ?? usualFlags;
      next(0x800);
      first ??= { flags: own, size, offset };
    }
    pictures += count;
  }
  const key = first !== null && (first.flags & 0x10000) === 0;
  return { start, duration, pictures, key, firstSize: first?.size ?? 0, dataOffset: first?.offset ?? null };
}

/** Whether the first picture carries a parameter set that is not the one of the beginning: size or coding have changed. */
function holdsOtherFormat(facts: InitFacts, moof: Box, mdat: Box, run: Run): boolean {
  if (facts.parameterSets.length === 0 || run.dataOffset === null) return false;
  const from = run.dataOffset - moof.bytes.length;
  const picture = mdat.bytes.subarray(from, from + run.firstSize);
  let at = 0;
  while (at + 5 <= picture.length) {
    const size = picture.readUInt32BE(at);
    const head = picture[at + 4] ?? 0;
    const isSet = facts.codec === 'h264' ? (head & 0x1f) === 7 : ((head >> 1) & 0x3f) === hevcSpsType;
    if (isSet) {
      const set = picture.subarray(at + 4, at + 4 + size);
      if (!facts.parameterSets.some((known) => known.equals(set))) return true;
    }
    at += 4 + size;
  }
  return false;
}

/** Seconds between 1900 (NTP) and 1970. */
const ntpEpoch = 2_208_988_800;

/** The time in a `prft` box, milliseconds since 1970. */
function clockOf(prft: Buffer): number | null {
  if (prft.length < 16) return null;
  return (prft.readUInt32BE(8) - ntpEpoch + prft.readUInt32BE(12) / 2 ** 32) * 1000;
}

/** The same fragment with its media times moved so that `zeroSeconds` becomes 0: a segment plays alone, from its beginning. */
export function movedToZero(bytes: Buffer, facts: InitFacts, zeroSeconds: number): Buffer {
  const moved = Buffer.from(bytes);
  for (const moof of boxesIn(moved).filter((box) => box.type === 'moof'))
    for (const traf of boxesIn(moof.body).filter((box) => box.type === 'traf')) {
      const tfdt = child(traf, 'tfdt')?.body;
      if (tfdt === undefined) continue;
      const zero = Math.round(zeroSeconds * (facts.timescales.get(trackOf(traf)) ?? 1));
      if (tfdt[0] === 1) {
        const now = Number(tfdt.readBigUInt64BE(4));
        tfdt.writeBigUInt64BE(BigInt(Math.max(0, now - zero)), 4);
      } else tfdt.writeUInt32BE(Math.max(0, tfdt.readUInt32BE(4) - zero), 4);
    }
  return moved;
}

/** How many bytes of a broken-off segment are whole, and how long they last. Null: not even the init segment and one fragment. */
export function wholePart(bytes: Buffer): { readonly size: number; readonly seconds: number } | null {
  let facts: InitFacts | null = null;
  let at = 0;
  let whole = 0;
  let seconds = 0;
  let moof: Box | null = null;
  while (at + 8 <= bytes.length) {
    const size = bytes.readUInt32BE(at);
    if (size < 8 || at + size > bytes.length) break;
    const box = boxOf(bytes.subarray(at, at + size));
    at += size;
    try {
      if (box.type === 'moov') facts = readMoov(box);
      if (box.type === 'moof') moof = box;
      if (box.type === 'mdat' && facts !== null && moof !== null) {
        const { startSeconds, durationSeconds } = readFragment(facts, null, moof, box, bytes);
        if (Number.isFinite(startSeconds)) seconds = startSeconds + durationSeconds;
        whole = at;
        moof = null;
      }
    } catch {
      break;
    }
  }
  return whole === 0 ? null : { size: whole, seconds };
}
