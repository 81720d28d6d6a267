import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { placeKeyOf } from '#shared/domain/equipment.ts';
import { differencesOf, hashOfDifferences } from '../../../src-main/core/equipment/differences.ts';
import { takingRow } from '../../../src-main/core/equipment/stockTaking.ts';
import { userOf } from '../../support/ledgerSite.ts';
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
  takingId,
  workshop,
} from '../../support/equipmentSite.ts';
import type { EquipmentSite } from '../../support/equipmentSite.ts';

let site: EquipmentSite;
beforeEach(async () => {
  site = await equipmentSite();
});
afterEach(() => site.remove());

const open = (...scope: CommandInput<'equipment.openTaking'>['scope']) =>
  site.done(keeper, 'equipment.openTaking', { takingId, name: '年度盘点', scope });
const sight = (more: Partial<CommandInput<'equipment.see'>>): CommandInput<'equipment.see'> => ({
  takingId,
  place: shelf,
  itemId: null,
  code: null,
  count: null,
  ...more,
});
function differences() {
  const taking = takingRow(site.store, takingId);
  if (taking === null) throw new Error('no stock-taking');
  const found = differencesOf(site.store, taking);
  return { found, sha256: hashOfDifferences(found) };
}

describe('a stock-taking', () => {
  it('of 400 pieces by two walkers at three scans a second finds the 12 planted differences and nothing else', async () => {
    const numbers = Array.from({ length: 400 }, (_, index) => index + 1);
    await site.register(
      ...numbers.map((number) => piece(number, { place: number <= 300 ? shelf : workshop })),
    );
    await site.register(piece(401), piece(402, { place: person(invigilator) }));
    await open(shelf, workshop);
    const missing = [7, 8, 155, 320];
    const misplaced = [20, 21, 310, 311];
    const extra = ['KDE-ALT-1', 'KDE-ALT-2', '无标签-3'];
    // The twelfth: handed out, and still lying on the shelf.
    const lent = 402;
    const scans = [
      ...[...numbers, 401, lent]
        .filter((number) => !missing.includes(number))
        .map((number) => ({
          itemId: itemId(number),
          place: (number <= 300 || number > 400) !== misplaced.includes(number) ? shelf : workshop,
        })),
      ...extra.map((code) => ({ code, place: shelf })),
    ];
    for (const [index, scan] of scans.entries()) {
      site.pass(333);
      await site.done(index % 2 === 0 ? keeper : userOf('registrar'), 'equipment.see', sight(scan));
      // Every fiftieth is scanned twice.
      if (index % 50 === 0) await site.done(keeper, 'equipment.see', sight(scan));
    }
    const { found, sha256 } = differences();
    expect(found.missing).toEqual(missing.map(itemId));
    expect(found.misplaced.map((one) => one.itemId).toSorted()).toEqual(
      [...misplaced, lent].map(itemId).toSorted(),
    );
    expect(found.extra.map((one) => one.code)).toEqual(extra);
    expect(found.counts).toEqual([]);
    expect(
      await site.byTwo('equipment.closeTaking', { takingId, differencesSha256: sha256, reason: '盘点结束' }),
    ).toBe('done');
    expect(missing.map((number) => site.item(itemId(number))?.state)).toEqual(missing.map(() => 'missing'));
    expect(site.item(itemId(310))?.placeKey).toBe(placeKeyOf(shelf));
    expect(site.item(itemId(20))?.placeKey).toBe(placeKeyOf(workshop));
    expect(await site.refusal(keeper, 'equipment.see', sight({ itemId: itemId(7) }))).toBe('taking-over');
    // What was missing is scanned again: it is there.
    await site.move('return', itemId(7), { to: shelf });
    expect(site.item(itemId(7))?.state).toBe('inService');
  }, 300_000);

  it('takes what was moved meanwhile as seen, and does not ask for what has left', async () => {
    await site.register(piece(1), piece(2), piece(3, { place: workshop }));
    await open(shelf);
    await site.move('handOut', itemId(1), { to: person(invigilator) });
    await site.move('move', itemId(3), { to: shelf });
    expect(differences().found.missing).toEqual([itemId(2)]);
  });

  it('counts goods at each place, and the books follow what two people signed', async () => {
    await site.register(goods(5, 40));
    await site.move('handOut', itemId(5), { to: workshop, count: 10 });
    await open(shelf, workshop);
    await site.done(keeper, 'equipment.see', sight({ itemId: itemId(5), count: 27 }));
    await site.done(keeper, 'equipment.see', sight({ itemId: itemId(5), count: 11, place: workshop }));
    const { found, sha256 } = differences();
    expect(found.counts.map(({ booked, found: many }) => [booked, many]).toSorted()).toEqual([
      [10, 11],
      [30, 27],
    ]);
    await site.byTwo('equipment.closeTaking', { takingId, differencesSha256: sha256, reason: '实盘' });
    expect(
      site.store.raw.prepare('SELECT count FROM equipment_stock WHERE count > 0 ORDER BY 1').pluck().all(),
    ).toEqual([11, 27]);
  });

  it('is not closed on other differences than were read, nor by one person', async () => {
    await site.register(piece(1), piece(2));
    await open(shelf);
    const read = { takingId, differencesSha256: differences().sha256, reason: '盘点结束' };
    const approvalId = await site.ask(keeper, 'equipment.closeTaking', read);
    await site.done(keeper, 'equipment.see', sight({ itemId: itemId(1) }));
    expect(await site.submit('chief', 'approval.grant', { approvalId })).toMatchObject({
      refusal: { code: 'taking-changed' },
    });
    const now = { ...read, differencesSha256: differences().sha256 };
    expect(await site.byTwo('equipment.closeTaking', now, keeper)).toBe('second-person-same');
  });

  it('refuses what lies outside, people as a scope, and a sight of nothing', async () => {
    await site.register(piece(1), goods(2, 3));
    await open(shelf);
    const see = (more: Parameters<typeof sight>[0]) => site.refusal(keeper, 'equipment.see', sight(more));
    expect(await see({ itemId: itemId(1), place: station(1) })).toBe('taking-outside');
    expect(await see({})).toBe('taking-nothing');
    expect(await see({ itemId: itemId(9) })).toBe('equipment-unknown');
    expect(await see({ itemId: itemId(2) })).toBe('equipment-count-missing');
    const people = { takingId: itemId(9) as never, name: '人', scope: [person(invigilator)] };
    expect(await site.refusal(keeper, 'equipment.openTaking', people)).toBe('taking-person');
    await site.done(keeper, 'equipment.dropTaking', { takingId, reason: '重盘' });
    expect(await see({ itemId: itemId(1) })).toBe('taking-over');
  });
});
