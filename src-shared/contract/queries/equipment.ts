import { z } from 'zod';
import { equipmentKinds, equipmentStates } from '../../domain/equipment.ts';
import { lengths } from '../../domain/limits.ts';
import { equipmentKeepers, equipmentReaders } from '../../domain/roles.ts';
import { itemId, sittingId, takingId } from '../ids.ts';
import type {
  ItemCard,
  ItemRow,
  KitView,
  LabelledPlace,
  ScanView,
  SittingEquipment,
  TakingSummary,
  TakingView,
} from '../views/equipment.ts';
import type { Page } from '../views/preparation.ts';
import { nothing, page, query } from './query.ts';

/** Which part of the list is wanted: also what is out, and what is due for calibration. */
export const itemFilter = z.strictObject({
  text: z.string().max(lengths.search),
  kind: z.enum(equipmentKinds).nullable(),
  state: z.enum([...equipmentStates, 'out', 'calibrationDue']).nullable(),
  placeKey: z.string().max(lengths.short).nullable(),
});
export type ItemFilter = z.infer<typeof itemFilter>;

export const equipmentQueries = {
  'equipment.list': query(z.strictObject({ ...itemFilter.shape, ...page }), equipmentReaders).answering<
    Page<ItemRow>
  >(),
  'equipment.one': query(z.strictObject({ itemId }), equipmentReaders).answering<ItemCard | null>(),
  /** What was scanned: an item, a person's badge, a place, or something that is of no use here. */
  'equipment.scan': query(
    z.strictObject({ code: z.string().max(lengths.code * 2) }),
    equipmentReaders,
  ).answering<ScanView>(),
  'equipment.places': query(nothing, equipmentReaders).answering<readonly LabelledPlace[]>(),
  /** People who may hold equipment, for choosing one without a badge. */
  'equipment.holders': query(nothing, equipmentReaders).answering<
    readonly { readonly userId: string; readonly displayName: string }[]
  >(),
  'equipment.kits': query(nothing, equipmentReaders).answering<readonly KitView[]>(),
  'equipment.takings': query(nothing, equipmentReaders).answering<readonly TakingSummary[]>(),
  'equipment.taking': query(z.strictObject({ takingId }), equipmentKeepers).answering<TakingView | null>(),
  'equipment.ofSitting': query(
    z.strictObject({ sittingId }),
    equipmentReaders,
  ).answering<SittingEquipment | null>(),
};
