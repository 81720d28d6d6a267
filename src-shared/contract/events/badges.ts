import { z } from 'zod';
import { office } from '../../domain/roles.ts';
import { badgeId, batchId, pinId, userId } from '../ids.ts';
import { day } from '../values.ts';
import { open, roles } from './audience.ts';
import { event, reason } from './event.ts';

export const badgeEvents = {
  'badge.issued': event(
    open,
    z.strictObject({
      badgeId,
      userId,
      batchId,
      /** The last day on which it opens anything. */
      untilDay: day,
      /** The badge whose PIN it takes over; null: its owner sets one. */
      replaces: badgeId.nullable(),
      secondPerson: userId,
    }),
    null,
    (d) => [d.userId],
  ),
  'badge.revoked': event(roles(...office), z.strictObject({ badgeId, userId }), reason, (d) => [d.userId]),
  'badge.printed': event(open, z.strictObject({ badgeId, userId }), null, (d) => [d.userId]),
  /** Its actor is its owner: the account is theirs from then on. */
  'badge.pinSet': event(open, z.strictObject({ badgeId, userId, pinId }), null, (d) => [d.userId]),
};
