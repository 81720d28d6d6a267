import { passwordFault } from '#shared/domain/passwords.ts';

/** The rule of a form's field for a password that is being set; one that may be left out may be empty. */
export function goodPassword(message: string, leftOut?: 'may be empty') {
  return {
    validator: (_: unknown, value: string) =>
      (leftOut !== undefined && value === '') || passwordFault(value) === null
        ? Promise.resolve()
        : Promise.reject(new Error(message)),
  };
}
