import type { Person } from './desk.ts';

/** The made-up staff of the site, each with the roles as the screen names them. */
export const chief: Person = { login: 'zhukao', name: '周主考' };
export const registrar: Person = { login: 'kaowu', name: '吴考务' };
export const leadExaminer: Person = { login: 'zuzhang', name: '郑组长' };
export const markEntry: Person = { login: 'dengfen', name: '冯登分' };
export const invigilators: readonly Person[] = ['一', '二', '三', '四'].map((number, at) => ({
  login: `jk${at + 1}`,
  name: `监考${number}号`,
}));
export const examiners: readonly [Person, Person] = [
  { login: 'kp1', name: '考评一号' },
  { login: 'kp2', name: '考评二号' },
];
export const measurers: readonly [Person, Person] = [
  { login: 'jc1', name: '检测一号' },
  { login: 'jc2', name: '检测二号' },
];

/** Everybody whom the chief adds, with the role to tick. */
export const staff: readonly (Person & { readonly role: string })[] = [
  { ...registrar, role: '考务员' },
  ...invigilators.map((one) => ({ ...one, role: '监考员' })),
  { ...leadExaminer, role: '考评组长' },
  ...examiners.map((one) => ({ ...one, role: '考评员' })),
  ...measurers.map((one) => ({ ...one, role: '检测员' })),
  { ...markEntry, role: '登分员' },
];
