import { useCallback, useState } from 'react';
import { useMe } from '../../app/session.tsx';
import { readChoice, sizeFor } from './wallChoice.ts';
import type { WallChoice } from './wallChoice.ts';

/** What this person chose for the wall, remembered on this desk; without a choice as many places as there are cameras. */
export function useWallChoice(count: number): readonly [WallChoice, (choice: WallChoice) => void] {
  const rememberedAs = `kaodian.wall.${useMe().userId}`;
  const [choice, setChoice] = useState(() => readChoice(localStorage.getItem(rememberedAs)));
  const choose = useCallback(
    (next: WallChoice) => {
      localStorage.setItem(rememberedAs, JSON.stringify(next));
      setChoice(next);
    },
    [rememberedAs],
  );
  return [choice ?? { size: sizeFor(count), cameraIds: [] }, choose];
}
