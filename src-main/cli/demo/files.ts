import { workbook } from '../../core/demo/markFile.ts';
import { madeUpPeople } from '../../core/demo/people.ts';

const peopleCount = 60;

/** A roster as a school sends it, of made-up people: used when no file is given. */
export function madeUpRoster(): { readonly name: string; readonly bytes: Uint8Array } {
  const people = madeUpPeople(peopleCount, 20_261_124, ['2023级数控1班', '2023级数控2班']);
  const rows = people.map((person, index) => [
    String(index + 1),
    person.name,
    person.sex === 'male' ? '男' : '女',
    person.documentNumber,
    person.className,
    person.studentNumber,
    '车工',
    '6-18-01-01',
    '三级/高级工',
  ]);
  const cells = [
    ['技能等级认定报名名册（演示，人员均为虚构）'],
    ['序号', '姓名', '性别', '身份证号', '班级', '学号', '职业', '职业编码', '等级'],
    ...rows,
  ];
  return { name: '演示名册.xlsx', bytes: workbook('名册', cells) };
}
