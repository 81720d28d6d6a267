import { commonWordsEn } from './commonWordsEn.ts';
import { commonWordsZh } from './commonWordsZh.ts';

/** Words that many pages share: roles, subjects, levels, states, commands, events, alarms, readiness, deadlines. */
export const commonWords = { zh: commonWordsZh, en: commonWordsEn };
