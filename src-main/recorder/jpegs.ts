/** More than any still of ours; a stream without an end is let go. */
const largestJpeg = 8 * 1024 * 1024;

/** Cuts a row of JPEG pictures that ffmpeg writes one after another. */
export class JpegSplitter {
  #pending: Buffer = Buffer.alloc(0);

  /** Takes the next bytes; answers the pictures that are whole now. */
  push(chunk: Buffer): readonly Buffer[] {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    const found: Buffer[] = [];
    for (;;) {
      const from = this.#pending.indexOf(start);
      const to = from === -1 ? -1 : this.#pending.indexOf(end, from + 2);
      if (to === -1) break;
      found.push(Buffer.from(this.#pending.subarray(from, to + 2)));
      this.#pending = this.#pending.subarray(to + 2);
    }
    if (this.#pending.length > largestJpeg) this.#pending = Buffer.alloc(0);
    return found;
  }
}

/** In the coded data 0xFF is always followed by 0 or a restart mark, so an end mark is the end. */
const start = Buffer.from([0xff, 0xd8]);
const end = Buffer.from([0xff, 0xd9]);
