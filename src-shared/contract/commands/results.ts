import { z } from 'zod';
import { managers, markSettlers } from '../../domain/roles.ts';
import { command } from '../command.ts';
import { batchId } from '../ids.ts';
import { day, longText, sha256Hex } from '../values.ts';

/** 成绩与公示. */
export const resultsCommands = {
  /** Freezes the table the person has seen: `tableSha256` is refused when it is no longer the table. */
  'results.freeze': command('person', z.strictObject({ batchId, tableSha256: sha256Hex }), markSettlers, {
    secondPerson: markSettlers,
    makerAndMade: true,
  }),
  'publication.record': command(
    'person',
    z.strictObject({ batchId, from: day, until: day, place: longText }),
    managers,
  ),
};
