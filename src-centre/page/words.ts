export type Language = 'zh' | 'en';

type Words = Readonly<Record<Language, string>>;

const words = {
  centre: { zh: '结果审核', en: 'Review of results' },
  packages: { zh: '结果报送包', en: 'Result packages' },
  language: { zh: 'English', en: '中文' },
  signOut: { zh: '退出', en: 'Sign out' },
  signIn: { zh: '登录', en: 'Sign in' },
  signInLead: {
    zh: '请填写审核人姓名，它会写进签名的回执。',
    en: 'Enter the reviewer’s name; it stands in the signed receipts.',
  },
  reviewer: { zh: '审核人姓名', en: 'Reviewer' },
  linkNeeded: {
    zh: '需要一次性登录链接。启动本程序时会显示一个；也可以运行 kaodian centre link --dir 目录 得到新的。链接一分钟内有效，只能用一次。',
    en: 'A one-time link is needed. One is shown when the program starts; kaodian centre link --dir DIR makes another. A link is good for one minute and once.',
  },
  linkUsed: {
    zh: '这个链接已经用过或已过期，请取一个新的。',
    en: 'This link was used or is too old; get a new one.',
  },
  nothingHere: { zh: '这里没有内容。', en: 'There is nothing here.' },
  allStates: { zh: '全部', en: 'All' },
  empty: {
    zh: '还没有收到结果报送包。考点上传后会出现在这里。',
    en: 'No package has arrived yet. It appears here once a site has uploaded it.',
  },
  institution: { zh: '机构备案码', en: 'Institution' },
  batch: { zh: '批次', en: 'Batch' },
  revision: { zh: '版次', en: 'Revision' },
  candidates: { zh: '考生', en: 'Candidates' },
  arrived: { zh: '收到时间（UTC）', en: 'Received (UTC)' },
  state: { zh: '状态', en: 'State' },
  file: { zh: '文件', en: 'File' },
  size: { zh: '大小（字节）', en: 'Size (bytes)' },
  hash: { zh: 'SHA-256', en: 'SHA-256' },
  signer: { zh: '签名密钥', en: 'Signing key' },
  checkpoint: { zh: '留痕检查点', en: 'Ledger checkpoint' },
  checks: { zh: '核验', en: 'Checks' },
  passedCheck: { zh: '✓ 通过', en: '✓ passed' },
  failedCheck: { zh: '✗ 未通过', en: '✗ failed' },
  whatWasFound: { zh: '发现的问题', en: 'What was found' },
  wayOut: { zh: '怎么办', en: 'What to do' },
  results: { zh: '成绩表', en: 'Results' },
  ticket: { zh: '准考证号', en: 'Ticket' },
  name: { zh: '姓名', en: 'Name' },
  document: { zh: '证件号码', en: 'Document' },
  occupation: { zh: '职业（工种）', en: 'Occupation' },
  level: { zh: '等级', en: 'Level' },
  theory: { zh: '理论知识', en: 'Theory' },
  practical: { zh: '操作技能', en: 'Practical' },
  comprehensiveReview: { zh: '综合评审', en: 'Review' },
  outcome: { zh: '评定成绩', en: 'Outcome' },
  returnThis: { zh: '退回', en: 'Return' },
  reasonKind: { zh: '原因', en: 'Reason' },
  reason: { zh: '说明', en: 'Explanation' },
  notes: { zh: '审核意见', en: 'Notes' },
  decide: { zh: '审核结论', en: 'Decision' },
  decideLead: {
    zh: '勾选“退回”的考生不通过，其余通过。整包退回时请在审核意见里写明原因。',
    en: 'Candidates marked “Return” are sent back, the others accepted. To return the whole package, say why in the notes.',
  },
  accept: { zh: '审核通过', en: 'Accept' },
  returnAll: { zh: '整包退回', en: 'Return the package' },
  receipts: { zh: '回执', en: 'Receipts' },
  receiptReceived: { zh: '收到', en: 'received' },
  receiptReviewed: { zh: '审核', en: 'reviewed' },
  signature: { zh: '签名', en: 'signature' },
  none: { zh: '无', en: 'none' },
  back: { zh: '返回列表', en: 'Back to the list' },
  previousPage: { zh: '上一页', en: 'Previous' },
  nextPage: { zh: '下一页', en: 'Next' },
  scoreError: { zh: '成绩有误', en: 'Marks are wrong' },
  identityError: { zh: '身份信息有误', en: 'Identity is wrong' },
  materialMissing: { zh: '材料不全', en: 'Papers are missing' },
  conductDoubt: { zh: '考务过程存疑', en: 'Conduct of the exam in doubt' },
  otherReason: { zh: '其他', en: 'Other' },
} as const satisfies Readonly<Record<string, Words>>;

export type WordKey = keyof typeof words;

/** A text of the page. */
export function word(key: WordKey, language: Language): string {
  return words[key][language];
}

/** Reasons for sending a candidate back; the code stands in the receipt. */
export const reasonCodes = [
  'scoreError',
  'identityError',
  'materialMissing',
  'conductDoubt',
  'otherReason',
] as const satisfies readonly WordKey[];

const states: Readonly<Record<string, Words>> = {
  received: { zh: '○ 已收到，核验中', en: '○ received, being checked' },
  verified: { zh: '◆ 核验通过，待审核', en: '◆ verified, to be decided' },
  refused: { zh: '✗ 核验未通过', en: '✗ not verified' },
  accepted: { zh: '✓ 审核通过', en: '✓ accepted' },
  returned: { zh: '↩ 退回修改', en: '↩ returned' },
  notTaken: { zh: '未考', en: 'not taken' },
  taken: { zh: '已考', en: 'taken' },
  absent: { zh: '缺考', en: 'absent' },
  deferred: { zh: '缓考', en: 'deferred' },
  misconduct: { zh: '违纪', en: 'misconduct' },
  cheating: { zh: '作弊', en: 'cheating' },
  substituted: { zh: '成绩替代', en: 'substituted' },
  passed: { zh: '合格', en: 'passed' },
  failed: { zh: '不合格', en: 'failed' },
  cancelled: { zh: '成绩取消', en: 'cancelled' },
};

/** A state of package, subject or outcome in words. */
export function stateWord(state: string, language: Language): string {
  return states[state]?.[language] ?? state;
}

const checks: Readonly<Record<string, Words>> = {
  'outer-signature': { zh: '文件签名', en: 'Signature of the file' },
  'outer-signer': { zh: '签名者是登记的考点', en: 'Signed by the enrolled site' },
  'file-name': { zh: '文件名与机构一致', en: 'File name and institution agree' },
  decryption: { zh: '解密完整', en: 'Decrypted whole' },
  archive: { zh: '归档格式', en: 'Archive format' },
  bag: { zh: '清单与每个文件的哈希', en: 'Manifest and every hash' },
  'inner-signature': { zh: '内容签名', en: 'Signature of the content' },
  files: { zh: '数据文件格式', en: 'Form of the data files' },
  agreement: { zh: '数据前后一致', en: 'Data agree with each other' },
  ledger: { zh: '操作留痕链', en: 'Ledger chain' },
  checkpoint: { zh: '检查点签名', en: 'Checkpoint signature' },
  'tree-root': { zh: '检查点覆盖全部留痕', en: 'Checkpoint covers the ledger' },
  sealing: { zh: '封包记录', en: 'Row of sealing' },
  recipient: { zh: '本中心是收件人', en: 'Made for this centre' },
  'ledger-continues': { zh: '接续上次见证的留痕', en: 'Goes on from the last witnessed ledger' },
  'batch-continues': { zh: '与本批次已收的包不冲突', en: 'No conflict within the batch' },
};

/** A check of a package in words. */
export function checkWord(check: string, language: Language): string {
  return checks[check]?.[language] ?? check;
}

/** What a finding means and the way out; by code, else by the kind that the code begins with. */
const findings: readonly (readonly [prefix: string, Words])[] = [
  [
    'ledger-fork',
    {
      zh: '留痕与上次见证的不接续（可能恢复过旧备份或换了账本）。请考点说明，并由双方核对纸质检查点。',
      en: 'The ledger does not go on from the last witnessed head (an old back-up, or another ledger). Ask the site, and compare the slips on paper.',
    },
  ],
  [
    'package-conflict',
    {
      zh: '同一版次已收到内容不同的另一个包，两个都已保留。请考点核对后以新版次重新报送。',
      en: 'Another package of the same revision with other content is here; both are kept. The site sends a new revision.',
    },
  ],
  [
    'package-stale',
    {
      zh: '已收到更新的版次，此版次不再审核。',
      en: 'A newer revision has arrived; this one is not reviewed.',
    },
  ],
  [
    'package-recipient-missing',
    {
      zh: '这个包不是封给本中心现用密钥的。请考点更新中心密钥后重新封包。',
      en: 'The package was not sealed for the centre’s current key. The site updates the centre’s keys and seals again.',
    },
  ],
  [
    'age-other-key',
    {
      zh: '这个包不是封给本中心的，无法解密。请考点更新中心密钥后重新封包。',
      en: 'The package was not sealed for this centre and cannot be opened. The site updates the centre’s keys and seals again.',
    },
  ],
  [
    'signer-revoked',
    { zh: '签名密钥已作废。请考点换用新密钥。', en: 'The signing key was revoked. The site uses a new one.' },
  ],
  [
    'signer-',
    {
      zh: '签名密钥不是该机构当时有效的登记密钥。请核对登记的密钥指纹。',
      en: 'The key was not an enrolled and valid key of the institution at that time. Compare the enrolled fingerprints.',
    },
  ],
  [
    'signature-',
    {
      zh: '签名不成立，内容可能被改动。请考点重新封包。',
      en: 'A signature does not hold; the content may have been changed. The site seals again.',
    },
  ],
  [
    'age-',
    {
      zh: '加密文件损坏或被改动。请考点重新封包。',
      en: 'The encrypted file is damaged or was changed. The site seals again.',
    },
  ],
  [
    'tar-',
    {
      zh: '归档不符合格式（截断、多余或不允许的内容）。请考点重新封包。',
      en: 'The archive is not of the format (cut off, something added or not allowed). The site seals again.',
    },
  ],
  [
    'bag-',
    {
      zh: '清单与文件不一致。请考点重新封包。',
      en: 'Manifest and files do not agree. The site seals again.',
    },
  ],
  [
    'row-',
    {
      zh: '操作留痕链断开或被改动。请考点核查账本。',
      en: 'The ledger chain is broken or was changed. The site examines its ledger.',
    },
  ],
  [
    'checkpoint-',
    {
      zh: '检查点与留痕不一致。请考点核查账本。',
      en: 'Checkpoint and ledger do not agree. The site examines its ledger.',
    },
  ],
  [
    'package-',
    {
      zh: '包内数据不一致或不完整。请考点核对后以新版次重新报送。',
      en: 'Data in the package disagree or are missing. The site sends a new revision.',
    },
  ],
  [
    'json-',
    { zh: '数据文件无法读取。请考点重新封包。', en: 'A data file cannot be read. The site seals again.' },
  ],
  [
    'hash-differs',
    {
      zh: '文件在本机存储中被改动。请从备份恢复后重新审核。',
      en: 'The file was changed in this centre’s storage. Restore it from the back-up and review again.',
    },
  ],
];

/** Words for a finding. */
export function findingWord(code: string, language: Language): string {
  return findings.find(([prefix]) => code.startsWith(prefix))?.[1][language] ?? code;
}

const decisionRefusals: Readonly<Record<string, Words>> = {
  'package-unknown': { zh: '没有这个包。', en: 'There is no such package.' },
  'package-not-verified': {
    zh: '核验未通过的包不能审核。',
    en: 'A package that did not verify cannot be decided.',
  },
  'package-decided': {
    zh: '这个包已有审核结论，回执已签发。',
    en: 'This package has been decided and its receipt signed.',
  },
  'package-superseded': {
    zh: '同一批次已有更新的版次，请审核新的。',
    en: 'The batch has a newer revision; decide that one.',
  },
  'ticket-unknown': { zh: '准考证号不在这个包里。', en: 'A ticket is not in this package.' },
  'reason-missing': {
    zh: '退回必须写明原因，结论没有保存。',
    en: 'A return needs its reason; nothing was saved.',
  },
};

/** Why a decision was not taken, in words. */
export function decisionRefusalWord(code: string, language: Language): string {
  return decisionRefusals[code]?.[language] ?? code;
}
