/** The least characters of a password that is no row of shipped words. */
export const shortestPassword = 10;
/** So many of the shipped words are a password too, however short. */
export const wordsInPassword = 4;

const firsts = [
  'qing',
  'hong',
  'lan',
  'bai',
  'da',
  'xiao',
  'lao',
  'xin',
  'chun',
  'xia',
  'qiu',
  'dong',
  'jin',
  'yin',
  'mu',
  'shi',
];
const seconds = [
  'shan',
  'shui',
  'feng',
  'yun',
  'yu',
  'he',
  'hu',
  'qiao',
  'che',
  'chuan',
  'deng',
  'men',
  'shu',
  'hua',
  'niao',
  'ma',
];

/** The shipped words, made of syllables that every keyboard types: 256, so that four drawn by lot are 32 bits. */
export const passwordWords: readonly string[] = firsts.flatMap((first) =>
  seconds.map((second) => first + second),
);

/** What everybody tries first; compared without capitals, blanks and signs. */
const common: ReadonlySet<string> = new Set([
  'password',
  'passw0rd',
  'admin',
  'administrator',
  'letmein',
  'welcome',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'iloveyou',
  'woaini',
  'woaizhongguo',
  'mima',
  'wodemima',
  'kaodian',
  'demo',
  'test',
]);
const rows = [
  '0123456789012345',
  '1234567890123456',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb',
];

/** Why a password is not taken: too short, or one that is tried first; null when it is taken. `loginName`: whose it would be. */
export function passwordFault(password: string, loginName = ''): 'short' | 'common' | null {
  const typed = password.normalize('NFKC').trim().toLowerCase();
  const words = typed.split(/[\s-]+/).filter((word) => word !== '');
  if (words.length >= wordsInPassword && words.every((word) => passwordWords.includes(word)))
    return new Set(words).size >= wordsInPassword ? null : 'common';
  if ([...typed].length < shortestPassword) return 'short';
  return isCommon(typed.replaceAll(/[\s\p{P}\p{S}]/gu, ''), loginName.trim().toLowerCase()) ? 'common' : null;
}

function isCommon(plain: string, loginName: string): boolean {
  // One sign, or a short piece, over and over.
  if (/^(.{0,4}?)\1*$/su.test(plain)) return true;
  const bare = plain.replaceAll(/^\d+|\d+$/g, '');
  if (common.has(bare) || common.has(plain) || (bare === '' && isRow(plain))) return true;
  if (loginName.length >= 3 && bare === loginName) return true;
  return isRow(plain);
}

/** Keys or digits in a row, forwards or backwards. */
function isRow(plain: string): boolean {
  const backwards = [...plain].toReversed().join('');
  return rows.some((row) => row.includes(plain) || row.includes(backwards));
}

/** A password of shipped words. @param draw a whole number below its bound, by lot */
export function wordPassword(draw: (bound: number) => number): string {
  const drawn = new Set<string>();
  while (drawn.size < wordsInPassword) drawn.add(passwordWords[draw(passwordWords.length)] ?? '');
  return [...drawn].join('-');
}
