import type { Role } from '#shared/contract/roles.ts';

/** Those who run the office of the site. */
export const office: readonly Role[] = ['chief', 'registrar', 'supervisor'];

/** Everyone who is signed in. */
export const anyone: readonly Role[] = [
  'chief',
  'registrar',
  'invigilator',
  'examiner',
  'leadExaminer',
  'measurer',
  'markEntry',
  'markVerifier',
  'supervisor',
  'technician',
];
