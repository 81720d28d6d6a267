import { people } from '../../src-main/core/access/queries.ts';
import type { Store } from '../../src-main/core/store/openDatabase.ts';

interface TwoPeople {
  readonly secondPerson?: string | null;
  readonly scorerId?: string;
  readonly verifierId?: string;
}

/** What two people stand behind in a site's ledger, with their first roles; one who stood behind it alone shows as `one person`. */
export function pairsOf(store: Store): readonly string[] {
  const roleOf = new Map<string, string>(
    people(store).map((person) => [person.userId, person.roles[0] ?? '']),
  );
  const rows = store.raw.prepare('SELECT header, data FROM ledger_rows ORDER BY seq').all() as {
    readonly header: string;
    readonly data: string;
  }[];
  const pairs = rows.flatMap((row) => {
    const { type, actor } = JSON.parse(row.header) as { readonly type: string; readonly actor: string };
    const { secondPerson, scorerId, verifierId } = JSON.parse(row.data) as TwoPeople;
    const [first, second] =
      type === 'sheet.verified'
        ? [scorerId, verifierId]
        : typeof secondPerson === 'string'
          ? [actor, secondPerson]
          : [];
    if (first === undefined || second === undefined) return [];
    return [`${type}: ${first === second ? 'one person' : `${roleOf.get(first)} and ${roleOf.get(second)}`}`];
  });
  return [...new Set(pairs)].toSorted();
}
