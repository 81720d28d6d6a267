import type { CommandInput } from '#shared/contract/commands/index.ts';
import { equipmentKeepers } from '#shared/domain/roles.ts';
import type { DecideContext, Decision, NewEvent, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { personOf } from '../access/queries.ts';
import { isTwice, liveItem, signerOf } from './items.ts';
import { placeNames } from './places.ts';
import { countAt, itemRow } from './queries.ts';

type Input = CommandInput<'equipment.handOver'>;
type Line = Input['items'][number];

/**
 * 交接: the giver asks, the taker alone signs. What the giver holds is the taker's from then on; what stands in a store or a room stays
 * there, and the list says that both have seen it.
 */
export function handOver(context: DecideContext, input: Input): Decision {
  const { store, by, second } = context;
  if (input.userId === by) return refused('hand-over-to-self');
  if (personOf(store, input.userId) === null) return refused('equipment-holder-unknown');
  if (second !== null && second !== input.userId) return refused('hand-over-not-taker');
  if (isTwice(input.items.map((one) => one.itemId))) return refused('hand-over-twice');
  const lines = [];
  const moves: NewEvent[] = [];
  for (const line of input.items) {
    const given = giveLine(context, input, line);
    if ('ok' in given) return given;
    lines.push({ ...line, placeKey: given.placeKey });
    moves.push(...given.moves);
  }
  return decided([
    happened(
      'equipment.handedOver',
      null,
      { handOverId: input.handOverId, giver: by, secondPerson: signerOf(context), items: lines },
      null,
    ),
    ...moves,
  ]);
}

function giveLine(
  { store, by }: DecideContext,
  { userId }: Input,
  { itemId, count }: Line,
): { readonly placeKey: string; readonly moves: readonly NewEvent[] } | Refused {
  const item = liveItem(itemRow(store, itemId));
  if ('ok' in item) return item;
  const giverKey = `person:${by}`;
  const keeps = personOf(store, by)?.roles.some((role) => equipmentKeepers.includes(role)) === true;
  const toKey = `person:${userId}`;
  const say = placeNames(store);
  const move = (moved: number | null) =>
    happened(
      'equipment.moved',
      null,
      {
        itemId,
        as: 'handOver',
        count: moved,
        fromKey: giverKey,
        toKey,
        homeKey: item.homeKey,
        fixed: false,
        bringer: null,
        undoes: null,
      },
      { reason: null },
    );
  if (item.counted) {
    if (count === null) return refused('equipment-count-missing', { item: item.name });
    const held = countAt(store, itemId, giverKey);
    if (held === 0 && !keeps) return refused('hand-over-not-held', { item: item.name });
    const placeKey = held > 0 ? giverKey : item.homeKey;
    const have = held > 0 ? held : countAt(store, itemId, item.homeKey);
    const place = say(placeKey).text;
    if (have < count)
      return refused('equipment-count-short', { item: item.name, place, have, wanted: count });
    return { placeKey, moves: held > 0 ? [move(count)] : [] };
  }
  if (item.placeKey === giverKey) return { placeKey: giverKey, moves: [move(null)] };
  if (item.placeKey.startsWith('person:'))
    return refused('equipment-is-out', { item: item.name, holder: say(item.placeKey).text });
  if (!keeps) return refused('hand-over-not-held', { item: item.name });
  return { placeKey: item.placeKey, moves: [] };
}
