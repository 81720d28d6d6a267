import type { ThemeConfig } from 'antd';

/** Colours of the paper register. The same values stand as CSS variables in `base.css`. */
export const ink = {
  page: '#f7f6f2',
  paper: '#fdfcf9',
  shade: '#efece4',
  rule: '#ddd8cb',
  ruleStrong: '#b9b3a3',
  text: '#1f2328',
  textSoft: '#5a5a55',
  accent: '#234a7d',
  accentDark: '#17345a',
  accentWash: '#e6ecf4',
  good: '#24663f',
  warn: '#855400',
  bad: '#a32a22',
  idle: '#63625c',
} as const;

export const fontStack =
  '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "Segoe UI", sans-serif';

/** Ant Design in our own dress: paper, fine rules, no shadows to speak of. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: ink.accent,
    colorLink: ink.accent,
    colorInfo: ink.accent,
    colorSuccess: ink.good,
    colorWarning: ink.warn,
    colorError: ink.bad,
    colorText: ink.text,
    colorTextSecondary: ink.textSoft,
    colorTextTertiary: ink.textSoft,
    colorTextPlaceholder: '#6f6e68',
    colorTextDescription: ink.textSoft,
    colorBgLayout: ink.page,
    colorBgContainer: ink.paper,
    colorBgElevated: ink.paper,
    colorBorder: ink.ruleStrong,
    colorBorderSecondary: ink.rule,
    colorSplit: ink.rule,
    fontFamily: fontStack,
    fontSize: 14,
    borderRadius: 3,
    borderRadiusLG: 4,
    borderRadiusSM: 2,
    controlHeight: 32,
    wireframe: false,
    colorBgMask: 'rgb(31 35 40 / 32%)',
    boxShadow: '0 2px 10px rgb(31 35 40 / 12%)',
    boxShadowSecondary: '0 3px 14px rgb(31 35 40 / 14%)',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
  components: {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 500 },
    Modal: { titleFontSize: 18 },
    Drawer: { footerPaddingBlock: 12 },
    Form: { itemMarginBottom: 16, labelColor: ink.textSoft, verticalLabelPadding: '0 0 4px' },
    Tabs: { horizontalMargin: '0 0 16px 0', titleFontSize: 14 },
    Segmented: { trackBg: ink.shade },
    Select: { optionSelectedBg: ink.accentWash },
  },
};
