import type { EquipmentKind, Ownership } from '#shared/domain/equipment.ts';
import { compactText } from '#shared/domain/fullWidth.ts';
import { headingWords } from '../../spreadsheets/headings.ts';

/** What the columns of schools' asset sheets are called. */
export const assetHeadings = headingWords({
  sequence: ['序号', '编号', 'No'],
  assetNo: ['固定资产编号', '资产编号', '资产编码', '资产号', '固定资产编码', '设备编号', '资产卡片号'],
  name: ['名称', '设备名称', '资产名称', '仪器名称', '设施设备名称', '仪器设备名称', '物品名称'],
  kind: ['类别', '分类', '资产类别', '设备类别'],
  brand: ['品牌', '厂家', '生产厂家', '制造商', '生产商', '品牌厂家'],
  model: ['规格/型号', '规格型号', '型号规格', '型号', '规格', '型号/规格'],
  serial: ['出厂编号', '序列号', '机身号', '出厂号', 'SN'],
  count: ['数量', '台数', '件数', '台件数', '台套数', '账面数量', '实有数量'],
  unit: ['单位', '计量单位'],
  ownership: ['所有权归属', '所有权', '产权', '权属', '归属', '产权归属'],
  agreementEnd: ['协议到期', '协议到期日', '借用期至', '租用期至', '协议期至'],
  origin: ['来源', '取得方式', '经费来源'],
  acquired: ['购置日期', '取得日期', '启用日期', '购买日期', '购入日期', '购置时间'],
  place: ['存放地点', '存放位置', '使用地点', '放置地点', '地点', '位置', '安装地点'],
  calibrationDue: ['检定有效期', '校准有效期', '有效期至', '检定到期日', '检定有效期至', '校准到期日'],
  note: ['备注', '说明'],
});
export type AssetField = typeof assetHeadings extends ReadonlyMap<string, infer Field> ? Field : never;

/** What a thing is for, by its name: the first that fits. Goods that are used up come before machines (焊条, 焊机). */
const kindsByName: readonly (readonly [EquipmentKind, RegExp])[] = [
  ['consumable', /焊条|焊丝|毛坯|耗材|砂轮片|棒料|试件|切削液|保护气/],
  ['video', /摄像|录像|监控|拾音/],
  ['computer', /计算机|电脑|笔记本|服务器|阅读器|扫码|扫描|打印|不间断电源|交换机|阅卷|显示器|屏蔽/],
  ['gauge', /千分尺|卡尺|量具|环规|塞规|量规|百分表|千分表|量块|角尺|硬度计|万用表|兆欧表|样板|粗糙度/],
  ['safety', /灭火|防护|安全|护目|急救|应急/],
  ['furniture', /桌|椅|柜|凳|货架|工作台|白板/],
  ['machine', /床|机$|机床|中心|炉|举升|压力机|焊机|电源|实训台|装置|平台/],
];

/** Guesses what something is for; a tool, where the name says nothing else. */
export function kindOf(name: string): EquipmentKind {
  return kindsByName.find(([, form]) => form.test(name))?.[0] ?? 'tool';
}

/** Goods of which nobody keeps each piece by itself. */
export function isCounted(kind: EquipmentKind, count: number): boolean {
  return kind === 'consumable' || kind === 'furniture' || count > 200;
}

/** Whose it is, by what the sheet says; null when that says nothing known. Given by a company it is the school's own. */
export function ownershipOf(text: string): Ownership | null {
  const said = compactText(text);
  if (/合作|共建|共有/.test(said)) return 'shared';
  if (/租/.test(said)) return 'rented';
  if (/借/.test(said)) return 'borrowed';
  return /自有|学校|本校|捐赠|赠|国有|自购|自制/.test(said) ? 'own' : null;
}
