import { ConfigProvider } from 'antd';
import dayjs from 'dayjs';
import { useEffect, useMemo } from 'react';
import type { ReactNode } from 'react';
import { componentLocales } from './componentLocales.ts';
import { useDeskHost } from './deskHost.ts';
import { useLooks } from './looks.ts';
import { themeOf } from './theme.ts';
import { useLanguage } from './language.tsx';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

/** Ant Design in our dress and language; stands around everything that uses it. */
export function AntdProvider(props: { readonly children: ReactNode }) {
  const host = useDeskHost();
  const looks = useLooks();
  const theme = useMemo(() => themeOf(looks), [looks]);
  const locale = componentLocales[useLanguage().language];
  useEffect(() => {
    dayjs.locale(locale.dayjs);
  }, [locale]);
  return (
    <ConfigProvider
      theme={theme}
      locale={locale.antd}
      getPopupContainer={() => host}
      button={{ autoInsertSpace: false }}
      {...(nonce ? { csp: { nonce } } : {})}
    >
      {props.children}
    </ConfigProvider>
  );
}
