import type { RefusalTable } from './table.ts';

/** Words of what importing rosters and changing a candidate refuse. */
export const candidatesRefusals = {
  'roster-has-errors': {
    zh: {
      what: '名册里有 {count} 人的信息有误，一个人也没有导入。',
      wayOut: '请逐行改正，或选择「跳过有误的行」后再导入。',
    },
    en: {
      what: '{count} people of the roster have errors; nobody was imported.',
      wayOut: 'Correct the rows, or choose to skip rows with errors.',
    },
  },
  'roster-empty': {
    zh: { what: '名册里没有可以导入的人，没有改动。', wayOut: '请核对文件和所选的工作表、表头。' },
    en: {
      what: 'The roster has nobody to import; nothing was changed.',
      wayOut: 'Check the file, the sheet and the headings.',
    },
  },
  'occupation-outside-batch': {
    zh: {
      what: '有 {count} 人报考的职业等级不在本批次内（第 {rows} 行），一个人也没有导入。',
      wayOut: '请核对职业和等级，或把这些人导入另一批次。',
    },
    en: {
      what: '{count} people enrol for an occupation or level outside this batch (rows {rows}); nobody was imported.',
      wayOut: 'Check occupation and level, or import these people into another batch.',
    },
  },
  'enrolled-already': {
    zh: {
      what: '有 {count} 人在本批次已报考同一职业等级（第 {rows} 行），一个人也没有导入。',
      wayOut: '请从名册中去掉这些行后再导入；原有报名不受影响。',
    },
    en: {
      what: '{count} people are enrolled in this batch for the same occupation and level (rows {rows}); nobody was imported.',
      wayOut: 'Take these rows out and import again; the enrolments that stand are untouched.',
    },
  },
  'document-of-another-name': {
    zh: {
      what: '第 {row} 行的证件号码已登记为另一姓名，一个人也没有导入。',
      wayOut: '请对照证件原件核对姓名和号码；原登记有误的，先办理更正。',
    },
    en: {
      what: 'The document number in row {row} is registered under another name; nobody was imported.',
      wayOut: 'Compare name and number with the document; if the registration is wrong, correct it first.',
    },
  },
  'document-of-another': {
    zh: { what: '这个证件号码已登记给另一位考生，没有更正。', wayOut: '请对照证件原件核对号码。' },
    en: {
      what: 'This document number is registered for another candidate; nothing was corrected.',
      wayOut: 'Compare the number with the document.',
    },
  },
  'candidate-unknown': {
    zh: { what: '没有找到这位考生，没有改动。', wayOut: '请刷新页面，重新查找。' },
    en: {
      what: 'There is no such candidate; nothing was changed.',
      wayOut: 'Reload the page and look again.',
    },
  },
  'candidate-blanked': {
    zh: { what: '这位考生没有可删除的个人信息：已经删除，或没有登记过。', wayOut: '无须再办理。' },
    en: {
      what: 'There are no personal data of this candidate to erase: they are gone, or never stood here.',
      wayOut: 'Nothing to do.',
    },
  },
  'enrolment-unknown': {
    zh: { what: '没有找到这条报名，没有改动。', wayOut: '请刷新页面，重新查找此人。' },
    en: {
      what: 'There is no such enrolment; nothing was changed.',
      wayOut: 'Reload the page and look the person up again.',
    },
  },
  'enrolment-withdrawn': {
    zh: { what: '此人的报名已取消，没有改动。', wayOut: '确需参加的，请考务员重新导入报名。' },
    en: {
      what: 'This enrolment was withdrawn; nothing was changed.',
      wayOut: 'If the person is to sit, the registrar imports the enrolment again.',
    },
  },
} satisfies RefusalTable;
