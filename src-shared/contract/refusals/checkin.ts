import type { RefusalTable } from './table.ts';

/** Words of what check-in refuses. */
export const checkinRefusals = {
  'seat-missing': {
    zh: { what: '此人这一科还没有座位，没有记录入场。', wayOut: '请考务员先在「考场编排」中编排座位。' },
    en: {
      what: 'This person has no seat in this subject; no entry was recorded.',
      wayOut: 'Let the registrar seat the person under Arrangement.',
    },
  },
  'seat-elsewhere': {
    zh: { what: '此人的座位在「{room}」（{startsAt}），没有记录入场。', wayOut: '请引导到所写的考场。' },
    en: {
      what: 'This person sits in “{room}” ({startsAt}); no entry was recorded.',
      wayOut: 'Show the way to that room.',
    },
  },
  'theory-substituted': {
    zh: {
      what: '此人的理论成绩已由结课考试替代，不参加本场，没有记录入场。',
      wayOut: '无须入场；有疑问请联系考务员。',
    },
    en: {
      what: 'A course exam stands in for this person’s theory; no entry was recorded.',
      wayOut: 'There is nothing to sit; ask the registrar if in doubt.',
    },
  },
  'checked-in-already': {
    zh: { what: '此人 {at} 已经入场，没有重复记录。', wayOut: '如果不是同一个人，请立即报告考点负责人。' },
    en: {
      what: 'This person has been in since {at}; nothing was recorded twice.',
      wayOut: 'If this is somebody else, tell the chief at once.',
    },
  },
  'sitting-not-admitting': {
    zh: { what: '「{room}」（{startsAt}）还没有开始入场，没有记录。', wayOut: '请先按「开始入场」。' },
    en: {
      what: 'Admission to “{room}” ({startsAt}) has not begun; nothing was recorded.',
      wayOut: 'Start admission first.',
    },
  },
  'late-beyond-limit': {
    zh: {
      what: '已迟到 {minutesLate} 分钟，超过规定的 {limit} 分钟，没有记录入场。',
      wayOut: '确需放行的，由考点负责人或监考员写明理由，按迟到入场提交。',
    },
    en: {
      what: '{minutesLate} minutes late, beyond the {limit} allowed; no entry was recorded.',
      wayOut: 'To let the person in, the chief or an invigilator records a late entry with its reason.',
    },
  },
  'exception-not-needed': {
    zh: { what: '现在不需要这种例外，没有记录入场。', wayOut: '请再查一次此人，按正常入场确认。' },
    en: {
      what: 'This exception is not needed now; no entry was recorded.',
      wayOut: 'Look the person up again and confirm a plain entry.',
    },
  },
  'check-in-unknown': {
    zh: { what: '没有找到这条入场记录，没有改动。', wayOut: '请刷新页面再试。' },
    en: { what: 'There is no such entry; nothing was changed.', wayOut: 'Reload the page and try again.' },
  },
  'check-in-undone-already': {
    zh: { what: '这条入场记录已经撤回。', wayOut: '无须再撤；此人再来时可重新核验入场。' },
    en: {
      what: 'This entry has been undone already.',
      wayOut: 'Nothing to do; the person can be checked in again.',
    },
  },
  'undo-after-finish': {
    zh: {
      what: '「{room}」这一场已经结束，入场记录没有撤回。',
      wayOut: '结束以后只有考点负责人能撤回入场。',
    },
    en: {
      what: 'The sitting in “{room}” is over; the entry was not undone.',
      wayOut: 'After the end only the chief can undo an entry.',
    },
  },
  'sitting-other-day': {
    zh: {
      what: '「{room}」这一场排在 {day}，不是今天，没有开始入场。',
      wayOut: '请核对所选场次；确要今天开场的，由考点负责人操作。',
    },
    en: {
      what: 'The sitting in “{room}” is planned for {day}, not today; admission was not started.',
      wayOut: 'Check which sitting was chosen; only the chief can open it today.',
    },
  },
  'sitting-state-notStarted': {
    zh: { what: '「{room}」这一场还没有开始入场，没有改动。', wayOut: '请先按「开始入场」。' },
    en: {
      what: 'Admission to “{room}” has not begun; nothing was changed.',
      wayOut: 'Start admission first.',
    },
  },
  'sitting-state-admitting': {
    zh: {
      what: '「{room}」这一场正在入场，没有改动。',
      wayOut: '请先按「开考」；刷新页面可看到现在的状态。',
    },
    en: {
      what: '“{room}” is admitting people; nothing was changed.',
      wayOut: 'Start the exam first; reload the page to see the present state.',
    },
  },
  'sitting-state-running': {
    zh: { what: '「{room}」这一场已经开考，没有改动。', wayOut: '刷新页面可看到现在的状态。' },
    en: {
      what: 'The exam in “{room}” is running; nothing was changed.',
      wayOut: 'Reload the page to see the present state.',
    },
  },
  'sitting-state-finished': {
    zh: { what: '「{room}」这一场已经结束，没有改动。', wayOut: '刷新页面可看到现在的状态。' },
    en: {
      what: 'The sitting in “{room}” is over; nothing was changed.',
      wayOut: 'Reload the page to see the present state.',
    },
  },
  'nobody-in': {
    zh: {
      what: '「{room}」还没有一个人入场，没有开考。',
      wayOut: '请先核验入场；无人到场的，到开考时间后可直接结束本场。',
    },
    en: {
      what: 'Nobody has entered “{room}” yet; the exam was not started.',
      wayOut: 'Check people in first; if nobody comes, the sitting can be finished once its time has come.',
    },
  },
  'start-too-early': {
    zh: {
      what: '计划 {startsAt} 开考，还有 {missing} 人未到，没有开考。',
      wayOut: '请等到开考前 5 分钟；确要提前的，由考点负责人操作。',
    },
    en: {
      what: 'The exam is planned for {startsAt} and {missing} people are missing; it was not started.',
      wayOut: 'Wait until five minutes before the time; only the chief can start it earlier.',
    },
  },
  'finish-too-early': {
    zh: {
      what: '计划 {startsAt} 开考，时间未到，没有结束本场。',
      wayOut: '请等到开考时间；确要提前结束的，由考点负责人操作。',
    },
    en: {
      what: 'The exam is planned for {startsAt}, which has not come; the sitting was not finished.',
      wayOut: 'Wait until the time; only the chief can finish it earlier.',
    },
  },
  'undo-after-marks': {
    zh: {
      what: '这名考生在「{room}」已有评分记录，入场记录没有撤回，评分也未改动。',
      wayOut: '如确属误登记，请由考点负责人核对评分表后处理，并写明理由。',
    },
    en: {
      what: 'This candidate has been marked in “{room}”; the entry was not undone and no mark was touched.',
      wayOut: 'If the entry was a mistake, the chief looks at the sheets first and settles it with a reason.',
    },
  },
} satisfies RefusalTable;
