/** Words of refusals: what happened (and what was kept), and the way out. `{fact}` stands for a fact of the refusal. */
export type RefusalTable = Readonly<
  Record<
    string,
    {
      readonly zh: { readonly what: string; readonly wayOut: string };
      readonly en: { readonly what: string; readonly wayOut: string };
    }
  >
>;
