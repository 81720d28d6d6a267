import { useCallback, useRef } from 'react';
import { useQuestion } from '../../app/api.tsx';

/** The site's time in milliseconds since 1970: in the demonstration another than this machine's. */
export function useSiteNow(): () => number {
  const foot = useQuestion('site.foot', {});
  const offset = useRef(0);
  if (foot.data !== undefined) offset.current = Date.parse(foot.data.now) - foot.dataUpdatedAt;
  return useCallback(() => Date.now() + offset.current, []);
}
