import type { FormatRefusalCode } from './formatRefusal.ts';

/** What a refusal means and what to do about it, in both languages; `{fact}` is filled from its facts. */
export const formatWords: Readonly<Record<FormatRefusalCode, { readonly zh: string; readonly en: string }>> =
  {
    'json-malformed': { zh: '文件不是有效的 JSON', en: 'not valid JSON' },
    'json-not-canonical': {
      zh: 'JSON 不是规范写法（RFC 8785），可能被改写',
      en: 'not canonical JSON (RFC 8785); it may have been rewritten',
    },
    'row-malformed': { zh: '留痕记录格式不符（{field}）', en: 'a ledger row is not well formed ({field})' },
    'row-sequence-broken': {
      zh: '留痕序号不连续：应为 {expected}，实为 {seq}',
      en: 'ledger sequence broken: expected {expected}, found {seq}',
    },
    'row-chain-broken': {
      zh: '第 {seq} 条留痕与前一条不相连',
      en: 'ledger row {seq} does not follow the row before it',
    },
    'row-data-altered': { zh: '第 {seq} 条留痕的内容被改动', en: 'the data of ledger row {seq} was altered' },
    'row-personal-altered': {
      zh: '第 {seq} 条留痕的个人信息被改动',
      en: 'the personal part of ledger row {seq} was altered',
    },
    'row-ledger-differs': {
      zh: '第 {seq} 条留痕属于另一个考点',
      en: 'ledger row {seq} belongs to another ledger',
    },
    'checkpoint-malformed': {
      zh: '检查点格式不符（第 {line} 行）',
      en: 'the checkpoint is not well formed (line {line})',
    },
    'checkpoint-size-differs': {
      zh: '检查点记录 {checkpoint} 条，实有 {rows} 条',
      en: 'the checkpoint covers {checkpoint} rows, {rows} are there',
    },
    'checkpoint-head-differs': {
      zh: '检查点与最后一条留痕不符',
      en: 'the checkpoint names another last row',
    },
    'checkpoint-root-differs': {
      zh: '检查点的总校验值与全部留痕不符',
      en: 'the checkpoint’s tree root does not fit the rows',
    },
    'checkpoint-ledger-differs': {
      zh: '检查点与报送包内的说明不一致',
      en: 'the checkpoint and the package disagree',
    },
    'checkpoint-epoch-differs': { zh: '检查点的纪元与留痕不符', en: 'the checkpoint names another epoch' },
    'short-form-malformed': {
      zh: '纸面校验码无法识别，请核对后重新输入',
      en: 'the short form cannot be read; please compare and type it again',
    },
    'signature-missing': {
      zh: '缺少签名文件（.sig），请与报送包一起取得',
      en: 'the signature file (.sig) is missing; both files belong together',
    },
    'signature-malformed': {
      zh: '签名文件不完整或被改动',
      en: 'the signature file is damaged or was altered',
    },
    'signature-version': { zh: '签名版本不受支持（{found}）', en: 'unsupported signature version ({found})' },
    'signature-namespace': {
      zh: '签名用途不符：应为 {expected}，实为 {found}',
      en: 'signed for another purpose: expected {expected}, found {found}',
    },
    'signature-reserved': { zh: '签名含有未定义的内容', en: 'the signature fills a reserved field' },
    'signature-hash-algorithm': {
      zh: '签名的摘要算法不受支持（{found}）',
      en: 'unsupported signature hash ({found})',
    },
    'signature-key-type': { zh: '签名的密钥类型不受支持（{type}）', en: 'unsupported key type ({type})' },
    'signature-invalid': {
      zh: '签名与文件不符：文件或签名被改动',
      en: 'the signature does not fit: file or signature was altered',
    },
    'key-malformed': { zh: '密钥格式不符', en: 'the key is not well formed' },
    'allowed-signers-malformed': {
      zh: '签名者名单第 {line} 行无法识别',
      en: 'line {line} of the allowed signers cannot be read',
    },
    'signer-unknown': { zh: '签名密钥未登记', en: 'the signing key is not enrolled' },
    'signer-namespace': {
      zh: '该密钥未获准用于此用途（{namespace}）',
      en: 'the key may not sign for this purpose ({namespace})',
    },
    'signer-not-yet-valid': { zh: '该密钥尚未生效', en: 'the key is not valid yet' },
    'signer-expired': { zh: '该密钥已过有效期', en: 'the key has expired' },
    'signer-revoked': { zh: '该密钥已被吊销', en: 'the key was revoked' },
    'tar-truncated': { zh: '归档不完整（被截断）', en: 'the archive is truncated' },
    'tar-trailing-bytes': { zh: '归档末尾有多余内容', en: 'there are bytes after the end of the archive' },
    'tar-checksum': { zh: '归档头校验和不符', en: 'an archive header has a wrong checksum' },
    'tar-not-ustar': { zh: '归档不是 ustar 格式', en: 'the archive is not ustar' },
    'tar-entry-type': { zh: '归档内含非普通文件：{name}', en: 'not a regular file in the archive: {name}' },
    'tar-name': { zh: '归档内文件名不合规：{name}', en: 'a file name that is not allowed: {name}' },
    'tar-name-duplicate': { zh: '归档内文件重名：{name}', en: 'a file stands twice in the archive: {name}' },
    'tar-order': { zh: '归档内文件次序不符：{name}', en: 'files are out of order: {name}' },
    'tar-mode': { zh: '归档内文件权限不符：{name}', en: 'another file mode than 0644: {name}' },
    'tar-owner': { zh: '归档内文件属主不符：{name}', en: 'an owner stands in the archive: {name}' },
    'tar-mtime': { zh: '归档内文件时间不一致：{name}', en: 'file times differ: {name}' },
    'tar-header-field': {
      zh: '归档头字段不符：{name}（{field}）',
      en: 'an archive header field is not allowed: {name} ({field})',
    },
    'tar-padding': { zh: '归档填充区有内容：{name}', en: 'padding is not empty: {name}' },
    'tar-size': { zh: '归档内文件过大', en: 'a file is too big' },
    'bag-file-missing': { zh: '报送包缺少文件：{name}', en: 'a file is missing: {name}' },
    'bag-file-extra': { zh: '报送包有清单外的文件：{name}', en: 'a file that no manifest lists: {name}' },
    'bag-hash-differs': { zh: '文件内容与清单不符：{name}', en: 'a file differs from its manifest: {name}' },
    'bag-manifest-malformed': {
      zh: '清单格式不符：{manifest} 第 {line} 行',
      en: 'a manifest is not well formed: {manifest} line {line}',
    },
    'bag-declaration': { zh: '报送包声明（bagit.txt）不符', en: 'bagit.txt is not as expected' },
    'bag-info-malformed': { zh: '报送包说明（bag-info.txt）格式不符', en: 'bag-info.txt is not well formed' },
    'bag-oxum-differs': {
      zh: '报送包总字节数或文件数不符',
      en: 'number of bytes or files differs from bag-info.txt',
    },
    'age-not-a-recipient': { zh: '加密密钥格式不符', en: 'not an age key' },
    'age-malformed': { zh: '不是 age 加密文件', en: 'not an age file' },
    'age-other-key': {
      zh: '此密钥打不开：报送包是加密给别人的',
      en: 'this key does not open it: it was encrypted to others',
    },
    'age-altered': { zh: '加密文件被改动或不完整', en: 'the encrypted file was altered or cut off' },
    'package-name': { zh: '文件名不是报送包的名称：{name}', en: 'not the name of a package: {name}' },
    'package-institution-differs': { zh: '机构备案码不一致', en: 'institution codes disagree' },
    'package-batch-differs': { zh: '批次不一致', en: 'batches disagree' },
    'package-revision-differs': { zh: '版次不一致', en: 'revisions disagree' },
    'package-file-schema': {
      zh: '{name} 的内容不合格式（{path}）',
      en: '{name} does not follow its schema ({path})',
    },
    'package-file-missing': { zh: '报送包缺少 {name}', en: 'the package lacks {name}' },
    'package-counts-differ': {
      zh: '数目与明细不符（{field}）',
      en: 'a stated figure differs from the details ({field})',
    },
    'package-recipient-missing': {
      zh: '收件方名单中没有本中心的密钥',
      en: 'the receiver’s key is not among the recipients',
    },
    'package-sealing-row': {
      zh: '封包记录与报送包不符（{field}）',
      en: 'the sealing row does not fit the package ({field})',
    },
    'package-read-back': {
      zh: '封包后回读未通过（{check}），请重新封包',
      en: 'reading back failed ({check}); seal again',
    },
    'package-exists': { zh: '同名报送包已存在：{name}', en: 'a package of this name exists: {name}' },
    'ledger-fork': {
      zh: '留痕与上次回执不相接（分叉或回退）',
      en: 'the ledger does not extend the last receipted head',
    },
    'receipt-malformed': { zh: '回执格式不符（{path}）', en: 'the receipt is not well formed ({path})' },
    'receipt-incomplete': {
      zh: '回执不完整或次序不符（{field}）',
      en: 'the receipt is incomplete or out of order ({field})',
    },
    'receipt-other-package': {
      zh: '回执对应另一个报送包（{field}）',
      en: 'the receipt is about another package ({field})',
    },
    'centre-keys-malformed': {
      zh: '中心密钥文件格式不符（{path}）',
      en: 'the centre’s key file is not well formed ({path})',
    },
    'centre-keys-older': {
      zh: '中心密钥文件版本 {found} 不高于现用版本 {current}',
      en: 'the key file has version {found}, {current} is in force',
    },
    'centre-keys-root-unknown': {
      zh: '中心密钥文件的根密钥与纸面指纹或现用密钥不符',
      en: 'the root key is not the one on paper or in force',
    },
    'copy-differs': {
      zh: '复制后回读不一致，请更换存储介质：{file}',
      en: 'the copy reads back differently; use another drive: {file}',
    },
  };

/** The words of a refusal in one language, with its facts filled in. */
export function formatRefusalText(
  refusal: {
    readonly code: FormatRefusalCode;
    readonly facts: Readonly<Record<string, string | number>>;
  },
  language: 'zh' | 'en',
): string {
  return formatWords[refusal.code][language].replaceAll(/\{(\w+)\}/gu, (_match, fact: string) =>
    String(refusal.facts[fact] ?? '—'),
  );
}
