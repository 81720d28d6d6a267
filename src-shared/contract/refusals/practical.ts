import type { RefusalTable } from './table.ts';

/** Words of what practical marking refuses. */
export const practicalRefusals = {
  'rubric-missing': {
    zh: {
      what: '这个职业等级还没有评分标准，没有保存。',
      wayOut: '请考务员先在「认定批次」中采用评分标准。',
    },
    en: {
      what: 'There is no rubric for this occupation and level yet; nothing was saved.',
      wayOut: 'Let the registrar adopt one under Batches first.',
    },
  },
  'rubric-outside-batch': {
    zh: { what: '「{name}」{level}不在本批次中，没有采用评分标准。', wayOut: '请核对职业和等级。' },
    en: {
      what: '“{name}”, {level}, is not in this batch; the rubric was not adopted.',
      wayOut: 'Check the occupation and level.',
    },
  },
  'rubric-has-problems': {
    zh: { what: '评分标准文件有 {count} 处问题，没有采用。', wayOut: '请按提示改正文件，再选一次。' },
    en: {
      what: 'The rubric file has {count} problems; it was not adopted.',
      wayOut: 'Put the file right as shown and choose it again.',
    },
  },
  'rubric-weights': {
    zh: { what: '各试题的权重合计为 {found}%，不是 100%，没有采用。', wayOut: '请改正权重。' },
    en: {
      what: 'The weights of the modules add up to {found}%, not 100%; the rubric was not adopted.',
      wayOut: 'Correct the weights.',
    },
  },
  'rubric-module-twice': {
    zh: { what: '有两道试题的序号相同，没有采用。', wayOut: '请改正试题序号。' },
    en: {
      what: 'Two modules have the same number; the rubric was not adopted.',
      wayOut: 'Correct the numbers of the modules.',
    },
  },
  'rubric-module-sum': {
    zh: { what: '试题 {module} 的配分合计为 {found}，不是 100，没有采用。', wayOut: '请改正配分。' },
    en: {
      what: 'The marks of module {module} add up to {found}, not 100; the rubric was not adopted.',
      wayOut: 'Correct the marks of its items.',
    },
  },
  'rubric-item-twice': {
    zh: { what: '试题 {module} 有两项的序号相同，没有采用。', wayOut: '请改正评分项序号。' },
    en: {
      what: 'Two items of module {module} have the same number; the rubric was not adopted.',
      wayOut: 'Correct the numbers of its items.',
    },
  },
  'rubric-veto-unclear': {
    zh: {
      what: '试题 {module} 第 {item} 项没有写清否决的是本题还是考试资格，没有采用。',
      wayOut: '请在评分标准中写明「取消本题成绩」或「取消考试资格」。',
    },
    en: {
      what: 'Item {item} of module {module} does not say clearly what its veto ends; the rubric was not adopted.',
      wayOut: 'State whether the veto ends the module or the whole subject.',
    },
  },
  'rubric-item-without-marks': {
    zh: { what: '试题 {module} 第 {item} 项没有配分，没有采用。', wayOut: '请补上配分。' },
    en: {
      what: 'Item {item} of module {module} has no marks; the rubric was not adopted.',
      wayOut: 'Give it its marks.',
    },
  },
  'rubric-in-use': {
    zh: { what: '已按原评分标准打过分，不能更换，没有改动。', wayOut: '请继续使用原评分标准。' },
    en: {
      what: 'Marks were given by the present rubric, so it cannot be replaced; nothing was changed.',
      wayOut: 'Go on with the present rubric.',
    },
  },
  'candidate-not-seated': {
    zh: { what: '此人没有实操考试的工位，没有保存。', wayOut: '请考务员先在「考场编排」中编排。' },
    en: {
      what: 'This person has no seat in the practical exam; nothing was saved.',
      wayOut: 'Let the registrar seat the person under Arrangement first.',
    },
  },
  'candidate-not-checked-in': {
    zh: {
      what: '此人没有实操考试的入场记录，没有保存。',
      wayOut: '请监考员先办理入场；漏签的，说明理由补签。',
    },
    en: {
      what: 'This person was not checked in to the practical exam; nothing was saved.',
      wayOut: 'Let the invigilator check the person in, or enter it later with the reason.',
    },
  },
  'sheet-kind-not-in-mode': {
    zh: { what: '本批次的评分方式不使用「{kind}」，没有保存。', wayOut: '请打开自己的评分表。' },
    en: {
      what: 'The way of marking in this batch has no {kind}; nothing was saved.',
      wayOut: 'Open your own sheet.',
    },
  },
  'sheet-has-no-items': {
    zh: { what: '评分标准中没有「{kind}」的评分项，没有保存。', wayOut: '请打开自己的评分表。' },
    en: {
      what: 'The rubric has no items for the {kind}; nothing was saved.',
      wayOut: 'Open your own sheet.',
    },
  },
  'not-your-sheet': {
    zh: { what: '「{kind}」不归您填写，没有保存。', wayOut: '分工有误的，请考务员在「考场编排」中改派。' },
    en: {
      what: 'The {kind} is not yours to fill; nothing was saved.',
      wayOut: 'If the duties are wrong, let the registrar assign them anew under Arrangement.',
    },
  },
  'sheet-taken': {
    zh: { what: '此考件的「{kind}」已由另一人填写，没有保存。', wayOut: '请选下一个考件。' },
    en: {
      what: 'Someone else fills the {kind} of this candidate; nothing was saved.',
      wayOut: 'Go on with the next one.',
    },
  },
  'group-complete': {
    zh: { what: '考评组对此人的评分已全部签字，不再接受新的评分表，没有保存。', wayOut: '请选下一位考生。' },
    en: {
      what: 'The group has signed all its sheets for this candidate; no further sheet is taken and nothing was saved.',
      wayOut: 'Go on with the next candidate.',
    },
  },
  'item-not-on-sheet': {
    zh: { what: '第 {item} 项不在这张评分表上，这一组分数都没有保存。', wayOut: '请刷新评分表再打分。' },
    en: {
      what: 'Item {item} is not on this sheet; none of these marks was saved.',
      wayOut: 'Open the sheet again and mark it.',
    },
  },
  'item-twice': {
    zh: { what: '第 {item} 项出现了两次，这一组分数都没有保存。', wayOut: '请重新打分。' },
    en: { what: 'Item {item} stands there twice; none of these marks was saved.', wayOut: 'Mark it again.' },
  },
  'item-above-full': {
    zh: { what: '第 {item} 项的分数超过满分 {full} 分，没有保存。', wayOut: '请改正分数。' },
    en: {
      what: 'The mark of item {item} is above its full {full} points; nothing was saved.',
      wayOut: 'Correct the mark.',
    },
  },
  'veto-not-on-item': {
    zh: { what: '第 {item} 项不是否决项，不能否决，没有保存。', wayOut: '请按分数打分。' },
    en: { what: 'Item {item} carries no veto; nothing was saved.', wayOut: 'Give it a mark.' },
  },
  'sheet-signed': {
    zh: { what: '评分表已经签字，不能再改，签字的分数没有变。', wayOut: '确有错误的，请告诉考评组长。' },
    en: {
      what: 'The sheet is signed and cannot be changed; the signed marks stand.',
      wayOut: 'If something is wrong, tell the lead examiner.',
    },
  },
  'sheet-empty': {
    zh: { what: '评分表上还没有分数，没有签字。', wayOut: '请先打分。' },
    en: { what: 'There is no mark on the sheet yet; it was not signed.', wayOut: 'Mark it first.' },
  },
  'items-unmarked': {
    zh: { what: '还有 {count} 项没有打分（{items}），没有签字。', wayOut: '请补全后再签字。' },
    en: {
      what: '{count} items have no mark yet ({items}); the sheet was not signed.',
      wayOut: 'Mark them, then sign.',
    },
  },
  'verify-own-sheet': {
    zh: { what: '检测人不能复核自己的检测，没有保存。', wayOut: '请由另一人复核。' },
    en: {
      what: 'Nobody verifies their own measurements; nothing was saved.',
      wayOut: 'Let another person verify them.',
    },
  },
  'sheet-not-signed': {
    zh: { what: '检测记录表还没有签字，没有复核。', wayOut: '请检测人先签字。' },
    en: {
      what: 'The measuring sheet is not signed yet; it was not verified.',
      wayOut: 'Let its measurer sign first.',
    },
  },
  'sheet-verified': {
    zh: { what: '检测记录表已由另一人复核，没有改动。', wayOut: '无须再复核。' },
    en: {
      what: 'Someone else has verified this sheet; nothing was changed.',
      wayOut: 'There is nothing left to verify.',
    },
  },
  'not-lead-of-sitting': {
    zh: { what: '只有本场的考评组长可以裁定，没有保存。', wayOut: '请由本场的考评组长裁定。' },
    en: {
      what: 'Only the lead examiner of the sitting adjudicates; nothing was saved.',
      wayOut: 'Let the lead examiner of this sitting decide.',
    },
  },
  'sheets-unsigned': {
    zh: { what: '此人还有评分表没有签字，不能裁定，没有保存。', wayOut: '请等全组签字后再裁定。' },
    en: {
      what: 'Not all sheets of this candidate are signed; nothing was saved.',
      wayOut: 'Decide once the whole group has signed.',
    },
  },
  'nothing-to-adjudicate': {
    zh: { what: '这一项没有超出限度的分差，无须裁定，没有保存。', wayOut: '请刷新列表再看。' },
    en: {
      what: 'The marks of this item lie within the limit; nothing was saved.',
      wayOut: 'Look at the list again.',
    },
  },
} satisfies RefusalTable;
