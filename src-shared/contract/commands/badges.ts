import { z } from 'zod';
import { badgeWitnesses, managers, office } from '../../domain/roles.ts';
import { badgesAtOnce } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { badgeId, batchId, pinId, userId } from '../ids.ts';
import { longText } from '../values.ts';

/** 工作证 of the staff of a batch. Codes and PINs never stand in a command (see the API's actions). */
export const badgeCommands = {
  /** A badge each; a person's earlier one of this batch dies, and its PIN with it. */
  'badge.issue': command(
    'person',
    z.strictObject({
      batchId,
      badges: z.array(z.strictObject({ badgeId, userId })).min(1).max(badgesAtOnce),
    }),
    managers,
    { secondPerson: office },
  ),
  /** A lost one: dead at once, the new one works with the PIN that its owner knows. */
  'badge.replace': command(
    'person',
    z.strictObject({ badgeId, newBadgeId: badgeId, reason: longText }),
    managers,
    { secondPerson: badgeWitnesses },
  ),
  'badge.revoke': command('person', z.strictObject({ badgeId, reason: longText }), managers),
  /** Printed, with a new code each: a copy printed before is dead. */
  'badge.print': command(
    'core',
    z.strictObject({ badgeIds: z.array(badgeId).min(1).max(badgesAtOnce) }),
    managers,
  ),
  /** The trace of a PIN that its owner has set; the API gives it together with the PIN itself. */
  'badge.recordPin': command('core', z.strictObject({ badgeId, pinId }), []),
};
