/** One tone of a melody. */
export interface Note {
  readonly hertz: number;
  readonly fromMs: number;
  readonly lengthMs: number;
}

export interface Speaker {
  play(melody: readonly Note[]): void;
  close(): void;
}

/** Plays tones that we make ourselves. A machine without sound, or one that forbids it until a key was pressed, stays silent. */
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
        .then(() => melody.forEach((each) => note(audio, each)))
        .catch(() => undefined);
    },
    close() {
      void context?.close().catch(() => undefined);
      context = null;
    },
  };
}
