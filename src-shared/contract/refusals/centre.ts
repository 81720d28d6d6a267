import type { RefusalTable } from './table.ts';

/** Words of what stands between a site and its centre: the network's failures and the centre's own problem codes. */
export const centreRefusals = {
  'centre-unreachable': {
    zh: {
      what: '联系不上市职鉴中心，没有送出新的内容；报送包仍完好地在本机。',
      wayOut: '请检查网络后再试，已送出的部分不必重传；也可用移动介质报送。',
    },
    en: {
      what: 'The centre cannot be reached; nothing more was sent. The package is safe on this machine.',
      wayOut: 'Check the network and try again: what was sent is not sent twice. A drive works as well.',
    },
  },
  'centre-busy': {
    zh: { what: '市职鉴中心正忙，没有送完；已送出的部分保留。', wayOut: '请过几分钟再试，会从中断处继续。' },
    en: {
      what: 'The centre is busy; it was not sent to the end, and what was sent is kept.',
      wayOut: 'Try again in a few minutes; it goes on where it stopped.',
    },
  },
  'centre-answer-invalid': {
    zh: {
      what: '所登记地址的答复不像市职鉴中心，没有采用。',
      wayOut: '请核对登记的地址；中间有网络认证页面的，先完成认证。',
    },
    en: {
      what: 'The answer from the enrolled address is not a centre’s; it was not used.',
      wayOut: 'Check the address; if the network asks for a sign-in of its own, do that first.',
    },
  },
  'host-not-ours': {
    zh: {
      what: '市职鉴中心不认这个地址，没有收下。',
      wayOut: '请向中心核对报送地址，在「系统设置」中改正。',
    },
    en: {
      what: 'The centre does not answer to this address; nothing was taken.',
      wayOut: 'Ask the centre for its address and correct it under System.',
    },
  },
  'origin-not-ours': {
    zh: { what: '市职鉴中心不接受从别的网页来的请求，没有收下。', wayOut: '请在考点程序中报送。' },
    en: {
      what: 'The centre takes no requests from other pages; nothing was taken.',
      wayOut: 'Send it from the site program.',
    },
  },
  'method-not-allowed': {
    zh: { what: '市职鉴中心不支持这种操作，没有收下。', wayOut: '两边的程序版本可能不同，请告诉技术员。' },
    en: {
      what: 'The centre does not offer this; nothing was taken.',
      wayOut: 'The two programs may be of different versions: tell the technician.',
    },
  },
  'too-large': {
    zh: {
      what: '内容超过可以接收的大小，没有收下。',
      wayOut: '请告诉技术员；报送包过大的，改用移动介质报送。',
    },
    en: {
      what: 'This is larger than can be taken; nothing was taken.',
      wayOut: 'Tell the technician; a package that is too large goes on a drive.',
    },
  },
  internal: {
    zh: {
      what: '市职鉴中心那边出错，没有收下；报送包仍完好地在本机。',
      wayOut: '请稍后再试；若再次出现，请联系市职鉴中心。',
    },
    en: {
      what: 'Something failed at the centre; nothing was taken. The package is safe on this machine.',
      wayOut: 'Try again later; if it happens again, call the centre.',
    },
  },
  'token-missing': {
    zh: {
      what: '没有带上传凭证，市职鉴中心没有收下。',
      wayOut: '请在「系统设置」中重新登记中心发给的上传凭证。',
    },
    en: {
      what: 'The upload token was not sent; the centre took nothing.',
      wayOut: 'Enter the token from the centre again under System.',
    },
  },
  'token-unknown': {
    zh: {
      what: '市职鉴中心不认这个上传凭证，没有收下。',
      wayOut: '请向中心索取新的凭证，在「系统设置」中登记。',
    },
    en: {
      what: 'The centre does not know this upload token; it took nothing.',
      wayOut: 'Ask the centre for a new one and enter it under System.',
    },
  },
  'institution-differs': {
    zh: {
      what: '上传凭证属于另一机构，市职鉴中心没有收下。',
      wayOut: '请核对机构备案码，向中心索取本机构的凭证。',
    },
    en: {
      what: 'The upload token belongs to another institution; the centre took nothing.',
      wayOut: 'Check the institution code and ask the centre for your own token.',
    },
  },
  'metadata-invalid': {
    zh: {
      what: '市职鉴中心看不懂报送包的说明，没有收下。',
      wayOut: '两边的程序版本可能不同，请告诉技术员；可改用移动介质报送。',
    },
    en: {
      what: 'The centre cannot read what was said about the package; it took nothing.',
      wayOut: 'The two programs may be of different versions: tell the technician, or use a drive.',
    },
  },
  'signer-not-valid': {
    zh: {
      what: '本考点的签名密钥此时在市职鉴中心无效，没有收下。',
      wayOut: '请联系市职鉴中心核对本机构的密钥和有效期。',
    },
    en: {
      what: 'This site’s key is not valid at the centre now; nothing was taken.',
      wayOut: 'Ask the centre about your institution’s key and its dates.',
    },
  },
  'hash-differs': {
    zh: {
      what: '市职鉴中心收到的内容与报送包不同，没有收下；本机的报送包未动。',
      wayOut: '请重新上传；再次出现的，改用移动介质报送。',
    },
    en: {
      what: 'What the centre received is not the package; it was not taken. The package here is untouched.',
      wayOut: 'Upload it again; if it happens again, use a drive.',
    },
  },
  'package-replayed': {
    zh: {
      what: '市职鉴中心早已收到过同样的内容，名称不同，没有再收。',
      wayOut: '请核对要报送的是哪一版；需要时重新封装。',
    },
    en: {
      what: 'The centre has these very bytes under another name; they were not taken again.',
      wayOut: 'Check which revision is to be handed in; seal again if needed.',
    },
  },
  'checksum-mismatch': {
    zh: { what: '传送途中有一段损坏，这一段没有收下。', wayOut: '请再试一次，会从中断处继续。' },
    en: {
      what: 'A piece was damaged on its way; that piece was not taken.',
      wayOut: 'Try again; it goes on where it stopped.',
    },
  },
  'checksum-invalid': {
    zh: { what: '市职鉴中心不认这种校验方式，没有收下。', wayOut: '两边的程序版本可能不同，请告诉技术员。' },
    en: {
      what: 'The centre does not know this kind of checksum; nothing was taken.',
      wayOut: 'The two programs may be of different versions: tell the technician.',
    },
  },
  'offset-differs': {
    zh: {
      what: '两边记录的上传进度不同，没有继续传送；已收到的部分保留。',
      wayOut: '请再试一次，会按中心的进度继续。',
    },
    en: {
      what: 'The two sides disagree how far the upload has come; what was received is kept.',
      wayOut: 'Try again; it goes on from where the centre stands.',
    },
  },
  'upload-unknown': {
    zh: { what: '市职鉴中心没有这次上传的记录。', wayOut: '请重新上传。' },
    en: { what: 'The centre knows no such upload.', wayOut: 'Upload it again.' },
  },
  'upload-expired': {
    zh: { what: '上传中断太久，市职鉴中心已清除收到的部分；本机的报送包未动。', wayOut: '请从头重新上传。' },
    en: {
      what: 'The upload rested too long and the centre removed what it had. The package here is untouched.',
      wayOut: 'Upload it again from the start.',
    },
  },
  'upload-interrupted': {
    zh: { what: '上传中断；已收到的部分保留。', wayOut: '请再试一次，会从中断处继续。' },
    en: {
      what: 'The upload was interrupted; what was received is kept.',
      wayOut: 'Try again; it goes on where it stopped.',
    },
  },
  'tus-version': {
    zh: {
      what: '市职鉴中心使用另一版本的上传方式，没有收下。',
      wayOut: '请告诉技术员；可改用移动介质报送。',
    },
    en: {
      what: 'The centre speaks another version of uploads; nothing was taken.',
      wayOut: 'Tell the technician; a drive works as well.',
    },
  },
  'tus-invalid': {
    zh: { what: '市职鉴中心看不懂这次上传，没有收下。', wayOut: '请再试一次；再次出现的，请告诉技术员。' },
    en: {
      what: 'The centre cannot read this upload; nothing was taken.',
      wayOut: 'Try again; if it happens again, tell the technician.',
    },
  },
  'storage-full': {
    zh: {
      what: '市职鉴中心的存储空间已满，没有收下；报送包仍完好地在本机。',
      wayOut: '请联系市职鉴中心；可改用移动介质报送。',
    },
    en: {
      what: 'The centre has no room left; nothing was taken. The package is safe on this machine.',
      wayOut: 'Call the centre; a drive works as well.',
    },
  },
} satisfies RefusalTable;
