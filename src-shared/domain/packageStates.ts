/** What the centre says of a package in a receipt. */
export const receiptKinds = ['received', 'reviewed'] as const;
export const reviewDecisions = ['accepted', 'returned'] as const;
export type ReviewDecision = (typeof reviewDecisions)[number];

/** States of a result package at the site. It moves only forward in this order. */
export const packageStates = [
  'sealing',
  'sealed',
  'written',
  'uploaded',
  'received',
  ...reviewDecisions,
] as const;
export type PackageState = (typeof packageStates)[number];

/** What happens to a package after its sealing. */
export const deliverySteps = ['written', 'uploaded', ...receiptKinds] as const;

export type PackageStep = 'requested' | 'sealing' | 'sealed' | (typeof deliverySteps)[number];

/** How something travels between site and centre. */
export const transports = ['network', 'drive'] as const;
export type Transport = (typeof transports)[number];
