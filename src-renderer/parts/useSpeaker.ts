import { useEffect, useState } from 'react';
import { createSpeaker } from './speaker.ts';
import type { Speaker } from './speaker.ts';

/** A speaker with its switch, which this desk remembers under a name. */
export function useSpeaker(rememberedAs: string): {
  readonly speaker: Speaker | null;
  readonly muted: boolean;
  toggle(): void;
} {
  const [muted, setMuted] = useState(() => localStorage.getItem(rememberedAs) === 'yes');
  const [speaker] = useState(createSpeaker);
  useEffect(() => () => speaker.close(), [speaker]);
  return {
    speaker: muted ? null : speaker,
    muted,
    toggle: () => {
      localStorage.setItem(rememberedAs, muted ? 'no' : 'yes');
      setMuted(!muted);
    },
  };
}
