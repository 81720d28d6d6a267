/** The number to suggest for a new batch: one more than the highest of that year, `2026-05`. */
export function nextBatchNo(year: number, used: readonly string[]): string {
  const highest = used.reduce((most, batchNo) => {
    const serial = new RegExp(`^${year}-(\\d{1,6})$`).exec(batchNo)?.[1];
    return serial === undefined ? most : Math.max(most, Number(serial));
  }, 0);
  return `${year}-${String(highest + 1).padStart(2, '0')}`;
}
