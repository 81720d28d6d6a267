/** A PIN is typed in a second with one hand: six digits. */
export const pinDigits = 6;
export const pinForm = new RegExp(`^\\d{${pinDigits}}$`);

/** Whether a PIN is one of those that are tried first: one digit, a run up or down, a pair or a triple over and over. */
export function isCommonPin(pin: string): boolean {
  const steps = Array.from(pin.slice(1), (digit, index) => Number(digit) - Number(pin[index]));
  const alike = steps.every((step) => step === steps[0]);
  return (alike && Math.abs(steps[0] ?? 0) <= 1) || /^(\d{2})\1\1$/.test(pin) || /^(\d{3})\1$/.test(pin);
}
