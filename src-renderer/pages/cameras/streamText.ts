import type { StreamFacts } from '#shared/contract/recorder.ts';
import type { Words } from '#shared/words/words.ts';

/** Names of codecs as people know them. */
const codecNames: Readonly<Record<string, string>> = {
  h264: 'H.264',
  hevc: 'H.265',
  mjpeg: 'MJPEG',
  mpeg4: 'MPEG-4',
};

export function codecName(codec: string): string {
  return codecNames[codec.toLowerCase()] ?? codec;
}

/** Pictures a second: `25`, `12.5`. */
export function rateText(rateHundredths: number): string {
  return String(Math.round(rateHundredths / 10) / 10);
}

/** A stream in one line: `H.264 1920×1080 25 帧/秒`. */
export function streamText(stream: StreamFacts, w: Words<'cameraPages'>): string {
  const { codec, width, height, rateHundredths } = stream;
  const size = `${codecName(codec)} ${width}×${height}`;
  return rateHundredths === null ? size : `${size} ${w.stream.rate({ rate: rateText(rateHundredths) })}`;
}
