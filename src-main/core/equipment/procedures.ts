import { desc, eq, inArray } from 'drizzle-orm';
import type { ItemId } from '#shared/contract/ids.ts';
import type { ItemCard } from '#shared/contract/views/equipment.ts';
import type { TimelineEntry } from '#shared/contract/views/preparation.ts';
import { people, personNames } from '../access/queries.ts';
import { visibleFacts } from '../access/visibleFacts.ts';
import type { Answers, AskContext } from '../api/answers.ts';
import { readHeader } from '../ledger/rows.ts';
import { ledgerRows, ledgerSubjects } from '../ledger/tables.ts';
import { takingSummary, takingView } from './differences.ts';
import { kitViews } from './kits.ts';
import { equipmentOfSitting } from './ofSitting.ts';
import { labelledPlaces, placeNames } from './places.ts';
import { itemPage, itemRow, itemView, lastMoveOf, stockView } from './queries.ts';
import { scanned } from './scan.ts';
import { takingRow } from './stockTaking.ts';
import { photos, takings } from './tables.ts';

/** Rows of an item's history that its card shows. */
const historyRows = 200;

/** The equipment's share of the API. */
export const equipmentAnswers = {
  'equipment.list': ({ store, at }, { offset, limit, ...filter }) =>
    itemPage(store, filter, { offset, limit }, at),
  'equipment.one': (context, { itemId }) => itemCard(context, itemId),
  'equipment.scan': ({ store, at }, { code }) => scanned(store, code, at),
  'equipment.places': ({ store }) => labelledPlaces(store),
  'equipment.holders': ({ store }) =>
    people(store)
      .filter((person) => !person.disabled)
      .map(({ userId, displayName }) => ({ userId, displayName })),
  'equipment.kits': ({ store, at }) => kitViews(store, at),
  'equipment.takings': ({ store }) =>
    store.orm
      .select()
      .from(takings)
      .orderBy(desc(takings.openedSeq))
      .all()
      .map((taking) => takingSummary(store, taking)),
  'equipment.taking': ({ store, at }, { takingId }) => {
    const taking = takingRow(store, takingId);
    return taking === null ? null : takingView(store, taking, at);
  },
  'equipment.ofSitting': ({ store, at }, { sittingId }) => equipmentOfSitting(store, sittingId, at),
} satisfies Answers;

function itemCard(context: AskContext, itemId: ItemId): ItemCard | null {
  const { store, at } = context;
  const item = itemRow(store, itemId);
  if (item === null) return null;
  const names = placeNames(store);
  const who = personNames(store);
  const last = lastMoveOf(store, itemId);
  return {
    item: itemView(store, names, item, at),
    stock: stockView(store, names, item),
    photos: store.orm
      .select()
      .from(photos)
      .where(eq(photos.itemId, itemId))
      .orderBy(photos.at)
      .all()
      .map((photo) => ({ sha256: photo.sha256, at: photo.at, by: who(photo.by) })),
    lastMove: last === null || last.as === 'register' ? null : { seq: last.seq, as: last.as, at: last.at },
    timeline: historyOf(context, itemId),
  };
}

/** Everything that happened to a thing, the last first, as far as the viewer may see it. */
function historyOf({ store, actor, seals }: AskContext, itemId: ItemId): readonly TimelineEntry[] {
  const who = personNames(store);
  const names = placeNames(store);
  const rows = store.orm
    .select({
      seq: ledgerRows.seq,
      header: ledgerRows.header,
      data: ledgerRows.data,
      personal: ledgerRows.personal,
    })
    .from(ledgerRows)
    .where(
      inArray(
        ledgerRows.seq,
        store.orm
          .select({ seq: ledgerSubjects.seq })
          .from(ledgerSubjects)
          .where(eq(ledgerSubjects.subject, itemId)),
      ),
    )
    .orderBy(desc(ledgerRows.seq))
    .limit(historyRows)
    .all();
  return rows.map((row): TimelineEntry => {
    const header = readHeader(row.header);
    const { data, hidden } = visibleFacts(row, actor, seals);
    return {
      seq: row.seq,
      at: header.at,
      type: header.type,
      by: header.actor === 'system' ? header.actor : who(header.actor),
      facts: data === null ? {} : factsOf(JSON.parse(data) as Record<string, unknown>, names),
      hidden,
    };
  });
}

/** What the history says of a row: how it was moved, from where, to where, how many; states and days. */
function factsOf(
  data: Readonly<Record<string, unknown>>,
  names: ReturnType<typeof placeNames>,
): Readonly<Record<string, string | number>> {
  const facts: Record<string, string | number> = {};
  for (const key of ['as', 'count', 'from', 'to', 'on', 'due', 'approvalNo']) {
    const value = data[key];
    if (typeof value === 'string' || typeof value === 'number') facts[key] = value;
  }
  for (const key of ['fromKey', 'toKey']) {
    const value = data[key];
    if (typeof value === 'string' && value !== 'gone') facts[key] = names(value).text;
  }
  return facts;
}
