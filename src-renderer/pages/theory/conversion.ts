/** Course-exam mark converted to 100 in hundredths: raw / full * 100, half up; null when it cannot be one. Both in hundredths. */
export function convertedHundredths(rawHundredths: number, fullHundredths: number): number | null {
  if (fullHundredths <= 0 || rawHundredths < 0 || rawHundredths > fullHundredths) return null;
  return Math.floor((rawHundredths * 20_000 + fullHundredths) / (2 * fullHundredths));
}
