import { theme as antTheme } from 'antd';
import type { ThemeConfig } from 'antd';
import type { Looks } from './looks.ts';
import tokens from './tokens.css?inline';

/** Where the dark dress begins in `tokens.css`: before it stand the names and their values by day. */
const [day = '', night = ''] = tokens.split(/:root\[data-looks=['"]?dark['"]?\]/);

const declared = (block: string): readonly (readonly [string, string])[] =>
  [...block.matchAll(/--([\w-]+):\s*([^;}]+)/g)].map(([, name = '', value = '']) => [
    name,
    value.replaceAll(/\s+/g, ' ').trim(),
  ]);

/** Custom properties of `tokens.css` by name, without the dashes in front. */
const values: Readonly<Record<Looks, ReadonlyMap<string, string>>> = {
  light: new Map(declared(day)),
  dark: new Map([...declared(day), ...declared(night)]),
};

/**
 * Ant Design with the colours and sizes of `tokens.css`: paper, fine rules, hardly any shadow.
 * @throws when `tokens.css` has no such property
 */
export function themeOf(looks: Looks): ThemeConfig {
  const token = (name: string): string => {
    const value = values[looks].get(name);
    if (value === undefined) throw new Error(`tokens.css has no --${name}`);
    return value;
  };
  const pixels = (name: string): number => Number.parseInt(token(name), 10);
  return {
    algorithm: looks === 'dark' ? antTheme.darkAlgorithm : antTheme.defaultAlgorithm,
    token: {
      colorPrimary: token('accent'),
      colorLink: token('accent'),
      colorInfo: token('accent'),
      colorSuccess: token('good'),
      colorWarning: token('warn'),
      colorError: token('bad'),
      colorText: token('text'),
      colorTextSecondary: token('text-soft'),
      colorTextTertiary: token('text-soft'),
      colorTextPlaceholder: token('text-hint'),
      colorTextDescription: token('text-soft'),
      colorBgLayout: token('page'),
      colorBgContainer: token('paper'),
      colorBgElevated: token('paper'),
      colorBgMask: token('mask'),
      colorTextLightSolid: token('on-accent'),
      colorBorder: token('rule-strong'),
      colorBorderSecondary: token('rule'),
      colorSplit: token('rule'),
      fontFamily: token('sans'),
      fontSize: pixels('size-body'),
      borderRadius: pixels('corner'),
      borderRadiusLG: pixels('corner-large'),
      borderRadiusSM: pixels('corner-small'),
      controlHeight: pixels('control-height'),
      controlHeightSM: pixels('control-height-small'),
      controlHeightLG: pixels('control-height-large'),
      boxShadow: token('shadow'),
      boxShadowSecondary: token('shadow-raised'),
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      wireframe: false,
    },
    components: {
      // Of Ant's own dialogs; everywhere else stands `parts/Button.tsx`, which looks the same.
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        colorPrimaryHover: token('accent-dark'),
        colorPrimaryActive: token('accent-dark'),
        defaultHoverColor: token('accent'),
        defaultHoverBorderColor: token('accent'),
      },
      Modal: { titleFontSize: pixels('size-card') },
      Drawer: { footerPaddingBlock: 12 },
      Form: { itemMarginBottom: 16, labelColor: token('text-soft'), verticalLabelPadding: '0 0 4px' },
      Tabs: { horizontalMargin: '0 0 16px 0', titleFontSize: pixels('size-body') },
      Segmented: { trackBg: token('shade') },
      Select: { optionSelectedBg: token('accent-wash') },
    },
  };
}
