import type { Level } from '../domain/level.ts';
import { levelLabel, levels } from '../domain/level.ts';
import type { SheetKind } from './commands/practical.ts';
import type { Language } from './problemWords.ts';
import type { Role } from './roles.ts';
import type { PreflightLine } from './views/results.ts';

type InBoth = { readonly [Key in Language]: string };

const roleWords: Readonly<Record<Role, InBoth>> = {
  chief: { zh: '考点负责人', en: 'chief' },
  registrar: { zh: '考务员', en: 'registrar' },
  invigilator: { zh: '监考员', en: 'invigilator' },
  examiner: { zh: '考评员', en: 'examiner' },
  leadExaminer: { zh: '考评组长', en: 'lead examiner' },
  measurer: { zh: '检测员', en: 'measurer' },
  markEntry: { zh: '登分员', en: 'mark entry' },
  markVerifier: { zh: '核分员', en: 'mark verifier' },
  supervisor: { zh: '质量督导员', en: 'supervisor' },
  technician: { zh: '技术员', en: 'technician' },
};

const levelWordsEn: Readonly<Record<Level, string>> = {
  5: 'level 5 (junior)',
  4: 'level 4 (intermediate)',
  3: 'level 3 (senior)',
  2: 'level 2 (technician)',
  1: 'level 1 (senior technician)',
};

const sheetKindWords: Readonly<Record<SheetKind, InBoth>> = {
  judge: { zh: '评判评分表', en: 'judging sheet' },
  observe: { zh: '过程观察表', en: 'observation sheet' },
  measure: { zh: '检测记录表', en: 'measuring sheet' },
  full: { zh: '评分记录表', en: 'score sheet' },
};

const stateWords: Readonly<Record<string, InBoth>> = {
  waiting: { zh: '等待确认', en: 'waiting' },
  open: { zh: '待审批', en: 'open' },
  granted: { zh: '确认生效', en: 'confirmed' },
  approved: { zh: '批准', en: 'approved' },
  refused: { zh: '否决', en: 'refused' },
  withdrawn: { zh: '撤回', en: 'withdrawn' },
};

const preflightWords: Readonly<Record<PreflightLine['code'], InBoth>> = {
  frozen: { zh: '成绩未锁定', en: 'the results are not frozen' },
  publication: { zh: '公示未登记或未期满', en: 'the publication is not recorded or not over' },
  'no-open-results': { zh: '还有待定的成绩', en: 'there are open results' },
  'no-pending-approvals': { zh: '还有待第二人确认的事项', en: 'something waits for a second person' },
  'centre-keys': { zh: '未登记市职鉴中心的密钥', en: 'the centre’s keys are not enrolled' },
  'site-key-known': { zh: '本考点密钥未在市职鉴中心备案', en: 'the centre does not know this site’s key' },
  'ledger-verified': { zh: '操作留痕未核验通过', en: 'the ledger was not verified' },
};

/** How facts of one name are spelled out; a name that is not here is shown as it stands. */
const wordsOfFact: Readonly<Record<string, Readonly<Record<string, InBoth>>>> = {
  level: Object.fromEntries(
    levels.map((level) => [String(level), { zh: levelLabel(level), en: levelWordsEn[level] }]),
  ),
  role: roleWords,
  roles: roleWords,
  kind: sheetKindWords,
  state: stateWords,
  lines: preflightWords,
  subject: { theory: { zh: '理论知识', en: 'theory' }, practical: { zh: '操作技能', en: 'practical' } },
};

/** Facts that count bytes. */
const byteFacts: ReadonlySet<string> = new Set(['needed', 'bytes']);

/**
 * One fact of a refusal as a person reads it: a level by its name, roles and states in words, sizes in MB, a list with its
 * separators. A fact that is missing is a dash.
 */
export function factText(
  name: string,
  fact: string | number | readonly string[] | undefined,
  language: Language,
): string {
  if (fact === undefined) return '—';
  const spelled = (one: string | number): string =>
    wordsOfFact[name]?.[String(one)]?.[language] ?? sizeText(name, one);
  if (typeof fact === 'object') return fact.map(spelled).join(language === 'zh' ? '、' : ', ');
  return spelled(fact);
}

function sizeText(name: string, value: string | number): string {
  if (!byteFacts.has(name) || !Number.isFinite(Number(value))) return String(value);
  return `${Math.ceil((Number(value) / 1024 ** 2) * 10) / 10} MB`;
}
