/** What other capabilities may ask of the results. */
export { boardFigures, openSpreads, scoreBands } from './boardFigures.ts';
export type { BoardFigures } from './boardFigures.ts';
export { frozenOf, isFrozen } from './frozen.ts';
export type { FrozenRow } from './frozen.ts';
export { countsOf, essentialsOf, resultDetails, resultRows, tableSha256 } from './rows.ts';
export type { ResultDetail } from './rows.ts';
export { publicationOf, resultTable } from './table.ts';
