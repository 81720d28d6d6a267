import { useEffect, useEffectEvent } from 'react';
import { useAction } from './api.tsx';

/** The core hears of work at this desk this often at most. */
const tellEveryMs = 30_000;
const lookEveryMs = 5_000;
const signs = ['pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Locks the desk when nobody has touched it for some minutes; tells the core of work that sends nothing by itself. */
export function useIdleLock(minutes: number | null): void {
  const lock = useAction('access.lock', { quiet: true });
  const still = useAction('access.stillHere', { quiet: true });
  const lockNow = useEffectEvent(() => void lock.run({}));
  const tellCore = useEffectEvent(() => void still.run({}));

  useEffect(() => {
    if (minutes === null) return;
    let lastMs = performance.now();
    let toldMs = lastMs;
    const work = () => {
      lastMs = performance.now();
      if (lastMs - toldMs < tellEveryMs) return;
      toldMs = lastMs;
      tellCore();
    };
    const timer = setInterval(() => {
      if (performance.now() - lastMs >= minutes * 60_000) lockNow();
    }, lookEveryMs);
    for (const sign of signs) window.addEventListener(sign, work, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const sign of signs) window.removeEventListener(sign, work, { capture: true });
    };
  }, [minutes]);
}
