/** How a candidate was found at the entrance. */
export const entryMethods = ['scan', 'typed'] as const;
export type EntryMethod = (typeof entryMethods)[number];

/** Ways of entering that need a reason and a second person. */
export const entryExceptions = ['late', 'document-missing', 'entered-later'] as const;
export type EntryException = (typeof entryExceptions)[number];
