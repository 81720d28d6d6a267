import type { Note } from '../../parts/speaker.ts';
import type { Tone } from './verdicts.ts';

/** The door's tones: each has its own number and direction of notes, so that it is told apart without looking. */
export const melodies: Readonly<Record<Tone | 'done', readonly Note[]>> = {
  go: [
    { hertz: 660, fromMs: 0, lengthMs: 90 },
    { hertz: 880, fromMs: 100, lengthMs: 130 },
  ],
  look: [
    { hertz: 520, fromMs: 0, lengthMs: 110 },
    { hertz: 520, fromMs: 160, lengthMs: 110 },
  ],
  stop: [
    { hertz: 330, fromMs: 0, lengthMs: 170 },
    { hertz: 220, fromMs: 190, lengthMs: 320 },
  ],
  done: [{ hertz: 990, fromMs: 0, lengthMs: 70 }],
};
