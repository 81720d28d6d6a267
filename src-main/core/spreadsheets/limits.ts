/** What a spreadsheet may be at most. Generous against real files (the largest school has some thousands of pupils). */
export const limits = {
  fileBytes: 50 * 1024 * 1024,
  /** Rows with content, over all sheets, headings included. */
  rows: 200_000,
  columns: 512,
  /** Characters of one cell; longer text is no cell of a roster and is cut. */
  cellCharacters: 32_767,
  zipEntries: 2_000,
  /** Everything in a zip together, once inflated. */
  inflatedBytes: 512 * 1024 * 1024,
  /** How many times larger an entry may become; only asked of entries that become large. */
  inflationRatio: 300,
  ratioFromBytes: 8 * 1024 * 1024,
  /** Memory of the reading process, all of it. */
  residentBytes: 2_400 * 1024 * 1024,
  heapMegabytes: 1_800,
  wallMs: 120_000,
  /** Processes that read at the same time; further files wait, more than that are refused. */
  childrenAtOnce: 2,
  childrenWaiting: 20,
} as const;
