/** How many tiles a wall may have. */
export const wallSizes = [1, 4, 9, 16] as const;
export type WallSize = (typeof wallSizes)[number];

/** What a person has chosen for the wall; `cameraIds` empty: the first ones there are. */
export interface WallChoice {
  readonly size: WallSize;
  readonly cameraIds: readonly string[];
}

/** The size that shows this many cameras without empty places, as far as there is one. */
export function sizeFor(count: number): WallSize {
  return wallSizes.find((size) => size >= count) ?? 16;
}

/** Reads what was kept; what makes no sense is as if nothing was. */
export function readChoice(kept: string | null): WallChoice | null {
  if (kept === null) return null;
  try {
    const read = JSON.parse(kept) as { readonly size?: unknown; readonly cameraIds?: unknown } | null;
    const size = wallSizes.find((one) => one === read?.size);
    const ids = read?.cameraIds;
    if (size === undefined || !Array.isArray(ids)) return null;
    return { size, cameraIds: ids.filter((one): one is string => typeof one === 'string').slice(0, 16) };
  } catch {
    return null;
  }
}

/**
 * The cameras on the wall: those chosen that there still are, in their order; without a choice the first ones. As many as the
 * wall has places.
 */
export function camerasOnWall<Camera extends { readonly cameraId: string }>(
  choice: WallChoice,
  cameras: readonly Camera[],
): readonly Camera[] {
  const chosen = choice.cameraIds
    .map((id) => cameras.find(({ cameraId }) => cameraId === id))
    .filter((camera) => camera !== undefined);
  return (chosen.length > 0 ? chosen : cameras).slice(0, choice.size);
}
