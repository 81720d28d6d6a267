import type { ItemFields, NewItem } from '#shared/contract/commands/equipment.ts';
import type {
  ApprovalId,
  HandOverId,
  ItemId,
  KitId,
  RoomId,
  StoreId,
  TakingId,
  UserId,
} from '#shared/contract/ids.ts';
import { moveKinds, settableStates } from '#shared/domain/equipment.ts';
import { equipmentKeepers, roles } from '#shared/domain/roles.ts';
import { differencesOf, hashOfDifferences } from '../../src-main/core/equipment/differences.ts';
import { takingRow } from '../../src-main/core/equipment/stockTaking.ts';
import { file, ids, pickOf, want, when } from './siteWalkView.ts';
import type { Wants, WalkView } from './siteWalkView.ts';

type NewPlace = NewItem['place'];

function fields(amount: number): ItemFields {
  return {
    name: amount % 2 === 0 ? '外径千分尺' : '切削液',
    kind: amount % 2 === 0 ? 'gauge' : 'consumable',
    brand: null,
    model: `型号${amount % 3}`,
    serial: null,
    unit: '件',
    assetNo: amount % 3 === 0 ? `ZC-${amount}` : null,
    ownership: 'own',
    ownershipText: null,
    agreementEnd: null,
    origin: null,
    acquired: null,
    calibrationDue: amount % 5 === 0 ? '2026-11-01' : null,
    note: null,
  };
}

const itemsOf = (view: WalkView) =>
  ids<ItemId>(view, 'SELECT item_id AS id FROM equipment_items ORDER BY number');
const takingsOf = (view: WalkView) =>
  ids<TakingId>(view, "SELECT taking_id AS id FROM equipment_takings WHERE state = 'open' ORDER BY 1");

function placeOf(view: WalkView, pick: number): NewPlace | undefined {
  const stores = ids<StoreId>(view, 'SELECT store_id AS id FROM equipment_stores ORDER BY number').map(
    (storeId) => ({ kind: 'store', storeId }) as const,
  );
  const rooms = ids<RoomId>(view, 'SELECT room_id AS id FROM rooms ORDER BY room_id').flatMap((roomId) => [
    { kind: 'room', roomId } as const,
    { kind: 'workstation', roomId, no: 1 } as const,
  ]);
  const person = { kind: 'person', userId: view.somebody(roles, pick) } as const;
  return pickOf<NewPlace>([...stores, ...rooms, ...stores, person], pick);
}

const register: Wants = (view, pick, amount) =>
  when(placeOf(view, pick), (place) =>
    want('equipment.register', {
      items: Array.from({ length: 1 + (amount % 3) }, (_, index) => {
        const counted = (amount + index) % 2 === 1;
        return {
          itemId: view.newId<'item'>('item') as ItemId,
          ...fields(amount + index),
          counted,
          count: counted ? amount % 9 : 1,
          place,
        };
      }),
    }),
  );

const move: Wants = (view, pick, amount) =>
  when(pickOf(itemsOf(view), pick), (itemId) => {
    const [item] = view.all<{ counted: number }>(
      'SELECT counted FROM equipment_items WHERE item_id = ?',
      itemId,
    );
    return want('equipment.move', {
      as: pickOf(moveKinds, amount) ?? 'handOut',
      itemId,
      count: item?.counted === 1 ? 1 + (amount % 4) : null,
      from: amount % 3 === 0 ? (placeOf(view, amount) ?? null) : null,
      to: amount % 5 === 0 ? null : (placeOf(view, pick + amount) ?? null),
      expectedKey: null,
      bringer: null,
      reason: amount % 2 === 0 ? '当面核对' : null,
    });
  });

const standing = (view: WalkView, condition: string) =>
  view.all<{ itemId: ItemId; counted: number; home: string }>(
    `SELECT item_id AS itemId, counted, home_key AS home FROM equipment_items WHERE ${condition} ORDER BY number`,
  );

/** Whatever waits about scrapping is signed by everybody who may: whoever asked is refused. */
const grantScrapping: Wants = (view) =>
  ids<ApprovalId>(
    view,
    "SELECT approval_id AS id FROM approvals WHERE state = 'waiting' AND command_type LIKE 'equipment.%scrap' ORDER BY 1",
  ).flatMap((approvalId) =>
    [0, 1, 2].map((pick) =>
      want('approval.grant', { approvalId }, view.somebody(['chief', 'registrar'], pick)),
    ),
  );

/** Steps with equipment, at any stage of a site. */
export const equipmentKinds = [
  {
    name: 'addStore',
    wants: (view, _pick, amount) => [
      want('equipment.addStore', {
        storeId: view.newId<'store'>('store') as StoreId,
        name: `库房${amount % 6}`,
      }),
    ],
  },
  { name: 'registerEquipment', wants: register },
  {
    name: 'importEquipment',
    wants: (view, _pick, amount) => {
      const storeId = view.newId<'store'>('store') as StoreId;
      return [
        want(
          'equipment.import',
          {
            file,
            rows: 2,
            leftOut: [{ sheet: '设备', row: 3, reason: 'name-missing' }],
            stores: [{ storeId, name: `导入库房${amount % 50}` }],
            items: [
              {
                itemId: view.newId<'item'>('item') as ItemId,
                ...fields(amount),
                counted: false,
                count: 1,
                place: { kind: 'store', storeId },
                sheet: '设备',
                row: 2,
              },
            ],
          },
          view.somebody(equipmentKeepers, amount),
        ),
      ];
    },
  },
  { name: 'moveEquipment', wants: move },
  { name: 'moveMoreEquipment', wants: move },
  {
    name: 'undoMove',
    wants: (view, pick) =>
      when(
        pickOf(
          view.all<{ itemId: ItemId; seq: number }>(
            "SELECT item_id AS itemId, max(seq) AS seq FROM equipment_moves WHERE undone = 0 AND as_kind <> 'register' GROUP BY item_id ORDER BY 1",
          ),
          pick,
        ),
        (last) => want('equipment.undoMove', { ...last, reason: '扫错了' }),
      ),
  },
  {
    name: 'changeEquipment',
    wants: (view, pick, amount) =>
      when(pickOf(itemsOf(view), pick), (itemId) =>
        amount % 3 === 0
          ? want('equipment.change', { itemId, fields: fields(amount), reason: '核对铭牌' })
          : amount % 3 === 1
            ? want('equipment.setState', {
                itemId,
                state: pickOf(settableStates, amount) ?? 'faulty',
                reason: '检查',
              })
            : want('equipment.reportFault', { itemId, reason: '主轴异响' }),
      ),
  },
  {
    name: 'calibrate',
    wants: (view, pick) =>
      when(pickOf(itemsOf(view), pick), (itemId) =>
        want('equipment.calibrate', { itemId, on: '2026-11-20', due: '2027-11-19', certificate: '检 7' }),
      ),
  },
  {
    name: 'photograph',
    wants: (view, pick) =>
      when(pickOf(itemsOf(view), pick), (itemId) => want('equipment.addPhoto', { itemId, file })),
  },
  {
    name: 'scrap',
    wants: (view, pick, amount) =>
      when(pickOf(standing(view, "state <> 'scrapped'"), pick), ({ itemId, counted }) =>
        want('equipment.scrap', {
          itemId,
          count: counted === 1 ? 1 : null,
          fromKey: null,
          approvalNo: `财资 ${amount}`,
          reason: '无法修复',
        }),
      ),
  },
  { name: 'grant the scrapping', wants: grantScrapping },
  {
    name: 'unscrap',
    wants: (view, pick) =>
      when(pickOf(standing(view, "state = 'scrapped'"), pick), ({ itemId, home }) =>
        want('equipment.unscrap', { itemId, toKey: home, reason: '误报废' }),
      ),
  },
  { name: 'grant the unscrapping', wants: grantScrapping },
  {
    name: 'setKit',
    wants: (view, pick, amount) =>
      when(placeOf(view, pick), (place) =>
        want('equipment.setKit', {
          kitId: view.newId<'kit'>('kit') as KitId,
          name: `套件${amount}`,
          place,
          parts: [{ name: '外径千分尺', model: null, count: 1 + (amount % 2) }],
        }),
      ),
  },
  {
    name: 'removeKit',
    wants: (view, pick) =>
      when(pickOf(ids<KitId>(view, 'SELECT kit_id AS id FROM equipment_kits ORDER BY 1'), pick), (kitId) =>
        want('equipment.removeKit', { kitId, reason: '改了工位' }),
      ),
  },
  {
    name: 'handOver',
    wants: (view, pick, amount) =>
      when(pickOf(itemsOf(view), pick), (itemId) => {
        const holders = view.all<{ key: string }>(
          "SELECT place_key AS key FROM equipment_items WHERE item_id = ? AND place_key LIKE 'person:%'",
          itemId,
        );
        const giver = (holders[0]?.key.slice(7) ?? view.somebody(equipmentKeepers, amount)) as UserId;
        return want(
          'equipment.handOver',
          {
            handOverId: view.newId<'handOver'>('over') as HandOverId,
            userId: view.somebody(['chief', 'registrar'], pick),
            items: [{ itemId, count: 1 }],
          },
          giver,
        );
      }),
  },
  {
    name: 'openTaking',
    wants: (view, pick, amount) =>
      when(placeOf(view, pick), (place) =>
        want('equipment.openTaking', {
          takingId: view.newId<'taking'>('take') as TakingId,
          name: `盘点${amount}`,
          scope: [place],
        }),
      ),
  },
  ...(['seeOne', 'seeAnother'] as const).map((name) => ({
    name,
    wants: ((view, pick, amount) =>
      when(pickOf(takingsOf(view), pick), (takingId) => {
        const [key = ''] = takingRow(view.site.store, takingId)?.scope ?? [];
        const [kind, id] = key.split(':');
        const place =
          kind === 'store'
            ? ({ kind, storeId: id as StoreId } as const)
            : ({ kind: 'room', roomId: id as RoomId } as const);
        const itemId = amount % 4 === 0 ? null : (pickOf(itemsOf(view), amount) ?? null);
        return want('equipment.see', {
          takingId,
          place,
          itemId,
          code: itemId === null ? `X${amount % 7}` : null,
          count: amount % 5,
        });
      })) satisfies Wants,
  })),
  ...(['endTaking', 'endTakingToo'] as const).map((name) => ({
    name,
    wants: ((view, pick, amount) =>
      when(pickOf(takingsOf(view), pick), (takingId) => {
        if (amount % 4 === 0) return want('equipment.dropTaking', { takingId, reason: '重盘' });
        const taking = takingRow(view.site.store, takingId);
        if (taking === null) return [];
        return want('equipment.closeTaking', {
          takingId,
          differencesSha256: hashOfDifferences(differencesOf(view.site.store, taking)),
          reason: '盘点结束',
        });
      })) satisfies Wants,
  })),
] as const satisfies readonly { readonly name: string; readonly wants: Wants }[];
