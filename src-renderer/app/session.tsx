import { createContext, useContext } from 'react';
import type { Role } from '#shared/domain/roles.ts';
import type { SignedIn, SiteState } from '#shared/contract/views/site.ts';

/** The site as this desk sees it; set once `site.state` has answered. */
export const SiteContext = createContext<SiteState | null>(null);

/** The site that is open. Only below the frame or a start page. */
export function useSite(): SiteState {
  const site = useContext(SiteContext);
  if (!site) throw new Error('useSite stands outside of the app');
  return site;
}

/** Who is signed in. Only below the frame. */
export function useMe(): SignedIn {
  const { signedIn } = useSite();
  if (!signedIn) throw new Error('useMe stands outside of the frame');
  return signedIn;
}

/** Whether the one who is signed in holds one of these roles. */
export function useMay(roles: readonly Role[]): boolean {
  const { signedIn } = useSite();
  return signedIn?.roles.some((role) => roles.includes(role)) ?? false;
}
