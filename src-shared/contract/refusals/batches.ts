import type { RefusalTable } from './table.ts';

/** Words of what making a batch refuses. */
export const batchesRefusals = {
  'batch-unknown': {
    zh: { what: '没有找到这个认定批次，没有改动。', wayOut: '请刷新页面，重新选择批次。' },
    en: {
      what: 'There is no such batch; nothing was changed.',
      wayOut: 'Reload the page and choose the batch again.',
    },
  },
  'batch-no-taken': {
    zh: { what: '批次号 {batchNo} 已经用过，没有新建批次。', wayOut: '请换一个批次号。' },
    en: {
      what: 'The batch number {batchNo} has been used; no batch was made.',
      wayOut: 'Choose another number.',
    },
  },
  'days-reversed': {
    zh: { what: '结束日期（{lastDay}）早于开始日期（{firstDay}），没有保存。', wayOut: '请核对两个日期。' },
    en: {
      what: 'The last day ({lastDay}) lies before the first ({firstDay}); nothing was saved.',
      wayOut: 'Check both days.',
    },
  },
  'occupation-twice': {
    zh: { what: '「{name}」{level}选了两次，没有新建批次。', wayOut: '请去掉重复的一项。' },
    en: {
      what: '“{name}”, {level}, was chosen twice; no batch was made.',
      wayOut: 'Take one of the two out.',
    },
  },
  'occupation-name-differs': {
    zh: {
      what: '编码 {code} 的职业名称是「{name}」，与所填的不同，没有新建批次。',
      wayOut: '请从列表中重新选择该职业。',
    },
    en: {
      what: 'The occupation with code {code} is called “{name}”, not as filled in; no batch was made.',
      wayOut: 'Choose the occupation from the list again.',
    },
  },
  'occupation-not-filed': {
    zh: {
      what: '本机构没有备案「{name}」{level}，没有新建批次。',
      wayOut: '请只选已备案的职业等级；新备案的先在「系统设置」中登记。',
    },
    en: {
      what: 'The institution has not filed “{name}”, {level}; no batch was made.',
      wayOut: 'Choose filed occupations only; record a new filing under System first.',
    },
  },
  'level-needs-review': {
    zh: {
      what: '「{name}」{level}还须综合评审，本版本尚不能组织，批次没有建立。',
      wayOut: '请先建立五级至三级的批次；二级、一级待综合评审功能提供后再办。',
    },
    en: {
      what: '“{name}”, {level}, also needs the comprehensive review, which this version cannot hold; the batch was not made.',
      wayOut: 'Make a batch of levels five to three; two and one wait for the review.',
    },
  },
} satisfies RefusalTable;
