import type { EquipmentKind, EquipmentState, Ownership, Place } from '../../domain/equipment.ts';
import type { ItemFields, KitPart } from '../commands/equipment.ts';
import type { ItemId, KitId, SittingId, TakingId, UserId } from '../ids.ts';
import type { TimelineEntry } from './preparation.ts';

/** A place with what people call it. */
export interface PlaceView {
  readonly key: string;
  readonly place: Place | null;
  readonly text: string;
}

/** What is to be said about an item that nobody did anything wrong with. */
export type ItemWarning = 'calibrationOver' | 'agreementEnded';

/** A line of the list. */
export interface ItemRow extends ItemFields {
  readonly itemId: ItemId;
  readonly code: string;
  readonly counted: boolean;
  /** Pieces: 1, or 0 when it is gone. */
  readonly count: number;
  readonly state: EquipmentState;
  readonly fixed: boolean;
  /** Of counted goods the place where most of it is. */
  readonly at: PlaceView;
  readonly home: PlaceView;
  /** Not where it belongs: handed out. */
  readonly out: boolean;
  readonly warnings: readonly ItemWarning[];
}

/** Everything about an item. */
export interface ItemCard {
  readonly item: ItemRow;
  /** Of counted goods: how many where. */
  readonly stock: readonly { readonly at: PlaceView; readonly count: number }[];
  readonly photos: readonly { readonly sha256: string; readonly at: string; readonly by: string }[];
  /** The last move, which can be taken back; null when there is none. */
  readonly lastMove: { readonly seq: number; readonly as: string; readonly at: string } | null;
  readonly timeline: readonly TimelineEntry[];
}

/** What a scanned code is. */
export type ScanView =
  | { readonly kind: 'item'; readonly item: ItemRow; readonly stock: ItemCard['stock'] }
  | { readonly kind: 'several'; readonly items: readonly ItemRow[] }
  | { readonly kind: 'place'; readonly place: PlaceView }
  | { readonly kind: 'person'; readonly userId: UserId; readonly displayName: string }
  | { readonly kind: ScanFault };
/** What a code can be that is of no use here. */
export const scanFaults = ['unknown', 'otherSchool', 'misread', 'ticket', 'deadBadge'] as const;
export type ScanFault = (typeof scanFaults)[number];

/** A place that has a label, for printing and choosing. */
export interface LabelledPlace extends PlaceView {
  readonly code: string;
  /** Of rooms: how many workstations there are. */
  readonly workstations: number;
}

/** What a kit lacks. */
export interface KitGap {
  readonly what: string;
  readonly lacking: number;
  readonly why: 'notThere' | 'notInService' | 'calibrationOver';
}

export interface KitView {
  readonly kitId: KitId;
  readonly name: string;
  readonly at: PlaceView;
  readonly parts: readonly (KitPart & { readonly text: string })[];
  readonly gaps: readonly KitGap[];
}

export type TakingState = 'open' | 'closed' | 'dropped';

/** A difference between the books and what was found. */
export interface TakingDifferences {
  readonly missing: readonly { readonly item: ItemRow; readonly booked: PlaceView }[];
  readonly misplaced: readonly {
    readonly item: ItemRow;
    readonly booked: PlaceView;
    readonly found: PlaceView;
  }[];
  readonly extra: readonly { readonly code: string; readonly found: PlaceView }[];
  readonly counts: readonly {
    readonly item: ItemRow;
    readonly at: PlaceView;
    readonly booked: number;
    readonly found: number;
  }[];
}

export interface TakingSummary {
  readonly takingId: TakingId;
  readonly name: string;
  readonly state: TakingState;
  readonly openedAt: string;
  readonly scope: readonly PlaceView[];
  readonly expected: number;
  readonly seen: number;
}

export interface TakingView extends TakingSummary {
  readonly differences: TakingDifferences;
  /** What the two who close it sign. */
  readonly differencesSha256: string;
  /** Who walks, and how much each has seen. */
  readonly walks: readonly { readonly by: string; readonly seen: number }[];
}

/** What stood in the room of a sitting while it lasted, or was with its staff. */
export interface SittingEquipment {
  readonly sittingId: SittingId;
  readonly from: string;
  readonly until: string;
  readonly items: readonly { readonly item: ItemRow; readonly at: PlaceView; readonly count: number }[];
}

/** A row of an asset sheet as it was read. */
export interface SheetItemView {
  readonly sheet: string;
  readonly row: number;
  readonly name: string;
  readonly kind: EquipmentKind;
  readonly brand: string | null;
  readonly model: string | null;
  readonly count: number;
  readonly ownership: Ownership;
  readonly placeName: string | null;
  readonly counted: boolean;
  readonly problems: readonly {
    readonly code: string;
    readonly cell: string | null;
    readonly given: string;
  }[];
}
