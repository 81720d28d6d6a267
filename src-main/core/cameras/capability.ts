import type { CoreCapability } from '../api/capability.ts';
import { cameraActions } from './actions.ts';
import { apply, decide } from './events.ts';
import { cameraAnswers } from './procedures.ts';
import {
  cameraPlaces,
  cameras,
  recordingAlarmNotes,
  recordingAnchors,
  recordingFolders,
  recordingGaps,
} from './tables.ts';

/** 视频监控. Pictures are taken by the recorder process; here is who must be recorded, what is missing, and what people say of it. */
export const camerasCapability: CoreCapability = {
  name: 'cameras',
  tables: [recordingAlarmNotes, recordingAnchors, recordingGaps, recordingFolders, cameraPlaces, cameras],
  decide,
  apply,
  answers: cameraAnswers,
  actions: cameraActions,
};
