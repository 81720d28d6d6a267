/** Words of one refusal: what happened (and what was kept), and the way out. `{fact}` stands for a fact of the refusal. */
export interface RefusalWords {
  readonly zh: { readonly what: string; readonly wayOut: string };
  readonly en: { readonly what: string; readonly wayOut: string };
}

/** The refusals of one capability. */
export type RefusalTable = Readonly<Record<string, RefusalWords>>;
