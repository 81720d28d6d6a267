/** What can be done to an account. Whoever made, reset or changed another's account has it in the hand. */
export const accountChanges = ['made', 'rolesSet', 'reset', 'claimed', 'enabled', 'disabled'] as const;
export type AccountChange = (typeof accountChanges)[number];
