import { useEffect, useState } from 'react';
import { createSpeaker } from './sounds.ts';
import type { Speaker } from './sounds.ts';

const rememberedAs = 'kaodian.checkin.muted';

/** The door's tones with their switch, remembered on this desk. */
export function useSpeaker(): { readonly speaker: Speaker | null; readonly muted: boolean; toggle(): void } {
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
