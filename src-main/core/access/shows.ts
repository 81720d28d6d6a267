import { eq } from 'drizzle-orm';
import type { UserId } from '#shared/contract/ids.ts';
import type { Shows } from '../ledger/capability.ts';
import { users } from './tables.ts';

/** People by their names; the roles that somebody holds now. */
export const shows: Shows = {
  before: {
    'user.setRoles': ({ orm }, { userId }) => ({
      now: { roles: orm.select().from(users).where(eq(users.userId, userId)).get()?.roles ?? [] },
    }),
  },
  names: {
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
