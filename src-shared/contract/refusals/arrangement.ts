import type { RefusalTable } from './table.ts';

/** Words of what the arrangement refuses. */
export const arrangementRefusals = {
  'room-name-taken': {
    zh: { what: '已有名为「{room}」的考场，没有新增。', wayOut: '请换一个名称，或直接使用已有的考场。' },
    en: {
      what: 'There is a room called “{room}” already; none was added.',
      wayOut: 'Choose another name, or use the room that exists.',
    },
  },
  'room-unknown': {
    zh: { what: '所选考场不存在，没有编排。', wayOut: '请刷新页面，重新选择考场。' },
    en: {
      what: 'One of the rooms does not exist; nothing was arranged.',
      wayOut: 'Reload the page and choose the rooms again.',
    },
  },
  'room-twice': {
    zh: { what: '同一场次里「{room}」选了两次，没有编排。', wayOut: '请去掉重复的考场。' },
    en: {
      what: 'Room “{room}” stands twice in one session; nothing was arranged.',
      wayOut: 'Take the second one out.',
    },
  },
  'room-for-other-subject': {
    zh: {
      what: '「{room}」不是这一科目的考场，没有编排。',
      wayOut: '理论场次请选理论考场，实操场次请选实操考场。',
    },
    en: {
      what: 'Room “{room}” is for the other subject; nothing was arranged.',
      wayOut: 'Choose theory rooms for theory, practical rooms for practical.',
    },
  },
  'room-taken': {
    zh: {
      what: '「{room}」在 {startsAt} 已有场次，时间重叠，没有编排。',
      wayOut: '请改场次时间，或换一个考场。',
    },
    en: {
      what: 'Room “{room}” has an overlapping sitting at {startsAt}; nothing was arranged.',
      wayOut: 'Change the time or take another room.',
    },
  },
  'session-outside-batch': {
    zh: {
      what: '场次日期 {day} 不在本批次的考试日期（{firstDay} 至 {lastDay}）内，没有编排。',
      wayOut: '请改场次日期；批次日期已报送的，需先办理变更。',
    },
    en: {
      what: 'The session on {day} lies outside the batch ({firstDay} to {lastDay}); nothing was arranged.',
      wayOut: 'Change the day of the session; a filed date needs a change report first.',
    },
  },
  'session-twice': {
    zh: { what: '同一场次提交了两次，没有编排。', wayOut: '请刷新页面，重新填写场次。' },
    en: {
      what: 'One session was sent twice; nothing was arranged.',
      wayOut: 'Reload the page and enter the sessions again.',
    },
  },
  'session-differs': {
    zh: {
      what: '这一场次已经排定（{startsAt}），内容与提交的不同，没有改动。',
      wayOut: '已排定的场次不能改时间；请新增一个场次。',
    },
    en: {
      what: 'This session stands already ({startsAt}) and differs from what was sent; nothing was changed.',
      wayOut: 'A planned session keeps its time; add another session.',
    },
  },
  'places-missing-theory': {
    zh: {
      what: '理论座位不够：要编 {people} 人，只有 {places} 个座位，差 {missing} 个。没有编排任何人。',
      wayOut: '请增加考场或场次后再编排。理论考场每间不超过批次规则规定的座位数。',
    },
    en: {
      what: 'Too few theory seats: {people} people, {places} seats, {missing} missing. Nobody was seated.',
      wayOut: 'Add rooms or sessions. A theory room holds no more seats than the batch’s rules allow.',
    },
  },
  'places-missing-practical': {
    zh: {
      what: '实操工位不够：要编 {people} 人，只有 {places} 个工位，差 {missing} 个。没有编排任何人。',
      wayOut: '请增加考场或轮次（再加一个场次）后再编排。',
    },
    en: {
      what: 'Too few workstations: {people} people, {places} places, {missing} missing. Nobody was seated.',
      wayOut: 'Add rooms or turns (another session).',
    },
  },
  'seats-overlap': {
    zh: {
      what: '有 {people} 人的两场考试时间会重叠，没有编排任何人。',
      wayOut: '请把场次时间错开，或再加一个不重叠的场次。',
    },
    en: {
      what: '{people} people would have to sit in two places at once. Nobody was seated.',
      wayOut: 'Move the sessions apart, or add one that does not overlap.',
    },
  },
  'nobody-to-seat': {
    zh: {
      what: '没有需要编排的人：都已有座位，或已办理成绩替代。',
      wayOut: '无须再编排；新导入的考生可随时再编。',
    },
    en: {
      what: 'Nobody needs a seat: all have one, or their theory is replaced.',
      wayOut: 'Nothing to do; people imported later can be seated at any time.',
    },
  },
  'ticket-serials-used-up': {
    zh: {
      what: '准考证号的流水号已用完（职业 {code}，{level}）。没有编排任何人。',
      wayOut: '每批次每职业等级最多 9999 人、每月最多 99 个批次；请另建批次。',
    },
    en: {
      what: 'The ticket serials are used up (occupation {code}, {level}). Nobody was seated.',
      wayOut: 'A batch holds 9,999 people an occupation and level, a month 99 batches; make another batch.',
    },
  },
  'sitting-unknown': {
    zh: { what: '没有这个考场场次。', wayOut: '请刷新页面，重新选择。' },
    en: { what: 'There is no such sitting.', wayOut: 'Reload the page and choose again.' },
  },
  'sitting-finished': {
    zh: { what: '「{room}」这一场已经结束，没有改动。', wayOut: '已结束的场次只能补签，须写明理由。' },
    en: {
      what: 'The sitting in “{room}” is over; nothing was changed.',
      wayOut: 'After the end an entry can only be recorded later, with its reason.',
    },
  },
  'duty-needs-role': {
    zh: {
      what: '{name} 没有担任此职所需的角色，没有安排。',
      wayOut: '请另选一人，或由考点负责人在「系统设置」中授予角色。',
    },
    en: {
      what: '{name} does not hold the role that this duty needs; nothing was assigned.',
      wayOut: 'Choose someone else, or let the chief give the role under System.',
    },
  },
  'duty-not-in-subject': {
    zh: { what: '「{room}」是理论场次，不设考评员和检测员，没有安排。', wayOut: '理论场次请安排监考员。' },
    en: {
      what: 'The sitting in “{room}” is theory: it has no examiners or measurers. Nothing was assigned.',
      wayOut: 'Assign invigilators to theory.',
    },
  },
  'duty-taken-already': {
    zh: { what: '{name} 在这一场已担任此职。', wayOut: '无须再安排。' },
    en: { what: '{name} has this duty here already.', wayOut: 'Nothing to do.' },
  },
  'lead-examiner-taken': {
    zh: { what: '这一场已有考评组长：{name}。没有安排。', wayOut: '要换人，请先撤下现任组长。' },
    en: {
      what: 'This sitting has a lead examiner: {name}. Nothing was assigned.',
      wayOut: 'Release the present one first.',
    },
  },
  'staff-elsewhere': {
    zh: {
      what: '{name} 同一时间在「{room}」（{startsAt}）有任务，没有安排。',
      wayOut: '请另选一人，或先撤下那一场的任务。',
    },
    en: {
      what: '{name} has a duty in “{room}” at the same time ({startsAt}); nothing was assigned.',
      wayOut: 'Choose someone else, or release the other duty first.',
    },
  },
  'duty-not-held': {
    zh: { what: '此人在「{room}」这一场没有这项任务，没有改动。', wayOut: '请刷新页面查看现在的安排。' },
    en: {
      what: 'This person does not have that duty in “{room}”; nothing was changed.',
      wayOut: 'Reload the page to see the present staff.',
    },
  },
} satisfies RefusalTable;
