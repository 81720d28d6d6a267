import type { CoreCapability } from '../api/capability.ts';
import { equipmentActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { equipmentAnswers } from './procedures.ts';
import { shows } from './shows.ts';
import { items, kits, moves, photos, roomNumbers, seen, stock, stores, takings } from './tables.ts';

/** 设施设备. Rooms are arrangement's; the numbers of their labels are given here, in the order of the rooms. */
export const equipmentCapability: CoreCapability = {
  name: 'equipment',
  tables: [seen, takings, kits, photos, moves, stock, items, stores, roomNumbers],
  decide,
  apply,
  shows,
  answers: equipmentAnswers,
  actions: equipmentActions,
};
