/** How an item of a rubric is marked: measured once, observed at the station, judged by every examiner, or a veto (否决项). */
export const itemKinds = ['measured', 'observed', 'judged', 'veto'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** What a veto ends. */
export const vetoEffects = ['module', 'subject'] as const;
export type VetoEffect = (typeof vetoEffects)[number];

/** Kinds of score sheet when the work is divided (分工评分): who fills which items. */
export const dividedSheetKinds = ['judge', 'observe', 'measure'] as const;

/** Kinds of score sheet; `full` only in the mode 独立评分. */
export const sheetKinds = [...dividedSheetKinds, 'full'] as const;
export type SheetKind = (typeof sheetKinds)[number];

/** How far a sheet is. */
export type SheetState = 'empty' | 'started' | 'signed' | 'verified';
