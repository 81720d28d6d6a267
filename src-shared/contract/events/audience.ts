import type { Role } from '../../domain/roles.ts';

/**
 * What seals a fact until it has come about. Each is looked up by the capability that owns it (`seals` in its `capability.ts`);
 * words by name, under `hidden` in `common.json`.
 *
 * `sheetOpen`: the sheet is signed and, unless it holds measurements alone, every examiner of the candidate has signed.
 * `secondEntry`: two people have entered the theory mark, or a third look has settled it.
 * `fileCompared`: nothing of the mark file waits for a second person to read it on the paper.
 * `codesOpen`: two people have locked the results, so that a code on a workpiece may be told from a name.
 */
export const sealConditions = ['sheetOpen', 'secondEntry', 'fileCompared', 'codesOpen'] as const;
export type SealCondition = (typeof sealConditions)[number];

/** Why a fact is not shown: what still seals it, or that the viewer's roles do not see it. Words by name, under `hidden`. */
export type HiddenReason = SealCondition | 'roles';

/**
 * Who may see what a fact says. Whoever wrote it sees it, and who was its second person; that it happened is seen by everybody
 * to whom rows are shown.
 */
export type Audience =
  | { readonly kind: 'open' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] }
  | { readonly kind: 'approvers'; readonly roles: readonly Role[] }
  | {
      readonly kind: 'sealed';
      readonly until: SealCondition;
      readonly meanwhile: 'writer' | 'nobody';
      readonly readers: readonly Role[];
    };

/** Everybody to whom the question is answered. */
export const open: Audience = { kind: 'open' };

/** Those who hold one of the roles. */
export function roles(...held: readonly Role[]): Audience {
  return { kind: 'roles', roles: held };
}

/** Those who may approve the command that the fact asks for (`commandType` in its data), and these roles. */
export function approversAnd(...held: readonly Role[]): Audience {
  return { kind: 'approvers', roles: held };
}

/** Its writer alone, until the condition holds; from then on those who hold one of the roles. */
export function sealedUntil(condition: SealCondition, ...readers: readonly Role[]): Audience {
  return { kind: 'sealed', until: condition, meanwhile: 'writer', readers };
}

/** Nobody, not even its writer, until the condition holds; from then on those who hold one of the roles. */
export function nobodyUntil(condition: SealCondition, ...readers: readonly Role[]): Audience {
  return { kind: 'sealed', until: condition, meanwhile: 'nobody', readers };
}
