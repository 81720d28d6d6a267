import { eq } from 'drizzle-orm';
import type { BadgeId, UserId } from '#shared/contract/ids.ts';
import type { Shows } from '../ledger/capability.ts';
import { badges, users } from './tables.ts';

/** People by their names; the roles that somebody holds now. */
export const shows: Shows = {
  before: {
    'user.setRoles': ({ orm }, { userId }) => ({
      now: { roles: orm.select().from(users).where(eq(users.userId, userId)).get()?.roles ?? [] },
    }),
  },
  names: {
    badgeId: ({ orm }, id) => {
      const holder = orm
        .select({ name: users.displayName })
        .from(badges)
        .innerJoin(users, eq(users.userId, badges.userId))
        .where(eq(badges.badgeId, id as BadgeId))
        .get();
      return holder?.name == null ? null : { text: holder.name };
    },
    userId: ({ orm }, id) => {
      const person = orm
        .select()
        .from(users)
        .where(eq(users.userId, id as UserId))
        .get();
      return person?.displayName == null ? null : { text: person.displayName };
    },
  },
};
