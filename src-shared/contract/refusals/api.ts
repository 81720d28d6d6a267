import type { RefusalTable } from './table.ts';

/** Words of what the API refuses before any capability is asked: sign-in, desks, uploads and downloads. */
export const apiRefusals = {
  'signed-out': {
    zh: { what: '登录已失效，此事没有办理。', wayOut: '请重新登录；已保存的内容不受影响。' },
    en: {
      what: 'Your sign-in has ended; this was not done.',
      wayOut: 'Sign in again; what was saved is safe.',
    },
  },
  'not-understood': {
    zh: { what: '填写的内容不符合要求，没有改动任何记录。', wayOut: '请核对各栏后再试。' },
    en: {
      what: 'Something that was filled in does not fit; no record was changed.',
      wayOut: 'Check each field and try again.',
    },
  },
  'not-found': {
    zh: {
      what: '没有找到要办理的内容，没有改动任何记录。',
      wayOut: '请刷新页面再试；仍不行的，请告诉技术员。',
    },
    en: {
      what: 'What was asked for is not there; no record was changed.',
      wayOut: 'Reload the page and try again, or tell the technician.',
    },
  },
  unexpected: {
    zh: {
      what: '考点程序遇到意外情况，此事没有办成；已保存的内容不受影响。',
      wayOut: '请再试一次；若再次出现，请告诉技术员。',
    },
    en: {
      what: 'The site program met something unexpected; this was not done. What was saved is safe.',
      wayOut: 'Try again; if it happens again, tell the technician.',
    },
  },
  'disk-full': {
    zh: {
      what: '主机磁盘已满，此事没有记录；已保存的内容不受影响。',
      wayOut: '请在主机上腾出空间后再提交一次。',
    },
    en: {
      what: 'The disk of the host is full; this was not recorded. What was saved is safe.',
      wayOut: 'Make room on the host, then send it again.',
    },
  },
  'desk-unknown': {
    zh: { what: '主机不认识这台设备，没有办理。', wayOut: '请用主机上新生成的进入链接重新打开。' },
    en: {
      what: 'The host does not know this device; nothing was done.',
      wayOut: 'Open it again by a new link made on the host.',
    },
  },
  'link-used': {
    zh: { what: '进入链接已用过或已过一分钟，没有进入。', wayOut: '请在主机上重新生成链接，一分钟内打开。' },
    en: {
      what: 'The link has been used or is older than a minute; it let nobody in.',
      wayOut: 'Make a new link on the host and open it within a minute.',
    },
  },
  'request-foreign': {
    zh: { what: '请求不是来自考点的页面，没有办理。', wayOut: '请直接打开考点的页面，不要从别的网页进入。' },
    en: {
      what: 'The request did not come from a page of the site; nothing was done.',
      wayOut: 'Open the site’s own page, not through another one.',
    },
  },
  'site-unreachable': {
    zh: {
      what: '与考点程序失去联系，没有得到答复。',
      wayOut: '您填写的内容仍在本页。连接恢复后再试一次；重复提交不会产生两条记录。',
    },
    en: {
      what: 'The site program did not answer.',
      wayOut:
        'What you typed is still on this page. Try again once the connection is back; sending it again makes no second record.',
    },
  },
  'core-not-ready': {
    zh: { what: '考点程序正在启动，没有得到答复。', wayOut: '请稍候；启动后页面会自动继续。' },
    en: {
      what: 'The site program is starting and did not answer.',
      wayOut: 'Wait a moment; the page goes on by itself.',
    },
  },
  'core-gone': {
    zh: {
      what: '考点程序中断了，没有得到答复；已保存的内容不受影响。',
      wayOut: '程序会自动重新启动，请稍后再试；重复提交不会产生两条记录。',
    },
    en: {
      what: 'The site program broke off and did not answer. What was saved is safe.',
      wayOut: 'It starts again by itself; try again then. Sending it again makes no second record.',
    },
  },
  'upload-malformed': {
    zh: { what: '文件没有完整送到，没有收下。', wayOut: '请重新选择文件再试一次。' },
    en: { what: 'The file did not arrive whole; it was not taken.', wayOut: 'Choose the file again.' },
  },
  'upload-gone': {
    zh: {
      what: '上传的文件已过期或没有传完，没有办理。',
      wayOut: '请重新选择文件；文件在主机上只等半小时。',
    },
    en: {
      what: 'The uploaded file is gone or not complete; nothing was done.',
      wayOut: 'Choose the file again; a file waits on the host for half an hour.',
    },
  },
  'uploads-full': {
    zh: {
      what: '主机上等待处理的文件太多，这个文件没有收下。',
      wayOut: '请先处理完已上传的文件，或过半小时再传。',
    },
    en: {
      what: 'Too many files wait on the host; this one was not taken.',
      wayOut: 'Finish the files that wait, or try again in half an hour.',
    },
  },
  'upload-refused': {
    zh: { what: '文件没有收下。', wayOut: '请重新选择文件再试一次。' },
    en: { what: 'The file was not taken.', wayOut: 'Choose the file again.' },
  },
  'download-gone': {
    zh: { what: '要下载的文件已过期。', wayOut: '请在页面上重新生成，再下载一次。' },
    en: { what: 'The file to download is gone.', wayOut: 'Make it again on the page and download it then.' },
  },
} satisfies RefusalTable;
