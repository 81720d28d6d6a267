import type { Person, Player } from './player.ts';
import { joinMany } from './player.ts';
import type { Examiners } from './seating.ts';

/** The made-up people of the demonstration site, by duty. */
export interface Staff extends Examiners {
  readonly registrar: Person;
  readonly invigilators: readonly Person[];
  readonly markEntry: Person;
  readonly markVerifier: Person;
  readonly supervisor: Person;
  readonly technician: Person;
}

const invigilators = ['何建国', '罗丹', '汪洋', '彭丽', '谢军', '田甜', '秦川', '孟洁'];

/** Adds everybody. */
export async function gatherStaff(player: Player): Promise<Staff> {
  return {
    registrar: await player.joins('registrar', '林静', ['registrar']),
    invigilators: await joinMany(player, 'jk', invigilators, ['invigilator']),
    leads: await joinMany(player, 'zz', ['段志刚', '贾鹏'], ['leadExaminer', 'examiner']),
    examiners: await joinMany(player, 'kp', ['石岩', '史红梅', '卢涛', '邵敏'], ['examiner']),
    measurers: await joinMany(player, 'jc', ['沈刚', '万芳', '郝强', '常秀'], ['measurer']),
    markEntry: await player.joins('dengfen', '唐怡', ['markEntry']),
    markVerifier: await player.joins('hefen', '夏雪', ['markVerifier', 'markEntry']),
    supervisor: await player.joins('dudao', '贺新民', ['supervisor']),
    technician: await player.joins('jishu', '邓辉', ['technician']),
  };
}
