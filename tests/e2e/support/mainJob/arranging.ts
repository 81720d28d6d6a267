import { expect, type Page } from '@playwright/test';

import { choose, goTo, saidDone, type Person } from './desk.ts';
import { examiners, invigilators, leadExaminer, measurers } from './people.ts';

/** Imports the roster through the screen; answers nothing, everybody must come in. */
export async function importRoster(page: Page, file: string, people: number): Promise<void> {
  await goTo(page, '考生与资格审核');
  await page.getByRole('button', { name: '导入名册' }).first().click();
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText(`${people} 人无问题`)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: `登记 ${people} 人` }).click();
  await expect(page.getByRole('heading', { name: `已登记 ${people} 人` })).toBeVisible();
  await page.getByRole('button', { name: '去编排考场' }).click();
}

/** Two theory rooms of thirty and one workshop. */
export async function addRooms(page: Page): Promise<void> {
  await page.getByRole('button', { name: '登记考场' }).click();
  for (const [name, subject, places] of [
    ['一教 101', '理论知识', 30],
    ['一教 102', '理论知识', 30],
    ['车工实训车间', '操作技能', 60],
  ] as const) {
    await page.getByLabel('考场名称').fill(name);
    await page.getByText(subject, { exact: true }).first().click();
    await page.getByLabel('座位（工位）数').fill(String(places));
    if (subject === '操作技能') {
      await choose(page.getByRole('combobox', { name: '用于职业' }), '车工');
      await page.keyboard.press('Escape');
    }
    await page.getByRole('button', { name: '登记考场' }).click();
    await expect(page.getByRole('cell', { name, exact: true })).toBeVisible();
  }
}

/** Automatic seating of everybody: theory first, the practical right after it. */
export async function seatAll(page: Page, times: ExamTimes): Promise<void> {
  await page.getByText('自动编排', { exact: true }).click();
  for (const [at, { start, minutes }] of [times.theory, times.practical].entries()) {
    const line = page.locator('[data-session]').nth(at);
    const time = line.getByLabel('开始时间');
    await time.click();
    await time.fill(start);
    await time.press('Enter');
    await line.getByLabel('时长（分钟）').fill(String(minutes));
  }
  await page.getByRole('button', { name: '开始编排' }).click();
  await saidDone(page, '编排完成');
  await expect(page.getByText('全部考生已编排')).toBeVisible();
}

/** Two invigilators a theory room; lead, two examiners, two measurers and the invigilators again in the workshop. */
export async function assignStaff(page: Page): Promise<void> {
  const [first, second, third, fourth] = invigilators;
  const invigilate = (people: readonly (Person | undefined)[]) =>
    people.flatMap((person) => (person === undefined ? [] : [['监考员', person] as const]));
  await assignTo(page, '一教 101', invigilate([first, second]));
  await assignTo(page, '一教 102', invigilate([third, fourth]));
  await assignTo(page, '车工实训车间', [
    ...invigilate([first, second]),
    ['考评组长', leadExaminer],
    ...examiners.map((person) => ['考评员', person] as const),
    ...measurers.map((person) => ['检测员', person] as const),
  ]);
}

async function assignTo(
  page: Page,
  room: string,
  duties: readonly (readonly [duty: string, person: Person])[],
): Promise<void> {
  const sittings = page.getByRole('navigation', { name: '选择场次' });
  await sittings.getByRole('button', { name: room }).click();
  const form = page.getByRole('region', { name: '考务人员' });
  let chosen = '监考员';
  for (const [duty, person] of duties) {
    if (duty !== chosen) await choose(form.getByRole('combobox', { name: '职责' }), duty);
    chosen = duty;
    const who = form.getByRole('combobox', { name: '人员' });
    await who.fill(person.name);
    await who.press('Enter');
    await form.getByRole('button', { name: /安排$/ }).click();
    await expect(form.getByRole('button', { name: `撤下 ${person.name}` })).toBeVisible();
  }
}

export interface ExamTimes {
  readonly theory: { readonly start: string; readonly minutes: number };
  readonly practical: { readonly start: string; readonly minutes: number };
}

const step = 5;
const theoryMinutes = 10;

/**
 * Planned times around now, within the day of the exam site (UTC+8): the theory just before, the practical from now on.
 * Right after midnight both are at the begin of the day.
 */
export function timesAround(now: Date): ExamTimes {
  const minuteOfDay = Math.floor((now.getTime() / 60_000 + 8 * 60) % (24 * 60));
  const practicalAt = Math.max(theoryMinutes, Math.floor(minuteOfDay / step) * step);
  const text = (minute: number): string =>
    `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  return {
    theory: { start: text(practicalAt - theoryMinutes), minutes: theoryMinutes },
    practical: { start: text(practicalAt), minutes: 240 },
  };
}

/** Whether the day at the exam site (UTC+8) begins or ends within these minutes; only the chief opens a sitting of another day. */
export function isNearMidnight(now: Date, minutes: number): boolean {
  const minuteOfDay = (now.getTime() / 60_000 + 8 * 60) % (24 * 60);
  return minuteOfDay < minutes || minuteOfDay > 24 * 60 - minutes;
}
