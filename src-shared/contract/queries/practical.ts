import { z } from 'zod';
import { sheetKind } from '../commands/practical.ts';
import { enrolmentId, userId } from '../ids.ts';
import { nothing, ofBatch, query } from './query.ts';
import type { PracticalMatrix, SheetView, Station } from '../views/examDay.ts';
import { matrixReaders, stationRoles } from '../../domain/roles.ts';

export const practicalQueries = {
  'practical.stations': query(nothing, stationRoles).answering<readonly Station[]>(),
  'practical.sheet': query(z.strictObject({ enrolmentId, kind: sheetKind, scorerId: userId }), [
    ...stationRoles,
    'chief',
    'supervisor',
  ]).answering<SheetView | null>(),
  'practical.matrix': query(ofBatch, matrixReaders).answering<PracticalMatrix>(),
};
