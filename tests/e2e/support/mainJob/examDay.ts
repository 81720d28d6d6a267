import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';

import { expect, type Page } from '@playwright/test';
import { ulid } from 'ulid';

import { resourcesFolder } from '#node/programs.ts';
import type { CheckInId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';

import { parseSpreadsheet } from '../../../../src-main/core/spreadsheets/parse.ts';
import { TheoryMarks } from '../../../../src-main/core/theory/import/theoryMarks.ts';
import { goTo } from './desk.ts';
import { ask, command, submitAll } from './api.ts';

type Seat = SittingView['seats'][number];

async function readMarks(markFile: string): Promise<TheoryMarks> {
  const read = await parseSpreadsheet({
    kind: 'theoryMarks',
    schema: TheoryMarks,
    bytes: await readFile(markFile),
    fileName: basename(markFile),
    resourcesDir: resourcesFolder(),
  });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

/** Names of the people whom the mark file calls absent: they stay away from the door too. */
export async function absentIn(markFile: string): Promise<ReadonlySet<string>> {
  const { rows } = await readMarks(markFile);
  return new Set(rows.filter((row) => row.absent).map((row) => row.name ?? ''));
}

/** Chooses the sitting of this door and begins the admission. */
export async function openDoor(page: Page, room: string): Promise<void> {
  await goTo(page, '入场核验');
  await page.getByRole('button', { name: room }).click();
  await page.getByRole('button', { name: '开始入场' }).click();
  await expect(page.getByRole('button', { name: '开考' })).toBeVisible();
}

/** Lets people in: the first by the keyboard, one typed and the next scanned; the others without the screen's clicks. */
export async function letIn(
  page: Page,
  sitting: SittingView,
  seats: readonly Seat[],
  byHand: number,
): Promise<void> {
  for (const [at, seat] of seats.slice(0, byHand).entries()) await letOneIn(page, seat, at === 0);
  const { sittingId } = sitting;
  const commands = seats.slice(byHand).map(({ enrolmentId }) =>
    command('checkin.record', {
      checkInId: ulid() as CheckInId,
      sittingId,
      enrolmentId,
      method: 'scan',
      exception: null,
    }),
  );
  await submitAll(page, commands);
  await expect(page.locator('dl[aria-label=人数]')).toContainText(`已到${seats.length}`);
}

/** Scans or types a ticket, looks at the verdict, and lets the person in, by the keyboard alone. */
async function letOneIn(page: Page, seat: Seat, typed: boolean): Promise<void> {
  const field = page.getByRole('textbox', { name: '准考证号、证件号码或姓名' });
  await expect(field).toBeFocused();
  await page.keyboard.type(seat.ticketNumber, typed ? { delay: 60 } : {});
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-verdict=welcome]')).toBeVisible();
  // An Enter right after the scan is the scanner's own and does nothing, so it is pressed until it counts.
  await expect(async () => {
    await page.keyboard.press('Enter');
    await expect(page.getByText(`已确认入场，座位 ${seat.seatNo}`)).toBeVisible({ timeout: 300 });
  }).toPass({ intervals: [100] });
}

/** Starts the exam at the open door. */
export async function startExam(page: Page): Promise<void> {
  await page.getByRole('button', { name: '开考' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '开考' }).click();
  await expect(page.getByRole('button', { name: '考试结束并收卷' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Ends the exam at the open door; whoever stayed away is absent from now on. */
export async function endExam(page: Page, absent: number): Promise<void> {
  await page.getByRole('button', { name: '考试结束并收卷' }).click();
  const give = absent === 0 ? '结束考试' : `结束考试，${absent} 人记缺考`;
  await page.getByRole('dialog').getByRole('button', { name: give, exact: true }).click();
  await expect(page.getByText('本场已结束，不再核验入场。').first()).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
}

/** Goes back to the door of a sitting that is under way. */
export async function returnToDoor(page: Page, room: string): Promise<void> {
  await goTo(page, '入场核验');
  await page.getByRole('button', { name: room }).click();
}

/** Imports the marking machine's file: looks first, writes after. No mark counts yet. */
export async function importTheory(page: Page, file: string, people: number): Promise<void> {
  await goTo(page, '理论成绩');
  await page.getByRole('tab', { name: '导入读卡成绩' }).click();
  await page.locator('input[type=file]').setInputFiles(file);
  const preview = page.getByRole('region', { name: '核对结果' });
  await expect(preview.getByText('每一行都对上了考生。')).toBeVisible({ timeout: 30_000 });
  await preview.getByRole('button', { name: `写入 ${people} 人的成绩` }).click();
  await expect(page.getByRole('heading', { name: `已写入 ${people} 人的理论成绩` })).toBeVisible();
  const { batchId } = await onlyBatch(page);
  const grid = await ask(page, 'theory.grid', { batchId });
  expect(grid.filter((row) => row.state === 'uncompared')).toHaveLength(people);
}

/** Another person reads the drawn lines on the papers, which say what the file says: now the marks count. */
export async function compareTheory(page: Page, file: string, people: number, absent: number): Promise<void> {
  const { rows } = await readMarks(file);
  const paper = new Map(
    rows.map((row) => [row.row, row.absent ? '缺' : String((row.totalHundredths ?? 0) / 100)]),
  );
  const { batchId } = await onlyBatch(page);
  await goTo(page, '理论成绩');
  await page.getByRole('tab', { name: '核对读卡成绩' }).click();
  const [drawn] = await ask(page, 'theory.comparisons', { batchId });
  for (const { name, row } of drawn?.due ?? []) {
    const line = page.getByRole('listitem').filter({ hasText: `文件第 ${row} 行` });
    await line.getByLabel(`${name ?? ''} 答卷上的分数`).fill(paper.get(row) ?? '');
    await page.keyboard.press('Enter');
    await expect(line).toBeHidden();
  }
  await expect(page.getByText('核对无误，成绩已生效')).toBeVisible();
  const grid = await ask(page, 'theory.grid', { batchId });
  expect(grid.filter((row) => row.state === 'scored')).toHaveLength(people - absent);
  expect(grid.filter((row) => row.state === 'absent')).toHaveLength(absent);
}

/** The one batch of this site. */
export async function onlyBatch(page: Page) {
  const [batch] = await ask(page, 'batches.list', {});
  if (batch === undefined) throw new Error('there is no batch');
  return batch;
}
