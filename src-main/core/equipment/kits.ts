import { and, eq } from 'drizzle-orm';
import type { KitPart } from '#shared/contract/commands/equipment.ts';
import type { KitId } from '#shared/contract/ids.ts';
import type { KitGap, KitView } from '#shared/contract/views/equipment.ts';
import { placeKeyOf } from '#shared/domain/equipment.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { Decide } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import type { Store } from '../store/openDatabase.ts';
import { placeFault, placeNames } from './places.ts';
import { calibrationIsOver, countAt, itemRow } from './queries.ts';
import type { ItemRecord } from './queries.ts';
import { items, kits } from './tables.ts';

type Kit = typeof kits.$inferSelect;

/** The set of a workstation: what must be there before a sitting. */
export const decideKits = {
  'equipment.setKit': ({ store }, { kitId, name, place, parts }) => {
    const fault = placeFault(store, place);
    if (fault !== null) return fault;
    const placeKey = placeKeyOf(place);
    const twice = store.orm
      .select()
      .from(kits)
      .all()
      .find(
        (one) =>
          one.kitId !== kitId && one.placeKey === placeKey && compactText(one.name) === compactText(name),
      );
    if (twice !== undefined) return refused('kit-name-taken', { name });
    for (const part of parts)
      if ('itemId' in part && itemRow(store, part.itemId) === null) return refused('equipment-unknown');
    return decided([happened('equipment.kitSet', null, { kitId, name, placeKey, parts }, null)]);
  },
  'equipment.removeKit': ({ store }, { kitId, reason }) =>
    kitRow(store, kitId) === null
      ? refused('kit-unknown')
      : decided([happened('equipment.kitRemoved', null, { kitId }, { reason })]),
} satisfies Decide;

function kitRow({ orm }: Store, kitId: KitId): Kit | null {
  return orm.select().from(kits).where(eq(kits.kitId, kitId)).get() ?? null;
}

/** All kits with what they lack on the day of an instant. */
export function kitViews(store: Store, at: string): readonly KitView[] {
  const names = placeNames(store);
  return store.orm
    .select()
    .from(kits)
    .orderBy(kits.placeKey, kits.name)
    .all()
    .map((kit) => ({
      kitId: kit.kitId,
      name: kit.name,
      at: names(kit.placeKey),
      parts: kit.parts.map((part) => ({ ...part, text: partText(store, part) })),
      gaps: gapsOf(store, kit, at),
    }));
}

/** What a kit lacks: each part that is not at its place, not in order, or past its calibration. */
export function gapsOf(
  store: Store,
  { placeKey, parts }: Pick<Kit, 'placeKey' | 'parts'>,
  at: string,
): readonly KitGap[] {
  const day = siteDay(at);
  /** A piece stands for one part only. */
  const used = new Set<string>();
  return parts.flatMap((part): readonly KitGap[] => {
    const what = partText(store, part);
    if ('itemId' in part) {
      const item = itemRow(store, part.itemId);
      const why = item === null ? 'notThere' : whyNot(store, item, placeKey, day);
      if (item !== null && why === null) used.add(item.itemId);
      return why === null ? [] : [{ what, lacking: 1, why }];
    }
    const fitting = fittingItems(store, part).filter((item) => !used.has(item.itemId));
    let there = 0;
    let unfit: KitGap['why'] = 'notThere';
    for (const item of fitting) {
      if (there >= part.count) break;
      const why = whyNot(store, item, placeKey, day);
      if (why === null) {
        there += item.counted ? countAt(store, item.itemId, placeKey) : 1;
        if (!item.counted) used.add(item.itemId);
      } else if (why !== 'notThere') unfit = why;
    }
    return there >= part.count ? [] : [{ what, lacking: part.count - there, why: unfit }];
  });
}

function whyNot(store: Store, item: ItemRecord, placeKey: string, day: string): KitGap['why'] | null {
  const there = item.counted ? countAt(store, item.itemId, placeKey) > 0 : item.placeKey === placeKey;
  if (!there) return 'notThere';
  if (item.state !== 'inService') return 'notInService';
  return calibrationIsOver(item, day) ? 'calibrationOver' : null;
}

function fittingItems(store: Store, part: Extract<KitPart, { name: string }>): readonly ItemRecord[] {
  return store.orm
    .select()
    .from(items)
    .where(and(eq(items.name, part.name), ...(part.model === null ? [] : [eq(items.model, part.model)])))
    .orderBy(items.number)
    .all();
}

function partText(store: Store, part: KitPart): string {
  if ('itemId' in part) {
    const item = itemRow(store, part.itemId);
    return item === null ? '—' : `${item.name} ${item.assetNo ?? item.code}`;
  }
  return part.model === null ? part.name : `${part.name} ${part.model}`;
}
