import type { Tone } from './verdicts.ts';

interface Note {
  readonly hertz: number;
  readonly fromMs: number;
  readonly lengthMs: number;
}

/** Each tone has its own number and direction of notes, so that it is told apart without looking. */
const melodies: Readonly<Record<Tone | 'done', readonly Note[]>> = {
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

export interface Speaker {
  play(melody: Tone | 'done'): void;
  close(): void;
}

/** Plays the door's tones. A machine without sound, or one that forbids it until a key was pressed, stays silent. */
export function createSpeaker(): Speaker {
  let context: AudioContext | null = null;

  function note(audio: AudioContext, { hertz, fromMs, lengthMs }: Note): void {
    const from = audio.currentTime + fromMs / 1000;
    const until = from + lengthMs / 1000;
    const oscillator = new OscillatorNode(audio, { type: 'triangle', frequency: hertz });
    const gain = new GainNode(audio, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(0.25, from + 0.012);
    gain.gain.setValueAtTime(0.25, until - 0.03);
    gain.gain.linearRampToValueAtTime(0, until);
    oscillator.connect(gain).connect(audio.destination);
    oscillator.start(from);
    oscillator.stop(until + 0.02);
  }

  return {
    play(melody) {
      if (typeof AudioContext === 'undefined') return;
      context ??= new AudioContext();
      const audio = context;
      void audio
        .resume()
        .then(() => melodies[melody].forEach((each) => note(audio, each)))
        .catch(() => undefined);
    },
    close() {
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}
