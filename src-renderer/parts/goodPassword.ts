import { passwordFault } from '#shared/domain/passwords.ts';

/** The rule of a form's field for a password that is being set. */
export function goodPassword(message: string) {
  return {
    validator: (_: unknown, value: string) =>
      passwordFault(value) === null ? Promise.resolve() : Promise.reject(new Error(message)),
  };
}
