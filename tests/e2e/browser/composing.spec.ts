import type { Locator, Page } from '@playwright/test';

import { demoPeople, expect, test, type DemoPerson } from '../support/demoSite.ts';
import { inputMethodAt } from '../support/inputMethod.ts';

/** Letters of the word that is composed; nothing at the site holds them. */
const letters = 'zzyx';

interface FilteringField {
  readonly name: string;
  readonly who: DemoPerson;
  readonly path: string;
  /** The page's own heading. */
  readonly heading: string;
  /** The field, once the page is open. */
  reach(page: Page): Promise<Locator>;
  /** What the field narrows. */
  narrowed(page: Page): Locator;
  readonly word: string;
  /** How many are left once the word stands. */
  readonly left: number;
  /** The list shows only what was searched for: nothing stands there before. */
  readonly onlySearched?: boolean;
}

const rowsOf = (page: Page) => page.locator('tr[data-index]');
const optionsOf = (page: Page) => page.locator('.ant-select-item-option');

/** Every field of the window that filters or searches a list. */
const fields: readonly FilteringField[] = [
  {
    name: 'the candidates’ search',
    who: demoPeople.registrar,
    path: '/candidates',
    heading: '考生与资格审核',
    async reach(page) {
      return page.getByRole('searchbox', { name: '查找考生' });
    },
    narrowed: rowsOf,
    word: '钱宇航',
    left: 1,
  },
  {
    name: 'the filter of a table',
    who: demoPeople.chief,
    path: '/system?tab=people',
    heading: '系统设置',
    async reach(page) {
      return page.getByRole('searchbox', { name: /^筛选/ });
    },
    narrowed: rowsOf,
    word: '林静',
    left: 1,
  },
  {
    name: 'the filter of the missing, beside the scanner’s field',
    who: demoPeople.invigilator,
    path: '/checkin',
    heading: '入场核验',
    async reach(page) {
      await page.locator('#main').getByRole('button', { name: '实训二车间' }).click();
      await page.getByRole('button', { name: /查看未到名单/ }).click();
      return page.getByRole('searchbox', { name: /^筛选/ });
    },
    narrowed: rowsOf,
    word: '没有这个人',
    left: 0,
  },
  {
    name: 'the search of the mark grid',
    who: demoPeople.markEntry,
    path: '/theory',
    heading: '理论成绩',
    async reach(page) {
      return page.getByRole('searchbox', { name: '准考证号或姓名' });
    },
    narrowed: (page) => page.getByLabel(/的理论分数$/),
    word: '钱宇航',
    left: 1,
  },
  {
    name: 'the search of a workstation',
    who: demoPeople.examiner,
    path: '/practical',
    heading: '实操评分',
    async reach(page) {
      return page.getByRole('searchbox', { name: '按工位号或姓名查找' }).first();
    },
    narrowed: (page) => page.locator('#main ul').first().getByRole('listitem'),
    word: '没有这个人',
    left: 0,
  },
  {
    name: 'the search of the occupations',
    who: demoPeople.chief,
    path: '/batches/new',
    heading: '建立批次',
    async reach(page) {
      return page.getByRole('searchbox', { name: '输入职业名称、编码或别名' });
    },
    narrowed: (page) => page.locator('#main').getByRole('listitem').getByRole('button'),
    word: '车工',
    left: 5,
    onlySearched: true,
  },
  {
    name: 'the choice of a person for a duty',
    who: demoPeople.registrar,
    path: '/arrangement',
    heading: '考场编排',
    async reach(page) {
      await page.getByRole('button', { name: '实训二车间' }).click();
      return page.getByRole('combobox', { name: '人员' });
    },
    narrowed: optionsOf,
    word: '罗丹',
    left: 1,
  },
  {
    name: 'the choice of a kind of ledger row',
    who: demoPeople.chief,
    path: '/ledger',
    heading: '操作留痕',
    async reach(page) {
      return page.getByRole('combobox', { name: '操作' });
    },
    narrowed: optionsOf,
    word: '采用回执',
    left: 1,
  },
  {
    name: 'the choice of a candidate for a substitution',
    who: demoPeople.registrar,
    path: '/theory',
    heading: '理论成绩',
    async reach(page) {
      await page.getByRole('tab', { name: '成绩替代' }).click();
      await page.getByRole('button', { name: '申请成绩替代' }).click();
      return page.getByRole('combobox', { name: '考生' });
    },
    narrowed: optionsOf,
    word: '钱宇航',
    left: 1,
  },
];

for (const { name, who, path, heading, reach, narrowed, word, left, onlySearched = false } of fields) {
  test(`${name}: a word that is being composed narrows nothing`, async ({ page, demo }) => {
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.postData() ?? ''));
    await page.clock.install();
    await demo.open(page, who, path, heading);
    const field = await reach(page);
    await expect(field).toBeVisible();
    const before = narrowed(page);
    const inputMethod = await inputMethodAt(page, field);
    if (!onlySearched) await expect(before).not.toHaveCount(0);
    const count = await before.count();
    await field.evaluate((element) => element.setAttribute('data-same', 'field'));

    await inputMethod.compose(letters);
    await expect(field).toHaveValue(letters);
    // Longer than any search waits for the next key.
    await page.clock.runFor(2_000);
    expect(await before.count()).toBe(count);

    await inputMethod.settle(word);
    await expect(field).toHaveValue(word);
    await expect(before).toHaveCount(left);
    await expect(field).toBeFocused();
    await expect(field).toHaveAttribute('data-same', 'field');
    if (left === 0) {
      await page.getByRole('button', { name: '清除筛选' }).click();
      await expect(before).toHaveCount(count);
    }
    expect(asked.filter((body) => body.includes(`"${letters.slice(0, 2)}`))).toEqual([]);
  });
}
