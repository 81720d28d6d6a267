import { useCallback, useEffect, useRef, useState } from 'react';
import type { CameraId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { PlaylistView } from '#shared/contract/views/cameras.ts';
import { useAction } from '../../app/api.tsx';
import { nextStretch } from './askedStretch.ts';
import type { AskedStretch } from './askedStretch.ts';

/**
 * Asks for the recordings of a camera around a moment, and on as the moment moves; `take` gets each answer. `need` is to be
 * called as the moment moves, with the site's time.
 */
export function usePlaylist(
  cameraId: CameraId,
  take: (playlist: PlaylistView) => void,
): { need(atMs: number, nowMs: number): void; readonly refusal: Refusal | null; readonly known: boolean } {
  const { run } = useAction('cameras.play', { quiet: true });
  const last = useRef<AskedStretch | null>(null);
  const asking = useRef(false);
  const here = useRef(true);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [known, setKnown] = useState(false);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
      last.current = null;
    };
  }, []);

  const given = useRef(take);
  useEffect(() => {
    given.current = take;
  }, [take]);

  const need = useCallback(
    (atMs: number, nowMs: number): void => {
      if (asking.current) return;
      const stretch = nextStretch(last.current, atMs, nowMs);
      if (stretch === null) return;
      asking.current = true;
      const { from, until } = stretch;
      void run({ cameraId, from: new Date(from).toISOString(), to: new Date(until).toISOString() }).then(
        (answer) => {
          asking.current = false;
          if (!here.current) return;
          last.current = {
            from,
            until,
            askedAt: nowMs,
            goodUntil: answer.ok ? Date.parse(answer.value.goodUntil) : until,
          };
          setRefusal(answer.ok ? null : answer.refusal);
          setKnown(true);
          if (answer.ok) given.current(answer.value);
        },
      );
    },
    [cameraId, run],
  );
  return { need, refusal, known };
}
