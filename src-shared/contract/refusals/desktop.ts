import type { RefusalTable } from './table.ts';

/** Words of what the desktop window's own functions (print, folders, drives, saving) could not do. */
export const desktopRefusals = {
  cancelled: {
    zh: { what: '已取消，没有改动。', wayOut: '需要时请再办理一次。' },
    en: { what: 'Given up; nothing was changed.', wayOut: 'Do it again when it is needed.' },
  },
  failed: {
    zh: { what: '打印或保存没有成功；记录不受影响。', wayOut: '请检查打印机或所选位置，再试一次。' },
    en: {
      what: 'Printing or saving did not work; no record is affected.',
      wayOut: 'Check the printer or the place that was chosen, and try again.',
    },
  },
  'not-writable': {
    zh: {
      what: '所选文件夹不能写入：{path}。没有写入任何文件。',
      wayOut: '请检查介质是否写保护，或换一个文件夹。',
    },
    en: {
      what: 'The folder cannot be written: {path}. No file was written.',
      wayOut: 'Check whether the drive is write-protected, or pick another folder.',
    },
  },
  'not-picked': {
    zh: { what: '只能弹出刚才选过的移动介质，没有弹出。', wayOut: '请先选择该介质上的文件夹。' },
    en: {
      what: 'Only a drive that was picked before can be ejected; nothing was ejected.',
      wayOut: 'Pick a folder on that drive first.',
    },
  },
  'not-a-drive': {
    zh: { what: '所选位置不在移动介质上，没有弹出。', wayOut: '无须弹出；文件已在所选的文件夹。' },
    en: {
      what: 'That place is not on a removable drive; nothing was ejected.',
      wayOut: 'There is nothing to eject; the files are in the folder.',
    },
  },
  'in-use': {
    zh: {
      what: '移动介质正被使用，没有弹出。请先不要拔出。',
      wayOut: '请关闭打开着该介质文件的窗口，再弹出一次。',
    },
    en: {
      what: 'The drive is in use and was not ejected. Do not pull it out yet.',
      wayOut: 'Close what has files of it open, then eject it again.',
    },
  },
  'no-tool': {
    zh: { what: '系统没有弹出介质的工具，没有弹出。', wayOut: '请用系统的「安全删除硬件」弹出后再拔。' },
    en: {
      what: 'The system has no tool to eject drives; nothing was ejected.',
      wayOut: 'Eject it by the system’s own means before pulling it out.',
    },
  },
} satisfies RefusalTable;
