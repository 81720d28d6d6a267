/** What other capabilities may ask of the results; marks and seats ask `frozen.ts`, `attendance.ts` and `openEnrolment.ts`. */
export { openSpreads, scoreBands } from './boardFigures.ts';
export { resultRows, tableSha256 } from './rows.ts';
