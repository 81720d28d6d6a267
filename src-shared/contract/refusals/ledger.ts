import type { RefusalTable } from './table.ts';

/** Words of what the write path itself refuses, and of what the check of the whole ledger can find. */
export const ledgerRefusals = {
  'command-id-taken': {
    zh: { what: '这次提交的编号已用于另一件事，没有办理。', wayOut: '请刷新页面，重新填写后提交。' },
    en: {
      what: 'The number of this request belongs to another one; this was not done.',
      wayOut: 'Reload the page, fill it in and send it again.',
    },
  },
  'command-malformed': {
    zh: { what: '填写的内容不符合要求，没有改动任何记录。', wayOut: '请核对各栏后再提交。' },
    en: {
      what: 'Something that was filled in does not fit; no record was changed.',
      wayOut: 'Check each field and send it again.',
    },
  },
  'command-unknown': {
    zh: {
      what: '考点程序不认识这项操作，没有改动任何记录。',
      wayOut: '页面可能是旧版本，请重新打开；仍不行的，请告诉技术员。',
    },
    en: {
      what: 'The site program does not know this operation; no record was changed.',
      wayOut: 'The page may be of an older version: open it again, or tell the technician.',
    },
  },
  'command-not-for-people': {
    zh: { what: '这项操作只由考点程序自己进行，没有办理。', wayOut: '请使用页面上的功能。' },
    en: {
      what: 'Only the site program itself does this; it was not done.',
      wayOut: 'Use what the pages offer.',
    },
  },
  'row-hash-differs': {
    zh: {
      what: '操作留痕中有一行的校验值与内容不符。',
      wayOut: '请立即停止修改，保留现场，告诉技术员从备份核对。',
    },
    en: {
      what: 'The check value of a ledger row does not fit its content.',
      wayOut:
        'Stop changing anything, keep the machine as it is, and let the technician compare it with a back-up.',
    },
  },
  'row-columns-differ': {
    zh: {
      what: '操作留痕中有一行的类别或批次与其内容不符。',
      wayOut: '请立即停止修改，保留现场，告诉技术员从备份核对。',
    },
    en: {
      what: 'Kind or batch of a ledger row does not fit its content.',
      wayOut:
        'Stop changing anything, keep the machine as it is, and let the technician compare it with a back-up.',
    },
  },
  'ledger-cut-off': {
    zh: {
      what: '操作留痕比已签名的检查点短：末尾的行不见了。',
      wayOut: '请立即停止修改，保留现场，对照纸面校验码，从备份核对。',
    },
    en: {
      what: 'The ledger is shorter than a signed checkpoint says: rows at its end are gone.',
      wayOut: 'Stop changing anything, compare the short form on paper, and look at the back-ups.',
    },
  },
  'checkpoint-other-key': {
    zh: {
      what: '有一个检查点不是用本考点的密钥签的。',
      wayOut: '请立即停止修改，保留现场，告诉考点负责人和技术员。',
    },
    en: {
      what: 'A checkpoint was signed by another key than this site’s.',
      wayOut: 'Stop changing anything, keep the machine as it is, and tell chief and technician.',
    },
  },
} satisfies RefusalTable;
