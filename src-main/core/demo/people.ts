import { checkCharacter } from '#shared/domain/idNumber.ts';
import { seededRandom } from '#shared/domain/seating.ts';
import type { Sex } from '#shared/domain/idNumber.ts';

/** A made-up person: no such number is in use, the names are drawn from lists. */
export interface MadeUpPerson {
  readonly name: string;
  readonly documentNumber: string;
  readonly sex: Sex;
  readonly birthDate: string;
  readonly className: string;
  readonly studentNumber: string;
}

const surnames = '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜谢邹喻柏水窦章';
const givenNames = [
  '子涵',
  '雨桐',
  '浩然',
  '思远',
  '嘉宁',
  '一鸣',
  '书瑶',
  '明轩',
  '若溪',
  '俊杰',
  '晓彤',
  '天佑',
  '欣怡',
  '泽宇',
  '梓萱',
  '博文',
  '静怡',
  '睿',
  '航',
  '悦',
  '志强',
  '佳琪',
  '宇航',
  '诗涵',
  '凯',
  '婷',
];
/** Codes of districts; the numbers made of them are checked but nobody's. */
const districts = ['500101', '500103', '500105', '500107', '500112', '500113', '500230', '500235'];

/** `count` made-up people of one year, the same for the same seed; no number twice. */
export function madeUpPeople(
  count: number,
  seed: number,
  classes: readonly string[],
): readonly MadeUpPerson[] {
  const random = seededRandom(seed);
  const draw = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error('an empty list');
    return item;
  };
  const numbers = new Set<string>();
  const people: MadeUpPerson[] = [];
  while (people.length < count) {
    const index = people.length;
    const month = 1 + Math.floor(random() * 12);
    const day = 1 + Math.floor(random() * 28);
    const birth = `${random() < 0.5 ? 2007 : 2008}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
    const serial = String(100 + Math.floor(random() * 900));
    const first17 = `${draw(districts)}${birth}${serial}`;
    const documentNumber = first17 + checkCharacter(first17);
    const name = draw([...surnames]) + draw(givenNames);
    if (numbers.has(documentNumber)) continue;
    numbers.add(documentNumber);
    people.push({
      name,
      documentNumber,
      sex: Number(serial.at(-1)) % 2 === 1 ? 'male' : 'female',
      birthDate: `${birth.slice(0, 4)}-${birth.slice(4, 6)}-${birth.slice(6)}`,
      className: classes[index % classes.length] ?? '',
      studentNumber: `2023${String(seed % 100).padStart(2, '0')}${String(index + 1).padStart(4, '0')}`,
    });
  }
  return people;
}
