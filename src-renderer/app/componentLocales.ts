// Written by `node build/wordCatalogue.ts` from `src-shared/words/*/language.json`; not by hand.
import zh_CN from 'antd/locale/zh_CN';
import en_US from 'antd/locale/en_US';
import 'dayjs/locale/zh-cn';
import 'dayjs/locale/en';

/** What Ant Design says by itself, and the name under which dayjs knows the language. */
export const componentLocales = {
  zh: { antd: zh_CN, dayjs: 'zh-cn' },
  en: { antd: en_US, dayjs: 'en' },
};
