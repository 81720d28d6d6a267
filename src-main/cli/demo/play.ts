import type { ApiPlayer } from './apiPlayer.ts';
import type { DemoOptions } from './options.ts';
import type { Stage } from './stage.ts';

/** Every source of chance begins here, so that each run draws the same. */
export const demoSeed = 20_261_124;

/** What every part of the demonstration works with. */
export interface Play {
  readonly stage: Stage;
  readonly options: DemoOptions;
  readonly player: ApiPlayer;
  /** One source of chance, drawn from in the order of the day. */
  readonly random: () => number;
}

/** The site's time now, milliseconds since 1970. */
export function siteTime({ stage }: Play): number {
  return Date.now() + stage.clockOffsetMs;
}
