import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { liveFrameKinds } from '#shared/contract/recorder.ts';
import { createFrameReader, jsonOf, largestFrame } from '../../../src-renderer/pages/cameras/liveFrames.ts';
import type { LiveFrame } from '../../../src-renderer/pages/cameras/liveFrames.ts';
import { checkProperty } from '../../support/properties.ts';

interface Sent {
  readonly kind: number;
  readonly camera: number;
  readonly payload: Uint8Array;
}

/** The bytes of a frame as the recorder sends it (contract/recorder.ts). */
function bytesOf({ kind, camera, payload }: Sent): Uint8Array {
  const bytes = new Uint8Array(6 + payload.length);
  new DataView(bytes.buffer).setUint32(0, payload.length + 2);
  bytes[4] = kind;
  bytes[5] = camera;
  bytes.set(payload, 6);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const plain = ({ kind, camera, payload }: Sent | LiveFrame) => ({ kind, camera, payload: [...payload] });

const frame = fc.record({
  kind: fc.integer({ min: 0, max: 5 }),
  camera: fc.integer({ min: 0, max: 15 }),
  payload: fc.uint8Array({ maxLength: 60 }),
});

describe('frames of the live connection', () => {
  it('are the same wherever the pieces of the network end', () => {
    checkProperty(
      fc.property(
        fc.array(frame, { maxLength: 12 }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (frames, cuts) => {
          const all = joined(frames.map(bytesOf));
          const ends = [...cuts.map((cut) => (all.length === 0 ? 0 : cut % all.length)), all.length].toSorted(
            (a, b) => a - b,
          );
          const reader = createFrameReader();
          const read: LiveFrame[] = [];
          let from = 0;
          for (const end of ends) {
            read.push(...reader.push(all.subarray(from, end)));
            from = end;
          }
          expect(read.map(plain)).toEqual(frames.map(plain));
        },
      ),
    );
  });

  it('come out byte by byte, each as soon as it is whole', () => {
    const reader = createFrameReader();
    const bytes = bytesOf({ kind: 2, camera: 3, payload: new Uint8Array([7, 8, 9]) });
    const counts = [...bytes].map((byte) => reader.push(new Uint8Array([byte])).length);
    expect(counts).toEqual([...Array.from({ length: bytes.length - 1 }, () => 0), 1]);
  });

  it.each([0, 1, largestFrame + 1])('a length of %i is refused, so that nothing is kept for it', (size) => {
    const head = new Uint8Array(4);
    new DataView(head.buffer).setUint32(0, size);
    expect(() => createFrameReader().push(head)).toThrow('a live frame of');
  });

  it('keep their bytes when the piece that they came in is used again', () => {
    const reader = createFrameReader();
    const piece = bytesOf({ kind: 3, camera: 0, payload: new Uint8Array([1, 2, 3]) });
    const [first] = reader.push(piece);
    piece.fill(0);
    expect([...(first?.payload ?? [])]).toEqual([1, 2, 3]);
  });

  it.each([
    ['a state', liveFrameKinds.state, '{"state":"lost"}', { state: 'lost' }],
    ['no JSON', liveFrameKinds.state, '{"state":', null],
    ['a picture', liveFrameKinds.still, '{"state":"lost"}', null],
    ['a number', liveFrameKinds.start, '7', null],
  ])('are read as text: %s', (_, kind, text, read) => {
    expect(jsonOf({ kind, camera: 0, payload: new TextEncoder().encode(text) })).toEqual(read);
  });
});
