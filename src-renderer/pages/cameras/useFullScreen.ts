import { useCallback, useEffect, useState } from 'react';
import { desktop } from '../../app/desktop.ts';

/**
 * Fills the screen: in the desktop the window does, in a browser the browser. The page covers itself (`full`) in both, also
 * where the screen is refused.
 */
export function useFullScreen(begin: boolean): { readonly full: boolean; set(full: boolean): void } {
  const [full, setFull] = useState(begin);
  const set = useCallback((next: boolean) => {
    setFull(next);
    const host = desktop();
    if (host) void host.windowState({ fullScreen: next });
    else if (next) void document.documentElement.requestFullscreen().catch(() => undefined);
    else if (document.fullscreenElement !== null) void document.exitFullscreen().catch(() => undefined);
  }, []);
  // A browser leaves by its own key.
  useEffect(() => {
    const look = () => document.fullscreenElement === null && setFull(false);
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, []);
  return { full, set };
}
