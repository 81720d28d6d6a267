import type { RefusalTable } from './table.ts';

/** Words of what theory marks and substitutions refuse. */
export const theoryRefusals = {
  'mark-twice': {
    zh: {
      what: '文件中有 {count} 人出现了不止一次（{tickets}），一个成绩也没有导入。',
      wayOut: '请在文件中只保留每人一行，再导入。',
    },
    en: {
      what: '{count} people stand in the file more than once ({tickets}); no mark was imported.',
      wayOut: 'Keep one row a person in the file and import it again.',
    },
  },
  'marks-outside-batch': {
    zh: {
      what: '有 {count} 个成绩不属于本批次的考生（{tickets}），一个成绩也没有导入。',
      wayOut: '请核对批次；已取消报考的人请从文件中去掉。',
    },
    en: {
      what: '{count} marks are of nobody in this batch ({tickets}); no mark was imported.',
      wayOut: 'Check the batch; take people who have withdrawn out of the file.',
    },
  },
  'mark-above-full': {
    zh: {
      what: '有 {count} 个成绩超过 100 分（{tickets}），没有保存。',
      wayOut: '请对照原始答卷改正。',
    },
    en: {
      what: '{count} marks are above 100 ({tickets}); nothing was saved.',
      wayOut: 'Correct them from the original sheets.',
    },
  },
  'marks-for-substituted': {
    zh: {
      what: '有 {count} 人的理论成绩已由结课考试替代（{tickets}），没有保存成绩。',
      wayOut: '请从文件中去掉这些人；替代有误的，请与考点负责人核实。',
    },
    en: {
      what: 'A course exam stands in for the theory of {count} people ({tickets}); no mark was saved.',
      wayOut: 'Take them out of the file; if the substitution is wrong, see the chief.',
    },
  },
  'marks-for-unseated': {
    zh: {
      what: '有 {count} 人没有理论考试的座位（{tickets}），没有保存成绩。',
      wayOut: '请先在「考场编排」中编排座位，或从文件中去掉这些人。',
    },
    en: {
      what: '{count} people have no theory seat ({tickets}); no mark was saved.',
      wayOut: 'Seat them under Arrangement first, or take them out of the file.',
    },
  },
  'marks-for-absent': {
    zh: {
      what: '有 {count} 人有成绩，但入场核验没有他们的记录（{tickets}），没有保存成绩。',
      wayOut: '确实到考的，请监考员说明理由补签；没有到考的，请核对是谁的答卷。',
    },
    en: {
      what: '{count} people have a mark but were never checked in ({tickets}); no mark was saved.',
      wayOut:
        'If they were there, an invigilator enters them later with the reason; if not, find out whose sheet it is.',
    },
  },
  'marks-conflict': {
    zh: {
      what: '有 {count} 人已有不同的成绩（{tickets}），一个成绩也没有导入，原有成绩没有改动。',
      wayOut: '请对照原始答卷，查明哪一个是对的。',
    },
    en: {
      what: '{count} people have another mark already ({tickets}); no mark was imported, what stood still stands.',
      wayOut: 'Look at the original sheets and find out which is right.',
    },
  },
  'marks-unmatched': {
    zh: {
      what: '文件中有 {count} 行对不上本批次的考生（第 {rows} 行），一个成绩也没有导入。',
      wayOut: '请按提示改正这些行，再导入。',
    },
    en: {
      what: '{count} rows of the file match nobody in this batch (rows {rows}); no mark was imported.',
      wayOut: 'Put these rows right as shown, then import again.',
    },
  },
  'theory-from-machine': {
    zh: { what: '此人的成绩已由读卡文件导入，没有保存录入。', wayOut: '成绩有误的，请与考点负责人核实。' },
    en: {
      what: 'The mark of this person came from the marking machine; the entry was not saved.',
      wayOut: 'If it is wrong, see the chief.',
    },
  },
  'two-entries-stand': {
    zh: {
      what: '此人的成绩已由两人录入，没有保存第三份录入。',
      wayOut: '两份不一致的，请按「核对差异」处理。',
    },
    en: {
      what: 'Two people have entered this mark already; a third entry was not saved.',
      wayOut: 'Where the two differ, settle the difference.',
    },
  },
  'entry-closed': {
    zh: {
      what: '另一人也已录入，自己的录入不能再改，没有保存。',
      wayOut: '两份不一致的，由第三人对照原始答卷处理。',
    },
    en: {
      what: 'The other entry stands too, so yours can no longer be changed; nothing was saved.',
      wayOut: 'Where the two differ, a third person looks at the sheet.',
    },
  },
  'theory-not-differing': {
    zh: { what: '此人的成绩没有差异需要处理，没有保存。', wayOut: '请刷新列表再看。' },
    en: {
      what: 'There is no difference to settle here; nothing was saved.',
      wayOut: 'Look at the list again.',
    },
  },
  'resolve-own-entry': {
    zh: { what: '录入过此成绩的人不能核对它的差异，没有保存。', wayOut: '请由没有录入过的人处理。' },
    en: {
      what: 'Whoever entered this mark cannot settle its difference; nothing was saved.',
      wayOut: 'Let someone settle it who entered neither.',
    },
  },
  'course-mark-above-full': {
    zh: { what: '课程成绩超过满分，没有保存。', wayOut: '请核对成绩和满分。' },
    en: {
      what: 'The course mark is above its full marks; nothing was saved.',
      wayOut: 'Check both numbers.',
    },
  },
  'substitution-stands': {
    zh: { what: '此人已有一份待审批或已批准的替代申请，没有保存。', wayOut: '请先处理原有的申请。' },
    en: {
      what: 'There is a substitution of this person already, open or approved; nothing was saved.',
      wayOut: 'Settle that one first.',
    },
  },
  'substitution-unknown': {
    zh: { what: '没有找到这份替代申请，没有保存。', wayOut: '请刷新列表再看。' },
    en: { what: 'There is no such substitution; nothing was saved.', wayOut: 'Look at the list again.' },
  },
  'substitution-settled': {
    zh: { what: '这份替代申请已经{state}，没有改动。', wayOut: '请刷新列表再看。' },
    en: {
      what: 'This substitution is {state} already; nothing was changed.',
      wayOut: 'Look at the list again.',
    },
  },
  'substitution-own-proposal': {
    zh: { what: '提出人不能审批自己提出的替代，没有保存。', wayOut: '请由另一位有权限的人审批。' },
    en: {
      what: 'Nobody decides about a substitution they proposed; nothing was saved.',
      wayOut: 'Let another person with the role decide.',
    },
  },
  'substitution-by-teacher': {
    zh: { what: '任课教师不能批准自己课程的成绩替代，没有保存。', wayOut: '请由另一位有权限的人审批。' },
    en: {
      what: 'The teacher of a course cannot approve its substitution; nothing was saved.',
      wayOut: 'Let another person with the role decide.',
    },
  },
  'substitution-blanked': {
    zh: { what: '任课教师的姓名已经清除，无法批准，没有保存。', wayOut: '请否决后重新提出。' },
    en: {
      what: 'The teacher’s name was erased, so this cannot be approved; nothing was saved.',
      wayOut: 'Refuse it and propose it anew.',
    },
  },
  'theory-seat-used': {
    zh: {
      what: '此人已参加理论考试（已入场），不能再用结课考试替代，没有保存。',
      wayOut: '请按理论考试的成绩登记。',
    },
    en: {
      what: 'This person has sat the theory exam, so a course exam can no longer stand in; nothing was saved.',
      wayOut: 'Enter the mark of the theory exam.',
    },
  },
  'theory-marked': {
    zh: {
      what: '此人已有理论成绩，不能再用结课考试替代，没有保存。',
      wayOut: '成绩有误的，请与考点负责人核实。',
    },
    en: {
      what: 'This person has a theory mark, so a course exam can no longer stand in; nothing was saved.',
      wayOut: 'If the mark is wrong, see the chief.',
    },
  },
  'evidence-not-shown': {
    zh: {
      what: '「{name}」不是 PDF、JPG 或 PNG 文件，没有提交。',
      wayOut: '请把成绩单扫描或拍照成这几种格式再选。',
    },
    en: {
      what: '“{name}” is no PDF, JPEG or PNG; nothing was proposed.',
      wayOut: 'Scan or photograph the mark list in one of these forms and choose it again.',
    },
  },
  'evidence-gone': {
    zh: { what: '证据文件读不出来。', wayOut: '请考务员从备份恢复，或不批准后重新申请。' },
    en: {
      what: 'The evidence file cannot be read.',
      wayOut: 'Restore it from a back-up, or refuse the proposal and make a new one.',
    },
  },
} satisfies RefusalTable;
