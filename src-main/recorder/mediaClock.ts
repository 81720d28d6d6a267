/** How many fragments the least delay is taken over: about a minute. */
const remembered = 60;
/** A step of the camera's media time beyond this is a new beginning, not a late packet. */
const jumpMs = 5_000;

/**
 * Tells when something was seen: media time to the host's time. A fragment arrives when its last picture is there, or later when the
 * line is slow, never earlier; so the least delay of the last minute is the true one, and a camera whose clock runs a little off is followed.
 */
export class MediaClock {
  #delays: number[] = [];

  /** Takes a fragment that ended at this media time and arrived now. False: the media time jumped, a new clock is needed. */
  heard(mediaEndSeconds: number, arrivedMs: number): boolean {
    const delay = arrivedMs - mediaEndSeconds * 1000;
    if (this.#delays.length > 0 && Math.min(...this.#delays) - delay > jumpMs) return false;
    this.#delays.push(delay);
    if (this.#delays.length > remembered) this.#delays.shift();
    return true;
  }

  /** Host's time of a media time, milliseconds since 1970; needs one fragment heard. */
  at(mediaSeconds: number): number {
    return Math.round(Math.min(...this.#delays) + mediaSeconds * 1000);
  }
}

/** The camera's own clock: what its fragments say, against when they were seen. */
export class CameraClock {
  #seen: number[] = [];

  /**
   * @param cameraMs what the fragment says of its first picture; ffmpeg writes the moment of writing where the camera says nothing,
   * and that is just when it arrived: such a fragment tells nothing
   */
  heard(cameraMs: number | null, pictureMs: number, arrivedMs: number): void {
    if (cameraMs === null || Math.abs(cameraMs - arrivedMs) < writtenNowMs) return;
    this.#seen.push(cameraMs - pictureMs);
    if (this.#seen.length > remembered) this.#seen.shift();
  }

  /** Camera's clock minus the host's, milliseconds; null as long as too few fragments told it. */
  get offsetMs(): number | null {
    if (this.#seen.length < leastSeen) return null;
    const sorted = this.#seen.toSorted((left, right) => left - right);
    return Math.round(sorted[sorted.length >> 1] ?? 0);
  }
}

const writtenNowMs = 100;
const leastSeen = 3;
