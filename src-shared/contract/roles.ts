import { z } from 'zod';

/** Roles of a person at the site (vocabulary: 考点负责人 … 技术员). A person may hold several. */
export const roles = [
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
] as const;

export const role = z.enum(roles);
export type Role = z.infer<typeof role>;

/** Everyone who is signed in. */
export const anyRole: readonly Role[] = [...roles];
