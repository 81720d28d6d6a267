import type { SittingId } from '#shared/contract/ids.ts';
import { siteDay, siteTime } from '#shared/domain/sittingTimes.ts';
import type { Shows } from '../ledger/capability.ts';
import { sittingRow } from './queries.ts';

/** Sittings by room, day and time. */
export const shows: Shows = {
  names: {
    sittingId: (store, id) => {
      const sitting = sittingRow(store, id as SittingId);
      if (sitting === null) return null;
      const { roomName, startsAt } = sitting;
      return { text: `${roomName} · ${siteDay(startsAt)} ${siteTime(startsAt)}` };
    },
  },
};
