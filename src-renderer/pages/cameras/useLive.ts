import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { CameraId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { useAction } from '../../app/api.tsx';
import { holdLive } from './liveConnection.ts';
import type { LiveState } from './liveConnection.ts';
import type { LiveFrame } from './liveFrames.ts';

/** Takes the frames of one camera. */
export type FrameTaker = (frame: LiveFrame) => void;

export interface Live {
  readonly state: LiveState | 'paused';
  /** Why there is no connection, where the core said so. */
  readonly refusal: Refusal | null;
  /** A tile begins to listen; answers with what ends it. */
  listen(cameraId: CameraId, take: FrameTaker): () => void;
}

/** Live pictures of these cameras over one connection, held as long as `wanted`; nothing is asked for while it is not. */
export function useLive(cameraIds: readonly CameraId[], wanted: boolean): Live {
  const watch = useAction('cameras.watch', { quiet: true });
  const takers = useRef(new Map<CameraId, FrameTaker>());
  const [state, setState] = useState<LiveState>('connecting');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const ids = cameraIds.join(' ');
  const ask = useEffectEvent(async (): Promise<string | null> => {
    const answer = await watch.run({ cameraIds: [...cameraIds] });
    setRefusal(answer.ok ? null : answer.refusal);
    return answer.ok ? answer.value.href : null;
  });

  useEffect(() => {
    if (!wanted || ids === '') return;
    const order = ids.split(' ') as CameraId[];
    const abort = new AbortController();
    void holdLive({
      ask: () => ask(),
      take: (frame) => {
        const cameraId = order[frame.camera];
        if (cameraId !== undefined) takers.current.get(cameraId)?.(frame);
      },
      say: setState,
      signal: abort.signal,
    });
    return () => abort.abort();
  }, [ids, wanted]);

  const listen = useCallback((cameraId: CameraId, take: FrameTaker) => {
    takers.current.set(cameraId, take);
    return () => {
      if (takers.current.get(cameraId) === take) takers.current.delete(cameraId);
    };
  }, []);
  return { state: wanted ? state : 'paused', refusal: wanted ? refusal : null, listen };
}

/** Whether an element is in sight: its window is shown, and it stands in the page and within the window. */
export function useInSight(element: RefObject<HTMLElement | null>): boolean {
  const [shown, setShown] = useState(() => document.visibilityState === 'visible');
  const [there, setThere] = useState(true);
  useEffect(() => {
    const look = () => setShown(document.visibilityState === 'visible');
    document.addEventListener('visibilitychange', look);
    const observer = new IntersectionObserver((entries) => setThere(entries.at(-1)?.isIntersecting ?? false));
    if (element.current) observer.observe(element.current);
    return () => {
      document.removeEventListener('visibilitychange', look);
      observer.disconnect();
    };
  }, [element]);
  return shown && there;
}
