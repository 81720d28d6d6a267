import type { RefusalTable } from './table.ts';

/** Words of what opening, founding and leaving a site refuse. */
export const siteRefusals = {
  'site-busy': {
    zh: { what: '考点正在打开或建立，这一次没有重复执行。', wayOut: '请稍候，完成后页面会自动更新。' },
    en: {
      what: 'The site is being opened or set up; it was not done twice.',
      wayOut: 'Wait a moment; the page follows by itself.',
    },
  },
  'site-founded-already': {
    zh: {
      what: '这台电脑上已有考点，没有新建，原有内容未动。',
      wayOut: '请打开已有的考点；要另建考点，请换一个资料文件夹。',
    },
    en: {
      what: 'There is a site on this machine already; none was made and nothing was touched.',
      wayOut: 'Open the site that exists; another site needs another folder.',
    },
  },
  'site-not-founded': {
    zh: { what: '这里还没有建立考点，没有改动。', wayOut: '请先完成「建立考点」。' },
    en: { what: 'No site has been set up here; nothing was changed.', wayOut: 'Set up the site first.' },
  },
  'site-not-open': {
    zh: { what: '考点还没有打开，没有改动。', wayOut: '请先用口令或恢复密钥打开考点。' },
    en: {
      what: 'The site is not open; nothing was changed.',
      wayOut: 'Open it with the passphrase or the recovery key first.',
    },
  },
  'site-open-already': {
    zh: { what: '考点已经打开，没有进入演示。', wayOut: '请先关闭程序；演示须在没有打开考点时进入。' },
    en: {
      what: 'A site is open; the demonstration was not started.',
      wayOut: 'Close the program first; the demonstration starts when no site is open.',
    },
  },
  'not-a-demonstration': {
    zh: { what: '现在不是演示考点，没有改动。', wayOut: '请用自己的登录名和密码登录。' },
    en: {
      what: 'This is no demonstration; nothing was changed.',
      wayOut: 'Sign in with your own name and password.',
    },
  },
  'key-wrong': {
    zh: {
      what: '口令或恢复密钥不对，考点没有打开，内容未动。',
      wayOut: '请对照恢复密钥单逐组核对；注意大小写键与输入法。',
    },
    en: {
      what: 'Passphrase or recovery key is wrong; the site stays closed and untouched.',
      wayOut: 'Compare it group by group with the recovery sheet; look at Caps Lock and the input method.',
    },
  },
  // Before there is a site to show: the launcher shows these.
  'site-locked': {
    zh: { what: '这个考点正被另一个窗口或程序使用，没有重复打开。', wayOut: '请先关闭另一个程序，再打开。' },
    en: {
      what: 'Another program works on this site; it was not opened twice.',
      wayOut: 'Close the other program, then open it again.',
    },
  },
  'data-folder': {
    zh: {
      what: '考点的资料文件夹不能读写：{folder}。内容未动。',
      wayOut: '请检查磁盘是否已满、文件夹是否可写，再重新启动。',
    },
    en: {
      what: 'The folder of the site cannot be read or written: {folder}. Nothing was touched.',
      wayOut: 'Check whether the disk is full and the folder writable, then start again.',
    },
  },
  'sqlite-too-old': {
    zh: {
      what: '程序的存储组件过旧（{version}），为避免丢失记录没有启动。',
      wayOut: '请重新安装完整的考点程序，资料不会丢失。',
    },
    en: {
      what: 'The program’s storage part is too old ({version}); it did not start, so that no record is lost.',
      wayOut: 'Install the whole program again; nothing is lost by that.',
    },
  },
  'port-taken': {
    zh: {
      what: '网络端口 {port} 已被别的程序占用，考点没有启动。',
      wayOut: '请关闭占用的程序，或换一个端口。',
    },
    en: {
      what: 'Port {port} is used by another program; the site did not start.',
      wayOut: 'Close that program or choose another port.',
    },
  },
  'files-changed': {
    zh: {
      what: '程序文件 {file} 与发布时不同，为安全起见没有启动。',
      wayOut: '请从可靠的来源重新安装；资料不受影响。',
    },
    en: {
      what: 'The program’s file {file} differs from the released one; it did not start.',
      wayOut: 'Install again from a source you trust; what was saved is safe.',
    },
  },
  'keys-damaged': {
    zh: {
      what: '密钥文件已损坏，考点没有打开，资料原样保留在「{folder}」。',
      wayOut: '请不要新建考点；把备份里的密钥文件复制回来，或联系技术支持。',
    },
    en: {
      what: 'The keys file is damaged; the site was not opened and its data stays untouched in “{folder}”.',
      wayOut: 'Do not set up a new site; copy the keys file back from the back-ups, or ask for support.',
    },
  },
  'database-damaged': {
    zh: {
      what: '上次没有正常关闭，检查发现数据文件已损坏；考点没有打开，资料原样保留在「{folder}」。',
      wayOut: '请从「backups」文件夹里最近的备份恢复，或联系技术支持；不要删除任何文件。',
    },
    en: {
      what: 'The site was not closed properly and its data file does not pass the check; nothing was opened or changed in “{folder}”.',
      wayOut: 'Restore the newest copy from the folder “backups”, or ask for support; delete nothing.',
    },
  },
  'database-newer': {
    zh: {
      what: '这份考点资料是更新版本的考点保存的，没有打开，也没有改动。',
      wayOut: '请安装更新版本的考点后再打开。',
    },
    en: {
      what: 'This site was kept by a newer Kaodian; it was not opened or changed.',
      wayOut: 'Install the newer version and open it again.',
    },
  },
  'ledger-ends-early': {
    zh: {
      what: '操作留痕缺少末尾若干条，与已签名的检查点不符；考点没有打开，资料原样保留在「{folder}」。',
      wayOut: '请从「backups」文件夹里最近的备份恢复，并向中心说明；不要删除任何文件。',
    },
    en: {
      what: 'Rows at the end of the ledger are missing, against a signed checkpoint; nothing was opened or changed in “{folder}”.',
      wayOut: 'Restore the newest copy from the folder “backups” and tell the centre; delete nothing.',
    },
  },
} satisfies RefusalTable;
