import type { RefusalTable } from './table.ts';

/** Words of what sealing, handing over and receipts refuse. */
export const packagesRefusals = {
  'preflight-open': {
    zh: { what: '封装前的准备还没有完成，没有封装：{lines}。', wayOut: '请按清单逐项办理后再封装。' },
    en: {
      what: 'The package is not ready to be sealed: {lines}. Nothing was sealed.',
      wayOut: 'Settle the open lines of the list, then seal.',
    },
  },
  'sealing-under-way': {
    zh: { what: '本批次正在封装，没有重复开始。', wayOut: '请等封装完成；中断的会自动继续。' },
    en: {
      what: 'This batch is being sealed; it was not started twice.',
      wayOut: 'Wait for it to finish; an interrupted sealing goes on by itself.',
    },
  },
  'package-awaits-receipt': {
    zh: {
      what: '第 {revision} 版已经封装，没有另封新版。',
      wayOut: '请先报送这一版并取得回执；被退回修改的才能封装下一版。',
    },
    en: {
      what: 'Revision {revision} is sealed; no new one was made.',
      wayOut: 'Hand this one in and get its receipt; the next revision follows a return only.',
    },
  },
  'package-unknown': {
    zh: { what: '没有找到这个报送包，没有改动。', wayOut: '请刷新页面，重新选择。' },
    en: {
      what: 'There is no such package; nothing was changed.',
      wayOut: 'Reload the page and choose again.',
    },
  },
  'package-not-sealed': {
    zh: { what: '报送包还没有封装完成，没有改动。', wayOut: '请等封装完成后再办理。' },
    en: { what: 'The package is not sealed yet; nothing was changed.', wayOut: 'Wait until it is sealed.' },
  },
  'package-sealed-already': {
    zh: { what: '报送包已经封装，没有重复封装。', wayOut: '请直接写入介质或上传。' },
    en: {
      what: 'The package is sealed already; it was not sealed twice.',
      wayOut: 'Write it to a drive or upload it.',
    },
  },
  'work-under-way': {
    zh: { what: '这个报送包正在处理，没有重复开始。', wayOut: '请等这一步完成。' },
    en: {
      what: 'Work on this package is under way; it was not started twice.',
      wayOut: 'Wait for this step to finish.',
    },
  },
  'centre-not-enrolled': {
    zh: { what: '还没有登记市职鉴中心的密钥，没有办理。', wayOut: '请考点负责人在「系统设置」中登记。' },
    en: {
      what: 'The centre’s keys are not enrolled; this was not done.',
      wayOut: 'Let the chief enrol them under System.',
    },
  },
  'centre-not-connected': {
    zh: {
      what: '没有登记市职鉴中心的网络地址或上传凭证，没有联网。',
      wayOut: '请用移动介质报送，或在「系统设置」中补登地址和凭证。',
    },
    en: {
      what: 'The centre’s address or upload token is not enrolled; nothing went over the network.',
      wayOut: 'Hand the package in on a drive, or enter address and token under System.',
    },
  },
  'folder-not-absolute': {
    zh: { what: '这不是完整的文件夹位置：{folder}。没有写入。', wayOut: '请用「选择文件夹」选取移动介质。' },
    en: {
      what: 'This is no full path of a folder: {folder}. Nothing was written.',
      wayOut: 'Pick the drive with the folder button.',
    },
  },
  'folder-missing': {
    zh: { what: '找不到文件夹 {folder}，没有写入。', wayOut: '请插好移动介质，重新选择文件夹。' },
    en: {
      what: 'The folder {folder} is not there; nothing was written.',
      wayOut: 'Plug the drive in and pick the folder again.',
    },
  },
  'folder-full': {
    zh: { what: '{folder} 的空间不够，需要 {needed}，没有写入。', wayOut: '请腾出空间或换一个移动介质。' },
    en: {
      what: '{folder} has too little room, {needed} are needed; nothing was written.',
      wayOut: 'Make room or take another drive.',
    },
  },
  'folder-write-failed': {
    zh: {
      what: '写入 {folder} 时出错，没有写成；报送包仍完好地在本机。',
      wayOut: '请检查介质是否写保护、是否拔出，再试一次或换一个介质。',
    },
    en: {
      what: 'Writing to {folder} failed; the package is safe on this machine.',
      wayOut: 'Check whether the drive is write-protected or was pulled out; try again or take another one.',
    },
  },
  'copy-differs': {
    zh: {
      what: '写入介质后回读不一致，这份副本已删除；报送包仍完好地在本机。',
      wayOut: '这个介质不可靠，请换一个再写。',
    },
    en: {
      what: 'What was read back from the drive differs; that copy was removed. The package is safe on this machine.',
      wayOut: 'Do not trust this drive; take another one.',
    },
  },
  'package-altered': {
    zh: {
      what: '本机上的报送包 {name} 与封装时不同，没有采用。',
      wayOut: '不要报送这一份。请告诉技术员，检查磁盘并从备份恢复。',
    },
    en: {
      what: 'The package {name} on this machine is not the one that was sealed; it was not used.',
      wayOut: 'Do not hand it in. Tell the technician to check the disk and restore the file.',
    },
  },
  'receipt-unreadable': {
    zh: { what: '{name} 不是回执文件，没有采用。', wayOut: '请选择市职鉴中心出具的回执和它的签名文件。' },
    en: {
      what: '{name} is no receipt; it was not used.',
      wayOut: 'Choose the centre’s receipt and its signature file.',
    },
  },
  'receipt-of-another-package': {
    zh: {
      what: '回执 {name} 对应的不是本机封装的报送包，没有采用。',
      wayOut: '请核对回执的机构和批次，向市职鉴中心索取正确的一份。',
    },
    en: {
      what: 'The receipt {name} is about a package that was not sealed here; it was not used.',
      wayOut: 'Check institution and batch, and ask the centre for the right one.',
    },
  },
} satisfies RefusalTable;
