import type { CommandInput } from '#shared/contract/commands/index.ts';
import { goneKey, placeKeyOf, placeOfKey } from '#shared/domain/equipment.ts';
import type { MoveKind } from '#shared/domain/equipment.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { Decide, DecideContext, Decision, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { handOver } from './handOver.ts';
import { liveItem } from './items.ts';
import { placeFault, placeNames } from './places.ts';
import { calibrationIsOver, countAt, isOut, itemRow, lastMoveOf } from './queries.ts';
import type { ItemRecord } from './queries.ts';

type Move = CommandInput<'equipment.move'>;

/** Where a thing goes. A piece has one place; counted goods never fall below zero anywhere. */
export const decideMovements = {
  'equipment.move': (context, input) => {
    const { store } = context;
    const item = liveItem(itemRow(store, input.itemId));
    if ('ok' in item) return item;
    for (const place of [input.to, input.from]) {
      const fault = place === null ? null : placeFault(store, place);
      if (fault !== null) return fault;
    }
    return item.counted ? moveCounted(context, item, input) : movePiece(context, item, input);
  },
  'equipment.undoMove': (context, input) => undoMove(context, input),
  'equipment.handOver': handOver,
} satisfies Decide;

function movePiece(context: DecideContext, item: ItemRecord, input: Move): Decision {
  const { store } = context;
  const say = placeNames(store);
  const { name } = item;
  const here = say(item.placeKey).text;
  const toKey = input.to === null ? null : placeKeyOf(input.to);
  const toPerson = input.to?.kind === 'person';
  if (input.expectedKey !== null && input.expectedKey !== item.placeKey)
    return toKey === item.placeKey
      ? refused('equipment-scanned-twice', { item: name, place: here })
      : refused('equipment-moved-meanwhile', { item: name, place: here });
  const fixedFault = item.fixed ? refused('equipment-is-fixed', { item: name, place: here }) : null;
  const same =
    toKey === item.placeKey ? refused('equipment-scanned-twice', { item: name, place: here }) : null;
  const withPerson = item.placeKey.startsWith('person:')
    ? refused('equipment-is-out', { item: name, holder: here })
    : null;
  switch (input.as) {
    case 'handOut': {
      if (toKey === null) return refused('equipment-place-missing');
      const fault =
        fixedFault ??
        same ??
        (isOut(item) ? refused('equipment-is-out', { item: name, holder: here }) : null) ??
        serviceFault(context, item, input);
      return fault ?? moved(item, input, { toKey, homeKey: item.homeKey, fixed: false });
    }
    case 'return': {
      if (toPerson) return refused('equipment-return-to-person', { item: name });
      const target = toKey ?? item.homeKey;
      const home = !isOut(item) && item.state !== 'missing' && target === item.placeKey;
      const fault =
        fixedFault ??
        (home ? refused('equipment-already-home', { item: name, place: here }) : null) ??
        strangerFault(item.placeKey, name, here, input);
      return fault ?? moved(item, input, { toKey: target, homeKey: target, fixed: false });
    }
    case 'move': {
      if (toKey === null) return refused('equipment-place-missing');
      if (toPerson) return refused('equipment-move-to-person', { item: name });
      const fault = fixedFault ?? withPerson ?? (item.homeKey === toKey ? same : null);
      return fault ?? moved(item, input, { toKey, homeKey: toKey, fixed: false });
    }
    case 'mount': {
      if (toKey === null || input.to?.kind !== 'workstation')
        return refused('equipment-mount-where', { item: name });
      const fault =
        (item.fixed ? (same ?? fixedFault) : null) ?? withPerson ?? serviceFault(context, item, input);
      return fault ?? moved(item, input, { toKey, homeKey: toKey, fixed: true });
    }
    case 'unmount': {
      if (!item.fixed) return refused('equipment-not-mounted', { item: name });
      if (toKey === null || toPerson) return refused('equipment-place-missing');
      return moved(item, input, { toKey, homeKey: toKey, fixed: false });
    }
    case 'consume':
    case 'receive':
      return refused('equipment-not-counted', { item: name });
  }
}

function moveCounted(context: DecideContext, item: ItemRecord, input: Move): Decision {
  const { store } = context;
  const { name, homeKey } = item;
  const say = placeNames(store);
  const { count, as } = input;
  if (count === null) return refused('equipment-count-missing', { item: name });
  const given = { from: input.from && placeKeyOf(input.from), to: input.to && placeKeyOf(input.to) };
  const way = countedWay(as, given, homeKey);
  if (way === 'counted') return refused('equipment-is-counted', { item: name });
  if (way === 'unsaid') return refused('equipment-place-missing');
  const { fromKey, toKey } = way;
  if (as === 'return' && toKey.startsWith('person:'))
    return refused('equipment-return-to-person', { item: name });
  if (as === 'move' && toKey.startsWith('person:'))
    return refused('equipment-move-to-person', { item: name });
  if (fromKey === toKey) return refused('equipment-scanned-twice', { item: name, place: say(toKey).text });
  if (fromKey !== null) {
    const have = countAt(store, item.itemId, fromKey);
    if (have < count)
      return refused('equipment-count-short', { item: name, place: say(fromKey).text, have, wanted: count });
  }
  const fault =
    as === 'handOut'
      ? serviceFault(context, item, input)
      : as === 'return' && fromKey !== null
        ? strangerFault(fromKey, name, say(fromKey).text, input)
        : null;
  if (fault !== null) return fault;
  const { itemId, bringer, reason } = input;
  return decided([
    happened(
      'equipment.moved',
      null,
      { itemId, as, count, fromKey, toKey, homeKey, fixed: false, bringer, undoes: null },
      { reason },
    ),
  ]);
}

type Keys = { readonly fromKey: string | null; readonly toKey: string };

/** From where to where counted goods go, as far as it was said; the place they belong to stands in where it was not. */
function countedWay(
  as: MoveKind,
  { from, to }: { readonly from: string | null; readonly to: string | null },
  homeKey: string,
): Keys | 'unsaid' | 'counted' {
  switch (as) {
    case 'handOut':
    case 'move':
      return to === null ? 'unsaid' : { fromKey: from ?? homeKey, toKey: to };
    case 'return':
      return from === null ? 'unsaid' : { fromKey: from, toKey: to ?? homeKey };
    case 'consume':
      return { fromKey: from ?? homeKey, toKey: goneKey };
    case 'receive':
      return { fromKey: null, toKey: to ?? homeKey };
    case 'mount':
    case 'unmount':
      return 'counted';
  }
}

/** Only what is in order is handed out; a gauge past its calibration with a reason alone. */
function serviceFault({ at }: DecideContext, item: ItemRecord, { reason }: Move): Refused | null {
  const { name, state } = item;
  if (state !== 'inService') return refused('equipment-not-in-service', { item: name, state });
  if (calibrationIsOver(item, siteDay(at)) && !reason)
    return refused('equipment-calibration-over', { item: name, day: item.calibrationDue ?? '' });
  return null;
}

/** Somebody else than its holder brings something back: with a reason alone. */
function strangerFault(
  fromKey: string,
  item: string,
  holder: string,
  { bringer, reason }: Pick<Move, 'bringer' | 'reason'>,
): Refused | null {
  const place = placeOfKey(fromKey);
  if (place?.kind !== 'person' || bringer === null || bringer === place.userId || reason) return null;
  return refused('equipment-stranger', { item, holder });
}

function moved(
  item: ItemRecord,
  { as, bringer, reason }: Move,
  to: { readonly toKey: string; readonly homeKey: string; readonly fixed: boolean },
): Decision {
  const { itemId } = item;
  const move = { itemId, as, count: null, fromKey: item.placeKey, ...to, bringer, undoes: null };
  return decided([happened('equipment.moved', null, move, { reason }), ...foundAgain(item)]);
}

/** What was missing and is scanned is there again. */
function foundAgain({ itemId, state }: ItemRecord): readonly NewEvent[] {
  if (state !== 'missing') return [];
  return [happened('equipment.stateSet', null, { itemId, from: state, to: 'inService' }, { reason: '—' })];
}

function undoMove(
  { store }: DecideContext,
  { itemId, seq, reason }: CommandInput<'equipment.undoMove'>,
): Decision {
  const item = liveItem(itemRow(store, itemId));
  if ('ok' in item) return item;
  const last = lastMoveOf(store, itemId);
  if (last === null || last.seq !== seq || last.as === 'register' || last.as === 'unscrap')
    return refused('equipment-not-last-move', { item: item.name });
  if (last.count !== null && last.toKey !== goneKey) {
    const have = countAt(store, itemId, last.toKey);
    if (have < last.count) {
      const place = placeNames(store)(last.toKey).text;
      return refused('equipment-count-short', { item: item.name, place, have, wanted: last.count });
    }
  }
  const back = {
    itemId,
    as: 'undo',
    count: last.count,
    fromKey: last.toKey === goneKey ? null : last.toKey,
    toKey: last.fromKey ?? goneKey,
    homeKey: last.homeBefore ?? item.homeKey,
    fixed: last.fixedBefore,
    bringer: null,
    undoes: seq,
  };
  return decided([happened('equipment.moved', null, back, { reason })]);
}
