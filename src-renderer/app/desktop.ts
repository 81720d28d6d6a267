import type { KaodianDesktop } from '#shared/contract/desktop.ts';

/** What the desktop window offers beyond a browser; undefined in a browser. */
export function desktop(): KaodianDesktop | undefined {
  return window.kaodianDesktop;
}
