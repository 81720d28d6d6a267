import type { ActionOutputs } from '#shared/contract/actions.ts';

/** What set-up hands over once and never again. */
export type SetUpFacts = Extract<ActionOutputs['site.setUp'], { readonly ok: true }>['value'];
