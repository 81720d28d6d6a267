import type { RubricItem, RubricModule } from '#shared/contract/commands/practical.ts';

function item(
  no: number,
  content: string,
  point: string,
  full: number,
  rule: string,
  kind: RubricItem['kind'],
  vetoEnds: RubricItem['vetoEnds'] = null,
): RubricItem {
  return { no, content, point, fullHundredths: full * 100, rule, kind, vetoEnds };
}

/** A made-up rubric in the usual shape: two modules (70 % and 30 %) and all four kinds of items. */
export const demoRubric: readonly RubricModule[] = [
  {
    no: 1,
    title: '零件加工与装调',
    code: 'Y-01',
    weightPercent: 70,
    minutes: 180,
    items: [
      item(1, '主要尺寸一', '按图样公差', 15, '每超差 0.01 扣 3 分', 'measured'),
      item(2, '主要尺寸二', '按图样公差', 15, '每超差 0.01 扣 3 分', 'measured'),
      item(3, '形位公差', '≤0.04', 12, '超差 0.01 扣 4 分', 'measured'),
      item(4, '表面质量', 'Ra 3.2', 10, '每降一级扣 5 分', 'measured'),
      item(5, '工艺安排', '合理、完整', 18, '酌情扣分', 'judged'),
      item(6, '外观与去毛刺', '无磕碰、无毛刺', 10, '每处扣 2 分', 'judged'),
      item(7, '设备使用与维护', '规范', 8, '酌情扣分', 'observed'),
      item(8, '工具量具使用', '规范', 8, '酌情扣分', 'observed'),
      item(9, '安全文明生产', '无违章', 4, '发生重大事故取消考试资格', 'veto', 'subject'),
    ],
  },
  {
    no: 2,
    title: '程序编制与校验',
    code: 'Y-02',
    weightPercent: 30,
    minutes: 60,
    items: [
      item(1, '方案与步骤', '正确', 40, '每处错误扣 5 分', 'judged'),
      item(2, '校验过程', '独立完成', 30, '每错一次扣 5 分', 'observed'),
      item(3, '结果记录', '完整清楚', 20, '缺一项扣 5 分', 'judged'),
      item(4, '操作规范', '规范', 10, '撞刀取消本题成绩，其余酌情扣分', 'veto', 'module'),
    ],
  },
];
