/**
 * The words of every problem of a roster and of every refusal of a file, in both languages: what happened, and the way out.
 * `{name}` in a text is filled from the problem's facts, `{value}` and `{proposal}` from the problem itself.
 * A test holds these lists and the codes together.
 */
import type {
  RosterProblem,
  RosterProblemCode,
  SpreadsheetRefusal,
  SpreadsheetRefusalCode,
} from './rosterReport.ts';

export interface Words {
  readonly message: string;
  readonly wayOut: string;
}
export type Language = 'zh' | 'en';
export type BothLanguages = Readonly<Record<Language, Words>>;

function both(zhMessage: string, zhWayOut: string, enMessage: string, enWayOut: string): BothLanguages {
  return { zh: { message: zhMessage, wayOut: zhWayOut }, en: { message: enMessage, wayOut: enWayOut } };
}

export const rosterProblemWords: Readonly<Record<RosterProblemCode, BothLanguages>> = {
  'id-missing': both('没有证件号码', '补填证件号码', 'No document number', 'Fill in the document number'),
  'bad-check-digit': both(
    '身份证号码校验位不符',
    '对照证件原件核对全部 18 位（末位按其余 17 位应为 {expected}，但也可能是别的数字写错）',
    'The check character of the ID number is wrong',
    'Compare all 18 characters with the document (the last would be {expected}, but another digit may be the wrong one)',
  ),
  'bad-document-number': both(
    '证件号码的位数或字符不对',
    '对照证件原件核对号码和证件类型',
    'The document number has a wrong length or wrong characters',
    'Compare number and document type with the document',
  ),
  'number-lost-precision': both(
    '身份证号码被表格软件当作数字保存，末几位已丢失',
    '号码无法从本表恢复：把该列设为“文本”格式，按证件原件重新填写',
    'The spreadsheet stored the ID number as a number; its last digits are lost',
    'It cannot be recovered from this file: format the column as text and enter the number from the document again',
  ),
  'fifteen-digit-number': both(
    '十五位旧身份证号码',
    '核对证件后改为 18 位号码（按规则推算为 {proposal}）',
    'A 15-digit ID number of the old kind',
    'Check the document and use the 18-digit number (by the rule it would be {proposal})',
  ),
  'impossible-birth-date': both(
    '身份证号码中的出生日期不存在或不合理',
    '对照证件原件核对第 7 至 14 位',
    'The birth date in the ID number does not exist or is not plausible',
    'Compare characters 7 to 14 with the document',
  ),
  'unknown-document-type': both(
    '无法识别的证件类型“{value}”',
    '改为规范名称，如“居民身份证”',
    'Unknown document type “{value}”',
    'Use a standard name such as 居民身份证',
  ),
  'document-type-differs': both(
    '证件号码与证件类型不一致',
    '核对证件类型和号码',
    'The number does not belong to this type of document',
    'Check both type and number',
  ),
  'name-missing': both('没有姓名', '补填姓名', 'No name', 'Fill in the name'),
  'bad-name': both(
    '姓名中有不应出现的字符，或生僻字已丢失',
    '按证件原件重新填写姓名（30 字以内）',
    'The name has characters that no name has, or a rare character was lost',
    'Enter the name from the document again (at most 30 characters)',
  ),
  'sex-differs-from-id': both(
    '性别与身份证号码不一致',
    '核对证件：性别应为“{proposal}”，或者号码是别人的',
    'The sex differs from the ID number',
    'Check the document: by the number it is {proposal}, or the number is someone else’s',
  ),
  'unknown-sex': both('无法识别的性别“{value}”', '改为“男”或“女”', 'Unknown sex “{value}”', 'Use 男 or 女'),
  'birth-differs-from-id': both(
    '出生日期与身份证号码不一致',
    '核对证件：按号码应为 {proposal}，或者号码是别人的',
    'The birth date differs from the ID number',
    'Check the document: by the number it is {proposal}, or the number is someone else’s',
  ),
  'unreadable-birth-date': both(
    '无法识别的出生日期“{value}”',
    '改为 2007-07-16 这样的写法',
    'Unreadable birth date “{value}”',
    'Write it like 2007-07-16',
  ),
  'bad-phone': both(
    '联系电话不正确',
    '改为 11 位手机号码，或带区号的座机号码',
    'The phone number is not one',
    'Use an 11-digit mobile number, or a landline with its area code',
  ),
  'exact-duplicate': both(
    '与第 {otherRow} 行（{otherSheet}）完全重复',
    '删去本行',
    'The same as row {otherRow} ({otherSheet})',
    'Delete this row',
  ),
  'duplicate-differs': both(
    '与第 {otherRow} 行（{otherSheet}）是同一人、同一职业等级，其他内容不同',
    '核对两行，留下正确的一行',
    'The same person, occupation and level as row {otherRow} ({otherSheet}), with other details',
    'Compare the two rows and keep the right one',
  ),
  'same-id-other-name': both(
    '证件号码与第 {otherRow} 行（{otherSheet}）的{otherName}相同，姓名不同',
    '核对两人的证件，改正用错的号码',
    'Same document number as {otherName} in row {otherRow} ({otherSheet}), but another name',
    'Check both people’s documents and correct the number that is wrong',
  ),
  'several-occupations': both(
    '同一人在第 {otherRow} 行（{otherSheet}）还报了别的职业或等级',
    '确认是否一人报考多个职业',
    'The same person also stands in row {otherRow} ({otherSheet}) for another occupation or level',
    'Confirm that one person enrols for several',
  ),
  'licensed-occupation': both(
    '“{class}”属于准入类职业资格，不得开展认定（{basis}）',
    '从名册中移出该考生，或改正职业',
    '“{class}” is a licensed occupation and must not be certified here ({basis})',
    'Take the person off the list, or correct the occupation',
  ),
  'maybe-licensed-occupation': both(
    '“{class}”可能属于准入类职业资格（{basis}）',
    '由考点负责人确认后再组织认定',
    '“{class}” may be a licensed occupation ({basis})',
    'The chief confirms before anyone is certified',
  ),
  'unknown-code': both(
    '职业编码“{value}”不在职业分类大典中',
    '核对职业编码',
    'The occupation code “{value}” is not in the dictionary',
    'Check the occupation code',
  ),
  'unknown-occupation': both(
    '职业名称“{value}”不在职业分类大典中',
    '核对职业名称；如是工种，请写“职业（工种）”',
    'The occupation “{value}” is not in the dictionary',
    'Check the name; for a trade write “occupation (trade)”',
  ),
  'name-and-code-differ': both(
    '职业名称与职业编码不一致：该编码是“{nameOfCode}”，该名称的编码是 {codeOfName}',
    '核对后改正其中一个',
    'Name and code differ: the code is {nameOfCode}, the name’s code is {codeOfName}',
    'Correct one of the two',
  ),
  'occupation-missing': both(
    '没有职业',
    '补填职业，或导入只有一个职业的批次',
    'No occupation',
    'Fill it in, or import into a batch of one occupation',
  ),
  'unknown-level': both(
    '等级“{value}”不是五级至一级',
    '改为“四级/中级工”这样的写法',
    'The level “{value}” is none of five to one',
    'Write it like 四级/中级工',
  ),
  'level-missing': both(
    '没有等级',
    '补填等级，或导入只有一个等级的批次',
    'No level',
    'Fill it in, or import into a batch of one level',
  ),
  'student-withdrawn': both(
    '备注“{value}”：该生已不在籍',
    '从名册中移出，或更正备注',
    'Remark “{value}”: no longer a student',
    'Take the person off the list, or correct the remark',
  ),
  'student-on-leave': both(
    '备注“{value}”：该生休学中',
    '由考点负责人决定能否参加',
    'Remark “{value}”: on leave',
    'The chief decides whether the student may sit',
  ),
  'formula-as-text': both(
    '单元格里是公式，不作计算',
    '把公式换成真实的文字',
    'The cell holds a formula; it is not evaluated',
    'Replace the formula by the real text',
  ),
};

export const spreadsheetRefusalWords: Readonly<Record<SpreadsheetRefusalCode, BothLanguages>> = {
  'empty-file': both('文件是空的', '重新导出后再选择文件', 'The file is empty', 'Export it again'),
  'file-too-large': both(
    '文件超过 {limit}',
    '只保留名单所在的工作表，去掉图片后另存',
    'The file is larger than {limit}',
    'Keep only the sheet with the list, without pictures',
  ),
  'too-many-rows': both(
    '行数超过 {limit}',
    '分成几个文件导入',
    'More than {limit} rows',
    'Split it into several files',
  ),
  'too-many-columns': both(
    '列数超过 {limit}',
    '删去名单以外的列',
    'More than {limit} columns',
    'Delete the columns beside the list',
  ),
  'not-a-spreadsheet': both(
    '这不是电子表格',
    '请选择 xlsx、xls 或 csv 文件',
    'This is no spreadsheet',
    'Choose an xlsx, xls or csv file',
  ),
  'unsupported-format': both(
    '不支持这种文件（{format}）',
    '用 Excel 或 WPS 另存为 xlsx',
    'This kind of file ({format}) is not read',
    'Save it as xlsx',
  ),
  'et-format': both(
    '这是 WPS 的 .et 文件',
    '用 WPS 打开，另存为 xlsx',
    'This is a WPS .et file',
    'Open it in WPS and save it as xlsx',
  ),
  'password-protected': both(
    '文件有打开密码',
    '用 Excel 或 WPS 取消密码后另存',
    'The file is protected by a password',
    'Remove the password and save it again',
  ),
  'damaged-file': both(
    '文件已损坏或不完整',
    '重新导出或重新拷贝',
    'The file is damaged or incomplete',
    'Export or copy it again',
  ),
  'zip-bomb': both(
    '文件解开后大得不正常，已拒绝',
    '这不是正常的名册，请向提供者核实',
    'The file swells abnormally when unpacked; it was refused',
    'This is no ordinary roster: ask whoever sent it',
  ),
  'unsafe-content': both(
    '文件里有危险的内容，已拒绝',
    '请向提供者核实，另存为新的 xlsx',
    'The file holds dangerous content; it was refused',
    'Ask whoever sent it, and save it as a new xlsx',
  ),
  'parse-timeout': both(
    '读取时间过长，已停止',
    '只保留名单所在的工作表后再试',
    'Reading took too long and was stopped',
    'Keep only the sheet with the list and try again',
  ),
  'parse-memory': both(
    '读取占用内存过多，已停止',
    '只保留名单所在的工作表后再试',
    'Reading needed too much memory and was stopped',
    'Keep only the sheet with the list and try again',
  ),
  'parse-crashed': both(
    '读取失败，文件可能已损坏',
    '用 Excel 或 WPS 打开后另存为 xlsx',
    'Reading failed; the file may be damaged',
    'Open it in a spreadsheet program and save it as xlsx',
  ),
  'no-people-found': both(
    '文件里没有找到名单',
    '表头要有“姓名”和“身份证号”',
    'No list of people was found',
    'The headings need a name and a document number',
  ),
  'no-marks-found': both(
    '文件里没有找到成绩',
    '表头要有准考证号或身份证号，以及成绩',
    'No marks were found',
    'The headings need a ticket or document number, and a mark',
  ),
  'no-rubric-found': both(
    '文件里没有找到评分标准',
    '表头要有“考核内容”和“配分”',
    'No rubric was found',
    'The headings need 考核内容 and 配分',
  ),
};

/** The words of a problem with its facts filled in. */
export function describeProblem(problem: RosterProblem, language: Language): Words {
  const facts = {
    ...problem.facts,
    value: problem.value,
    proposal: problem.proposal ?? (language === 'zh' ? '无' : 'unknown'),
  };
  return fill(rosterProblemWords[problem.code][language], facts);
}

/** The words of a refusal with its facts filled in. */
export function describeRefusal(refusal: SpreadsheetRefusal, language: Language): Words {
  return fill(spreadsheetRefusalWords[refusal.code][language], refusal.facts);
}

function fill(words: Words, facts: Readonly<Record<string, string>>): Words {
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, name: string) => facts[name] ?? '—');
  return { message: filled(words.message), wayOut: filled(words.wayOut) };
}

/** What the fields are called on screens and in tables. */
export const rosterFieldWords: Readonly<Record<RosterProblem['column'], Readonly<Record<Language, string>>>> =
  {
    sequence: { zh: '序号', en: 'No.' },
    name: { zh: '姓名', en: 'Name' },
    documentType: { zh: '证件类型', en: 'Document type' },
    documentNumber: { zh: '证件号码', en: 'Document number' },
    sex: { zh: '性别', en: 'Sex' },
    birthDate: { zh: '出生日期', en: 'Birth date' },
    studentNumber: { zh: '学号', en: 'Student number' },
    className: { zh: '班级', en: 'Class' },
    department: { zh: '系部', en: 'Department' },
    occupationName: { zh: '职业名称', en: 'Occupation' },
    occupationCode: { zh: '职业编码', en: 'Occupation code' },
    level: { zh: '等级', en: 'Level' },
    phone: { zh: '联系电话', en: 'Phone' },
    nation: { zh: '民族', en: 'Ethnic group' },
    education: { zh: '文化程度', en: 'Education' },
    source: { zh: '考生来源', en: 'Source' },
    remark: { zh: '备注', en: 'Remark' },
  };
