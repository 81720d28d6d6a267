import { equipmentKinds } from './siteWalkEquipment.ts';
import { examKinds } from './siteWalkExam.ts';
import { preparationKinds } from './siteWalkPreparation.ts';

/** Every kind of step, with what it wants done. A kind that stands twice comes twice as often. */
export const walkKinds = [...preparationKinds, ...equipmentKinds, ...examKinds] as const;
