import type { RefusalTable } from './table.ts';

/** Words of what freezing and publication refuse. */
export const resultsRefusals = {
  'results-frozen': {
    zh: { what: '本批次成绩已经锁定，没有改动。', wayOut: '确需更正的，请与考点负责人核实。' },
    en: {
      what: 'The results of this batch are frozen; nothing was changed.',
      wayOut: 'If something must be corrected, see the chief.',
    },
  },
  'nothing-to-freeze': {
    zh: { what: '本批次没有考生，没有锁定。', wayOut: '请核对批次。' },
    en: { what: 'There is nobody in this batch; nothing was frozen.', wayOut: 'Check the batch.' },
  },
  'table-changed': {
    zh: { what: '成绩表在您看过之后有了变化，没有锁定。', wayOut: '请重新看过成绩表，再锁定。' },
    en: {
      what: 'The table has changed since you saw it; it was not frozen.',
      wayOut: 'Look at the table again, then freeze it.',
    },
  },
  'results-open': {
    zh: {
      what: '还有 {count} 人的成绩没有定（{tickets}），没有锁定。',
      wayOut: '请按成绩表中写明的原因逐一处理。',
    },
    en: {
      what: 'The results of {count} people are still open ({tickets}); nothing was frozen.',
      wayOut: 'Deal with the reasons that the table names.',
    },
  },
  'results-not-frozen': {
    zh: { what: '成绩还没有锁定，没有登记公示。', wayOut: '请先由两人锁定成绩。' },
    en: {
      what: 'The results are not frozen; the publication was not recorded.',
      wayOut: 'Let two people freeze the results first.',
    },
  },
  'publication-before-freezing': {
    zh: { what: '公示从 {from} 开始，早于成绩锁定的 {frozen}，没有登记。', wayOut: '请核对公示日期。' },
    en: {
      what: 'The publication begins on {from}, before the results were frozen on {frozen}; it was not recorded.',
      wayOut: 'Check the days.',
    },
  },
  'publication-too-short': {
    zh: { what: '公示不足 {days} 个工作日，没有登记。', wayOut: '公示最早到 {earliest} 结束。' },
    en: {
      what: 'The publication is shorter than {days} working days; it was not recorded.',
      wayOut: 'It may end on {earliest} at the earliest.',
    },
  },
  'calendar-missing': {
    zh: { what: '工作日历中没有 {year} 年，无法计算工作日，没有保存。', wayOut: '请先更新工作日历。' },
    en: {
      what: 'The calendar of working days has no year {year}, so nothing can be counted; nothing was saved.',
      wayOut: 'Update the calendar first.',
    },
  },
} satisfies RefusalTable;
