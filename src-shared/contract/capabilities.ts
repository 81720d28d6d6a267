import { accessActions } from './actions/access.ts';
import { accessCommands } from './commands/access.ts';
import { accessEvents } from './events/access.ts';
import { accessQueries } from './queries/access.ts';
import { arrangementCommands } from './commands/arrangement.ts';
import { arrangementEvents } from './events/arrangement.ts';
import { arrangementQueries } from './queries/arrangement.ts';
import { badgeActions } from './actions/badges.ts';
import { badgeCommands } from './commands/badges.ts';
import { badgeEvents } from './events/badges.ts';
import { badgeQueries } from './queries/badges.ts';
import { batchCommands } from './commands/batches.ts';
import { batchesEvents } from './events/batches.ts';
import { boardQueries } from './queries/board.ts';
import { cameraActions } from './actions/cameras.ts';
import { cameraCommands } from './commands/cameras.ts';
import { cameraQueries } from './queries/cameras.ts';
import { camerasEvents } from './events/cameras.ts';
import { candidateCommands } from './commands/candidates.ts';
import { candidatesActions } from './actions/candidates.ts';
import { candidatesEvents } from './events/candidates.ts';
import { candidatesQueries } from './queries/candidates.ts';
import { checkinCommands } from './commands/checkin.ts';
import { checkinEvents } from './events/checkin.ts';
import { checkinQueries } from './queries/checkin.ts';
import { equipmentActions } from './actions/equipment.ts';
import { equipmentCommands } from './commands/equipment.ts';
import { equipmentEvents } from './events/equipment.ts';
import { equipmentQueries } from './queries/equipment.ts';
import { incidentCommands } from './commands/incidents.ts';
import { incidentsActions } from './actions/incidents.ts';
import { incidentsEvents } from './events/incidents.ts';
import { incidentsQueries } from './queries/incidents.ts';
import { institutionActions } from './actions/institution.ts';
import { institutionCommands } from './commands/institution.ts';
import { institutionEvents } from './events/institution.ts';
import { institutionQueries } from './queries/institution.ts';
import { occupationsQueries } from './queries/occupations.ts';
import { packageCommands } from './commands/packages.ts';
import { packagesActions } from './actions/packages.ts';
import { packagesEvents } from './events/packages.ts';
import { packagesQueries } from './queries/packages.ts';
import { practicalActions } from './actions/practical.ts';
import { practicalCommands } from './commands/practical.ts';
import { practicalEvents } from './events/practical.ts';
import { practicalQueries } from './queries/practical.ts';
import { resultsCommands } from './commands/results.ts';
import { resultsEvents } from './events/results.ts';
import { resultsQueries } from './queries/results.ts';
import { theoryActions } from './actions/theory.ts';
import { theoryCommands } from './commands/theory.ts';
import { theoryEvents } from './events/theory.ts';
import { theoryQueries } from './queries/theory.ts';

// What each capability brings to the contract, in one place. The types of the catalogues are drawn from these lists.

/** Every command the site knows: its input, roles and whether a second person is required. */
export const commandCatalogue = {
  ...accessCommands,
  ...badgeCommands,
  ...institutionCommands,
  ...batchCommands,
  ...candidateCommands,
  ...arrangementCommands,
  ...checkinCommands,
  ...cameraCommands,
  ...theoryCommands,
  ...practicalCommands,
  ...resultsCommands,
  ...incidentCommands,
  ...packageCommands,
  ...equipmentCommands,
};

/** Every kind of ledger row there is. */
export const eventCatalogue = {
  ...accessEvents,
  ...badgeEvents,
  ...institutionEvents,
  ...batchesEvents,
  ...candidatesEvents,
  ...arrangementEvents,
  ...checkinEvents,
  ...camerasEvents,
  ...theoryEvents,
  ...practicalEvents,
  ...resultsEvents,
  ...incidentsEvents,
  ...packagesEvents,
  ...equipmentEvents,
};

/** Every question the API answers. Names are tRPC paths; questions go by POST. */
export const queryCatalogue = {
  ...accessQueries,
  ...badgeQueries,
  ...institutionQueries,
  ...occupationsQueries,
  ...candidatesQueries,
  ...arrangementQueries,
  ...checkinQueries,
  ...cameraQueries,
  ...theoryQueries,
  ...practicalQueries,
  ...resultsQueries,
  ...incidentsQueries,
  ...packagesQueries,
  ...equipmentQueries,
  ...boardQueries,
};

/**
 * What the API does besides commands and questions: things with secrets, files or long work in them. Whatever changes
 * the exam's facts still ends in a command.
 */
export const actionCatalogue = {
  ...accessActions,
  ...badgeActions,
  ...institutionActions,
  ...candidatesActions,
  ...cameraActions,
  ...theoryActions,
  ...practicalActions,
  ...incidentsActions,
  ...packagesActions,
  ...equipmentActions,
};
