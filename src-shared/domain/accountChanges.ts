/** What can be done to an account. */
export const accountChanges = [
  'made',
  'rolesSet',
  'reset',
  'claimed',
  'enabled',
  'disabled',
  'vouched',
  'recovered',
] as const;
export type AccountChange = (typeof accountChanges)[number];

/** Whoever did this to another's account may have it in the hand, until somebody else vouches for its owner. */
export const handingChanges: readonly AccountChange[] = ['made', 'rolesSet', 'reset', 'enabled', 'recovered'];

/** The last of these says whose an account is: its owner's when they took it, else nobody's. */
export const owningChanges: readonly AccountChange[] = ['made', 'claimed', 'reset', 'recovered'];
