import { useState, useSyncExternalStore } from 'react';

const rememberedAs = 'kaodian.checkin.menu';
/** Below this the verdict and the button under it do not fit beside menu and bars: small laptops at 125 and 150 %. */
const small = '(max-width: 1199px), (max-height: 699px)';

function watch(listener: () => void): () => void {
  const query = window.matchMedia(small);
  query.addEventListener('change', listener);
  return () => query.removeEventListener('change', listener);
}

/** Whether the entrance fills the window, without menu and top bar: on small screens from the beginning, elsewhere on wish. */
export function useDoorMode(): { readonly alone: boolean; toggle(): void } {
  const isSmall = useSyncExternalStore(watch, () => window.matchMedia(small).matches);
  const [wished, setWished] = useState(() => sessionStorage.getItem(rememberedAs));
  const alone = wished === null ? isSmall : wished === 'hidden';
  return {
    alone,
    toggle: () => {
      const next = alone ? 'shown' : 'hidden';
      sessionStorage.setItem(rememberedAs, next);
      setWished(next);
    },
  };
}
