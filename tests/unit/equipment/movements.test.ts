import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { HandOverId } from '#shared/contract/ids.ts';
import type { MoveKind } from '#shared/domain/equipment.ts';
import { placeKeyOf } from '#shared/domain/equipment.ts';
import { countAt } from '../../../src-main/core/equipment/queries.ts';
import { testId } from '../../support/arrangedSite.ts';
import {
  equipmentSite,
  goods,
  invigilator,
  itemId,
  keeper,
  person,
  piece,
  shelf,
  station,
  supervisor,
  workshop,
} from '../../support/equipmentSite.ts';
import type { EquipmentSite } from '../../support/equipmentSite.ts';

let site: EquipmentSite;
beforeEach(async () => {
  site = await equipmentSite();
  await site.register(piece(1), piece(2, { calibrationDue: '2026-11-23' }), goods(3, 10));
});
afterEach(() => site.remove());

type More = Partial<CommandInput<'equipment.move'>>;
const move = async (as: MoveKind, number: number, more: More = {}) => {
  const answer = await site.move(as, itemId(number), more);
  return answer.ok ? 'done' : answer.refusal.code;
};
const where = (number: number) => site.item(itemId(number))?.placeKey;
const [anna, berta] = [person(invigilator), person(supervisor)];

describe('a piece', () => {
  it('is handed out to a person and comes back to where it belongs', async () => {
    expect(await move('handOut', 1, { to: anna })).toBe('done');
    expect(where(1)).toBe(placeKeyOf(anna));
    expect(await move('return', 1, { bringer: invigilator })).toBe('done');
    expect(where(1)).toBe(placeKeyOf(shelf));
  });

  it('that is moved belongs to the new place', async () => {
    await move('move', 1, { to: workshop });
    await move('handOut', 1, { to: anna });
    await move('return', 1);
    expect(where(1)).toBe(placeKeyOf(workshop));
  });

  it('that is mounted at a workstation is never handed out, moved or returned until it is unmounted', async () => {
    expect(await move('mount', 1, { to: workshop })).toBe('equipment-mount-where');
    expect(await move('mount', 1, { to: station(3) })).toBe('done');
    for (const as of ['handOut', 'move', 'return', 'mount'] as const)
      expect([as, await move(as, 1, { to: station(4) })]).toEqual([as, 'equipment-is-fixed']);
    expect(await move('unmount', 1, { to: shelf })).toBe('done');
    expect(await move('handOut', 1, { to: anna })).toBe('done');
  });

  it('is said who has it when it is handed out again, and that it was scanned twice when it is the same person', async () => {
    await move('handOut', 1, { to: anna });
    expect(await move('handOut', 1, { to: anna })).toBe('equipment-scanned-twice');
    const answer = await site.move('handOut', itemId(1), { to: berta });
    expect(answer).toMatchObject({
      ok: false,
      refusal: { code: 'equipment-is-out', facts: { item: '外径千分尺', holder: 'invigilator甲' } },
    });
    expect(where(1)).toBe(placeKeyOf(anna));
  });

  it('is returned by a stranger with a reason alone', async () => {
    await move('handOut', 1, { to: anna });
    expect(await move('return', 1, { bringer: supervisor })).toBe('equipment-stranger');
    expect(where(1)).toBe(placeKeyOf(anna));
    expect(await move('return', 1, { bringer: supervisor, reason: '本人在监考' })).toBe('done');
  });

  it('that somebody else has moved meanwhile stays where it is', async () => {
    await move('move', 1, { to: workshop });
    expect(await move('handOut', 1, { to: anna, expectedKey: placeKeyOf(shelf) })).toBe(
      'equipment-moved-meanwhile',
    );
  });

  it.each([
    ['return', {}, 'equipment-already-home'],
    ['return', { to: anna }, 'equipment-return-to-person'],
    ['move', { to: anna }, 'equipment-move-to-person'],
    ['move', {}, 'equipment-place-missing'],
    ['unmount', { to: shelf }, 'equipment-not-mounted'],
    ['consume', { count: 1 }, 'equipment-not-counted'],
    ['handOut', { to: station(9) }, 'workstation-unknown'],
    ['handOut', { to: { kind: 'room', roomId: testId<'room'>('room', 9) } }, 'room-unknown'],
    ['handOut', { to: { kind: 'store', storeId: testId<'store'>('store', 9) } }, 'store-unknown'],
    ['handOut', { to: person(testId<'user'>('user', 9)) }, 'equipment-holder-unknown'],
  ] as const)('%s %j is refused: %s', async (as, more, code) => {
    expect(await move(as, 1, more as More)).toBe(code);
    expect(where(1)).toBe(placeKeyOf(shelf));
  });

  it('past its calibration, broken or stopped is not handed out', async () => {
    expect(await move('handOut', 2, { to: anna })).toBe('equipment-calibration-over');
    await site.done(keeper, 'equipment.calibrate', {
      itemId: itemId(2),
      on: '2026-11-20',
      due: '2027-11-19',
      certificate: '检 7',
    });
    expect(await move('handOut', 2, { to: anna })).toBe('done');
    await site.done(invigilator, 'equipment.reportFault', { itemId: itemId(1), reason: '卡滞' });
    expect(await move('handOut', 1, { to: anna })).toBe('equipment-not-in-service');
    const again = { itemId: itemId(1), state: 'faulty', reason: '又报' } as const;
    expect(await site.refusal(keeper, 'equipment.setState', again)).toBe('equipment-state-same');
    const back = { itemId: itemId(2), on: '2026-11-20', due: '2026-11-20', certificate: 'x' };
    expect(await site.refusal(keeper, 'equipment.calibrate', back)).toBe('equipment-calibration-dates');
  });
});

describe('counted goods', () => {
  const at = (place: Parameters<typeof placeKeyOf>[0]) => countAt(site.store, itemId(3), placeKeyOf(place));

  it('are handed out, come back and are used up, never below zero', async () => {
    expect(await move('handOut', 3, { to: anna, count: 4 })).toBe('done');
    expect([at(shelf), at(anna)]).toEqual([6, 4]);
    expect(await move('handOut', 3, { to: anna, count: 7 })).toBe('equipment-count-short');
    expect(await move('return', 3, { from: anna, count: 5 })).toBe('equipment-count-short');
    expect(await move('return', 3, { from: anna, count: 3, bringer: supervisor })).toBe('equipment-stranger');
    expect(await move('return', 3, { from: anna, count: 3, bringer: invigilator })).toBe('done');
    expect(await move('consume', 3, { from: anna, count: 1 })).toBe('done');
    expect(await move('receive', 3, { count: 20 })).toBe('done');
    expect([at(shelf), at(anna)]).toEqual([29, 0]);
    expect(await move('consume', 3)).toBe('equipment-count-missing');
    expect(await move('mount', 3, { to: station(1), count: 1 })).toBe('equipment-is-counted');
  });

  it('that were used up by mistake come back with the step that is taken back', async () => {
    await move('consume', 3, { count: 4 });
    const [{ seq } = { seq: 0 }] = site.store.raw
      .prepare("SELECT seq FROM equipment_moves WHERE as_kind = 'consume'")
      .all() as { seq: number }[];
    await site.done(keeper, 'equipment.undoMove', { itemId: itemId(3), seq, reason: '扫错' });
    expect(at(shelf)).toBe(10);
  });
});

describe('taking a step back', () => {
  it('is a new record, and only for the last step', async () => {
    await move('mount', 1, { to: station(1) });
    const seqOf = () =>
      site.store.raw
        .prepare('SELECT max(seq) FROM equipment_moves WHERE item_id = ? AND undone = 0')
        .pluck()
        .get(itemId(1)) as number;
    const mounted = seqOf();
    const undo = { itemId: itemId(1), seq: mounted, reason: '扫错工位' };
    const rows = site.rows();
    await site.done(keeper, 'equipment.undoMove', undo);
    expect(site.rows()).toBe(rows + 1);
    expect(site.item(itemId(1))).toMatchObject({ placeKey: placeKeyOf(shelf), fixed: false });
    expect(await site.refusal(keeper, 'equipment.undoMove', undo)).toBe('equipment-not-last-move');
    const first = { itemId: itemId(1), seq: seqOf(), reason: '登记' };
    expect(await site.refusal(keeper, 'equipment.undoMove', first)).toBe('equipment-not-last-move');
  });
});

describe('scrapping', () => {
  it('takes two people and the number of its approval; what is scrapped goes nowhere, and comes back by two people', async () => {
    const scrap = {
      itemId: itemId(1),
      count: null,
      fromKey: null,
      approvalNo: '财资〔2026〕7 号',
      reason: '断裂',
    };
    expect(await site.byTwo('equipment.scrap', scrap, keeper)).toBe('second-person-same');
    expect(await site.byTwo('equipment.scrap', scrap)).toBe('done');
    expect(where(1)).toBe('gone');
    expect(await move('handOut', 1, { to: anna })).toBe('equipment-scrapped');
    const back = { itemId: itemId(1), toKey: placeKeyOf(shelf), reason: '看错编号' };
    expect(await site.byTwo('equipment.unscrap', { ...back, toKey: 'gone' })).toBe('equipment-place-missing');
    expect(await site.byTwo('equipment.unscrap', back)).toBe('done');
    expect(where(1)).toBe(placeKeyOf(shelf));
    expect(await site.byTwo('equipment.unscrap', back)).toBe('equipment-not-scrapped');
    const many = { ...scrap, itemId: itemId(3), count: 11 };
    expect(await site.byTwo('equipment.scrap', many)).toBe('equipment-count-short');
  });
});

describe('a hand-over', () => {
  const list = (more: object = {}) => ({
    handOverId: testId<'handOver'>('over', 1) as HandOverId,
    userId: supervisor,
    items: [{ itemId: itemId(1), count: null }],
    ...more,
  });

  it('is signed by the taker alone, and what the giver held is the taker’s', async () => {
    await move('handOut', 1, { to: anna });
    expect(await site.byTwo('equipment.handOver', list(), keeper, invigilator)).toBe('hand-over-not-taker');
    expect(where(1)).toBe(placeKeyOf(anna));
    expect(await site.byTwo('equipment.handOver', list(), supervisor, invigilator)).toBe('done');
    expect(where(1)).toBe(placeKeyOf(berta));
    expect(await move('return', 1, { bringer: supervisor })).toBe('done');
  });

  it.each([
    [{ userId: invigilator }, 'hand-over-to-self'],
    [{ items: [1, 1].map((number) => ({ itemId: itemId(number), count: null })) }, 'hand-over-twice'],
    [{}, 'hand-over-not-held'],
    [{ items: [{ itemId: itemId(3), count: 1 }] }, 'hand-over-not-held'],
  ])('%j of somebody who holds nothing is refused: %s', async (more, code) => {
    expect(await site.refusal(invigilator, 'equipment.handOver', list(more))).toBe(code);
  });
});
