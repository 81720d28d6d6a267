import type { RefusalTable } from './table.ts';

/** Words of what filing an occupation and enrolling the centre refuse. */
export const institutionRefusals = {
  'occupation-unknown': {
    zh: {
      what: '职业分类大典（{edition} 年版）中没有编码 {code}，没有保存。',
      wayOut: '请核对职业编码和大典版本，或从列表中选择。',
    },
    en: {
      what: 'The dictionary of occupations ({edition}) has no code {code}; nothing was saved.',
      wayOut: 'Check code and edition, or choose from the list.',
    },
  },
  'occupation-licensed': {
    zh: {
      what: '「{name}」属于准入类职业资格（{className}），不得开展技能等级认定，没有保存。',
      wayOut: '请去掉该职业。依据：{basis}。',
    },
    en: {
      what: '“{name}” is a licensed occupation ({className}) and must not be certified here; nothing was saved.',
      wayOut: 'Take this occupation out. Basis: {basis}.',
    },
  },
  'centre-knows-not-this-site': {
    zh: {
      what: '市职鉴中心的密钥文件里没有本机构（{code}），没有登记。',
      wayOut: '请核对机构备案码，并向市职鉴中心索取包含本机构的密钥文件。',
    },
    en: {
      what: 'The centre’s key file does not name this institution ({code}); it was not enrolled.',
      wayOut: 'Check the institution code and ask the centre for a key file that names it.',
    },
  },
  'address-malformed': {
    zh: {
      what: '市职鉴中心的地址不正确：{address}。没有登记。',
      wayOut: '地址形如 https://zhongxin.example:8443，后面不带路径；没有网络的可留空。',
    },
    en: {
      what: 'This is no address of a centre: {address}. It was not enrolled.',
      wayOut:
        'It looks like https://centre.example:8443 without a path; leave it empty when there is no network.',
    },
  },
} satisfies RefusalTable;
