import type { NewItem } from '#shared/contract/commands/equipment.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { ItemId, RoomId, StoreId, TakingId, UserId } from '#shared/contract/ids.ts';
import type { ScanView } from '#shared/contract/views/equipment.ts';
import type { MoveKind } from '#shared/domain/equipment.ts';
import { itemRow } from '../../src-main/core/equipment/queries.ts';
import { scanned } from '../../src-main/core/equipment/scan.ts';
import { testId } from './arrangedSite.ts';
import { joins } from './joining.ts';
import { ledgerSite, userOf } from './ledgerSite.ts';

export const itemId = (number: number) => testId<'item'>('item', number) as ItemId;
export const storeId = testId<'store'>('store', 1) as StoreId;
export const roomId = testId<'room'>('room', 1) as RoomId;
export const takingId = testId<'taking'>('take', 1) as TakingId;
export const keeper = testId<'user'>('keeper', 1) as UserId;

export const shelf = { kind: 'store', storeId } as const;
export const workshop = { kind: 'room', roomId } as const;
export const station = (no: number) => ({ kind: 'workstation', roomId, no }) as const;
export const person = (who: UserId) => ({ kind: 'person', userId: who }) as const;
export const invigilator = userOf('invigilator');
export const supervisor = userOf('supervisor');

/** A piece at the shelf, by its number, with what a test says otherwise. */
export function piece(number: number, more: Partial<NewItem> = {}): NewItem {
  return {
    itemId: itemId(number),
    name: '外径千分尺',
    kind: 'gauge',
    brand: '三丰',
    model: '25-50mm',
    serial: null,
    unit: '把',
    assetNo: `ZC-2021-${String(number).padStart(4, '0')}`,
    ownership: 'own',
    ownershipText: null,
    agreementEnd: null,
    origin: null,
    acquired: null,
    calibrationDue: null,
    note: null,
    counted: false,
    count: 1,
    place: shelf,
    ...more,
  };
}

/** Goods that are counted. */
export const goods = (number: number, count: number): NewItem =>
  piece(number, { name: '45 钢棒料', kind: 'consumable', unit: '根', assetNo: null, counted: true, count });

/** A site with a store, a workshop of eight workstations, and an equipment keeper. */
export async function equipmentSite() {
  const site = await ledgerSite();
  await joins(site.submit, {
    userId: keeper,
    loginName: 'keeper',
    displayName: '保障员甲',
    roles: ['equipmentKeeper'],
  });
  await site.done(keeper, 'equipment.addStore', { storeId, name: '量具室' });
  await site.done('registrar', 'room.add', {
    roomId,
    name: '车工车间',
    subject: 'practical',
    places: 8,
    occupations: [],
  });
  const now = () => new Date(Date.parse('2026-11-24T01:00:00.000Z')).toISOString();
  return Object.assign(site, {
    now,
    register: (...items: readonly NewItem[]) =>
      site.done(keeper, 'equipment.register', { items: [...items] }),
    move: (as: MoveKind, item: ItemId, more: Partial<CommandInput<'equipment.move'>> = {}) =>
      site.submit(keeper, 'equipment.move', moveInput(as, item, more)),
    refusal: async <Type extends CommandType>(
      who: UserId | 'chief' | 'registrar',
      type: Type,
      input: CommandInput<Type>,
    ): Promise<string> => {
      const answer = await site.submit(who, type, input);
      return answer.ok ? 'done' : answer.refusal.code;
    },
    /** Gives a command for which two sign, and has the second sign. */
    byTwo: async <Type extends CommandType>(
      type: Type,
      input: CommandInput<Type>,
      second: UserId = userOf('chief'),
      first: UserId = keeper,
    ): Promise<string> => {
      const answer = await site.submit(first, type, input);
      if (!answer.ok) return answer.refusal.code;
      const approvalId = answer.waitsFor?.approvalId;
      if (approvalId === undefined) throw new Error(`${type} waits for nobody`);
      const granted = await site.submit(second, 'approval.grant', { approvalId });
      return granted.ok ? 'done' : granted.refusal.code;
    },
    item: (id: ItemId) => itemRow(site.store, id),
    scan: (code: string): ScanView => scanned(site.store, code, now()),
  });
}

export type EquipmentSite = Awaited<ReturnType<typeof equipmentSite>>;

/** A move with nothing said that is not said. */
export function moveInput(
  as: MoveKind,
  item: ItemId,
  more: Partial<CommandInput<'equipment.move'>> = {},
): CommandInput<'equipment.move'> {
  return {
    as,
    itemId: item,
    count: null,
    from: null,
    to: null,
    expectedKey: null,
    bringer: null,
    reason: null,
    ...more,
  };
}
