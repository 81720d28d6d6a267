import { and, eq, gt, ne } from 'drizzle-orm';
import type { TakingDifferences, TakingSummary, TakingView } from '#shared/contract/views/equipment.ts';
import { goneKey, isInScope } from '#shared/domain/equipment.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from '#node/hashes.ts';
import { personNames } from '../access/queries.ts';
import type { Store } from '../store/openDatabase.ts';
import { placeNames } from './places.ts';
import { itemRow, itemView } from './queries.ts';
import type { ItemRecord } from './queries.ts';
import { items, moves, seen, stock } from './tables.ts';
import type { TakingResult, takings } from './tables.ts';

type Taking = typeof takings.$inferSelect;
type Sight = typeof seen.$inferSelect;

/** Everything that was seen in a stock-taking. */
function sightsOf({ orm }: Store, { takingId }: Taking): readonly Sight[] {
  return orm.select().from(seen).where(eq(seen.takingId, takingId)).orderBy(seen.seq).all();
}

/** Pieces that the books have in the scope now. */
function expectedPieces({ orm }: Store, { scope }: Taking): readonly ItemRecord[] {
  return orm
    .select()
    .from(items)
    .where(and(eq(items.counted, false), ne(items.state, 'scrapped')))
    .orderBy(items.number)
    .all()
    .filter((item) => isInScope(item.placeKey, scope));
}

/**
 * What differs between the books and what was seen. A piece that was moved after the opening has been in somebody's hands, which is
 * as good as seen; what was seen counts as booked where the books had it at that moment.
 */
export function differencesOf(store: Store, taking: Taking): TakingResult {
  const sights = sightsOf(store, taking);
  const seenPieces = new Map(
    sights.flatMap((one) => (one.itemId !== null && one.count === null ? [[one.itemId, one] as const] : [])),
  );
  const movedSince = new Set(
    store.orm
      .selectDistinct({ itemId: moves.itemId })
      .from(moves)
      .where(and(gt(moves.seq, taking.openedSeq), eq(moves.undone, false)))
      .all()
      .map((one) => one.itemId),
  );
  const missing = expectedPieces(store, taking)
    .filter((item) => !seenPieces.has(item.itemId) && !movedSince.has(item.itemId))
    .map((item) => item.itemId);
  const misplaced = [...seenPieces.values()].flatMap(({ itemId, placeKey, bookedKey }) => {
    if (itemId === null || bookedKey === placeKey || bookedKey === null || bookedKey === goneKey) return [];
    return [{ itemId, bookedKey, foundKey: placeKey }];
  });
  const extra = sights.flatMap((one) => {
    if (one.itemId === null) return [{ code: one.thing.replace(/^code:/, ''), placeKey: one.placeKey }];
    const scrapped = one.bookedKey === goneKey ? itemRow(store, one.itemId) : null;
    return scrapped === null ? [] : [{ code: scrapped.code, placeKey: one.placeKey }];
  });
  return { missing, misplaced, extra, counts: countDifferences(store, taking, sights) };
}

/** Counted goods: what the books have in the scope, against what was counted there; uncounted is counted as nothing found. */
function countDifferences(store: Store, { scope }: Taking, sights: readonly Sight[]): TakingResult['counts'] {
  const found = new Map(
    sights.flatMap((one) => (one.count === null ? [] : [[one.thing, one.count] as const])),
  );
  const booked = store.orm
    .select()
    .from(stock)
    .orderBy(stock.itemId, stock.placeKey)
    .all()
    .filter((one) => isInScope(one.placeKey, scope));
  const known = new Set(booked.map((one) => `${one.itemId} ${one.placeKey}`));
  const lines = booked.map((one) => ({
    itemId: one.itemId,
    placeKey: one.placeKey,
    booked: one.count,
    found: found.get(`${one.itemId} ${one.placeKey}`) ?? 0,
  }));
  const news = sights.flatMap((one) =>
    one.itemId === null || one.count === null || known.has(one.thing)
      ? []
      : [{ itemId: one.itemId, placeKey: one.placeKey, booked: 0, found: one.count }],
  );
  return [...lines, ...news].filter((one) => one.booked !== one.found);
}

/** What the two sign. */
export function hashOfDifferences(found: TakingResult): string {
  return sha256Hex(jcs(found));
}

/** A line of the list of stock-takings. */
export function takingSummary(store: Store, taking: Taking): TakingSummary {
  const names = placeNames(store);
  return {
    takingId: taking.takingId,
    name: taking.name,
    state: taking.state,
    openedAt: taking.openedAt,
    scope: taking.scope.map(names),
    expected: expectedPieces(store, taking).length,
    seen: sightsOf(store, taking).length,
  };
}

/** A stock-taking with its differences in words; of a closed one those it was closed on. */
export function takingView(store: Store, taking: Taking, at: string): TakingView {
  const found = taking.result ?? differencesOf(store, taking);
  const who = personNames(store);
  const walks = Map.groupBy(sightsOf(store, taking), (one) => one.by);
  return {
    ...takingSummary(store, taking),
    differences: inWords(store, found, at),
    differencesSha256: hashOfDifferences(found),
    walks: Array.from(walks, ([by, sights]) => ({ by: who(by), seen: sights.length })),
  };
}

function inWords(store: Store, found: TakingResult, at: string): TakingDifferences {
  const names = placeNames(store);
  const view = (item: ItemRecord) => itemView(store, names, item, at);
  const withItem = <Line extends { readonly itemId: ItemRecord['itemId'] }>(line: Line) => {
    const item = itemRow(store, line.itemId);
    return item === null ? [] : [{ item, line }];
  };
  return {
    missing: found.missing
      .flatMap((itemId) => withItem({ itemId }))
      .map(({ item }) => ({ item: view(item), booked: names(item.placeKey) })),
    misplaced: found.misplaced.flatMap(withItem).map(({ item, line }) => ({
      item: view(item),
      booked: names(line.bookedKey),
      found: names(line.foundKey),
    })),
    extra: found.extra.map(({ code, placeKey }) => ({ code, found: names(placeKey) })),
    counts: found.counts.flatMap(withItem).map(({ item, line }) => ({
      item: view(item),
      at: names(line.placeKey),
      booked: line.booked,
      found: line.found,
    })),
  };
}
