import type { Person, Script } from './script.ts';

/** The made-up people of the demonstration site, by duty. */
export interface Staff {
  readonly registrar: Person;
  readonly invigilators: readonly Person[];
  readonly leads: readonly Person[];
  readonly examiners: readonly Person[];
  readonly measurers: readonly Person[];
  readonly markEntry: Person;
  readonly markVerifier: Person;
  readonly supervisor: Person;
}

/** Adds everybody. */
export async function gatherStaff(script: Script): Promise<Staff> {
  const many = async (
    prefix: string,
    names: readonly string[],
    roles: Parameters<Script['join']>[2],
  ): Promise<Person[]> => {
    const joined: Person[] = [];
    for (const [index, name] of names.entries())
      joined.push(await script.join(`${prefix}${index + 1}`, name, roles));
    return joined;
  };
  return {
    registrar: await script.join('registrar', '林静', ['registrar']),
    invigilators: await many(
      'jk',
      ['何建国', '罗丹', '汪洋', '彭丽', '谢军', '田甜', '秦川', '孟洁'],
      ['invigilator'],
    ),
    leads: await many('zz', ['段志刚', '贾鹏'], ['leadExaminer', 'examiner']),
    examiners: await many('kp', ['石岩', '史红梅', '卢涛', '邵敏'], ['examiner']),
    measurers: await many('jc', ['沈刚', '万芳', '郝强', '常秀'], ['measurer']),
    markEntry: await script.join('dengfen', '唐怡', ['markEntry']),
    markVerifier: await script.join('hefen', '夏雪', ['markVerifier', 'markEntry']),
    supervisor: await script.join('dudao', '贺新民', ['supervisor']),
  };
}
