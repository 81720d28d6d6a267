import * as XLSX from 'xlsx';
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

/** A marking machine's export: by ticket number, total and parts. */
export function machineExport(
  marks: readonly {
    readonly ticketNumber: string;
    readonly name: string;
    readonly scoreHundredths: number | null;
  }[],
): { readonly name: string; readonly bytes: Uint8Array } {
  const rows = marks.map(({ ticketNumber, name, scoreHundredths }) => [
    ticketNumber,
    name,
    scoreHundredths === null ? '' : String(scoreHundredths / 100),
    scoreHundredths === null ? '缺考' : '',
  ]);
  return {
    name: '读卡导出.xlsx',
    bytes: workbook('cj', [['准考证号', '姓名', '总分', '缺考标记'], ...rows]),
  };
}

function workbook(sheetName: string, cells: readonly (readonly string[])[]): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(cells.map((row) => [...row])), sheetName);
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}
