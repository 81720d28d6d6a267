import { equipmentKinds } from './siteWalkEquipment.ts';
import { cameraKinds } from './siteWalkCameras.ts';
import { examKinds } from './siteWalkExam.ts';
import { incidentKindsOfWalk } from './siteWalkIncidents.ts';
import { preparationKinds } from './siteWalkPreparation.ts';

/** Every kind of step, with what it wants done. A kind that stands twice comes twice as often. */
export const walkKinds = [
  ...preparationKinds,
  ...equipmentKinds,
  ...examKinds,
  ...incidentKindsOfWalk,
  ...cameraKinds,
] as const;
