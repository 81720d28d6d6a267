import type { Site } from '../api/site.ts';
import type { DemoClock } from './demoClock.ts';
import { demoMidnight, entryTime } from './demoDay.ts';
import { playEarlierBatch } from './earlierBatch.ts';
import { playExamDay } from './runningDay.ts';
import { openScript } from './script.ts';
import { gatherStaff } from './staff.ts';

/**
 * Fills a freshly founded site with the demonstration: an earlier batch that waits for its sealing, and an exam day in full
 * swing with marks in progress and a few things wrong. All of it by the same commands that people give.
 */
export async function fillDemo(site: Site, clock: DemoClock): Promise<void> {
  // The clock stands at the beginning of the story; the exam day follows from the host's time.
  const midnightMs = demoMidnight(Date.now());
  // Nobody has been told anything yet: one sync at the end does for the whole story.
  site.store.raw.pragma('synchronous=OFF');
  // What is recorded bears the time of the site, which is the day's only when the story has come to it.
  site.recording.hold();
  const script = openScript(site, clock, midnightMs);
  script.at(-44, '09:10');
  const staff = await gatherStaff(script);
  await playEarlierBatch(script, staff);
  await playExamDay(script, staff);
  script.at(0, entryTime);
  site.store.raw.pragma('synchronous=FULL');
  site.store.raw.pragma('wal_checkpoint(TRUNCATE)');
  site.recording.replan();
}
