import { expect, type Page } from '@playwright/test';

import type { RubricModule } from '#shared/contract/commands/practical.ts';
import type { SheetKind } from '#shared/domain/practicalKinds.ts';
import type { BatchId, EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { SittingView } from '#shared/contract/views/preparation.ts';
import { seededRandom } from '#shared/domain/seating.ts';

import { abilityOf, sheetMarks } from '../../../../src-main/core/demo/marks.ts';
import { changePerson, goTo, saidDone, signsHere, type Person } from './desk.ts';
import { ask, command, submitAll } from './api.ts';
import { chief, examiners, leadExaminer, measurers } from './people.ts';

type Seat = SittingView['seats'][number];

const sheetNames: Readonly<Record<SheetKind, string>> = {
  judge: '评判评分表',
  observe: '过程观察表',
  measure: '检测记录表',
  full: '评分记录表',
};

/** Fills one sheet on the screen, from the keyboard: a mark and Enter an item, in the order of the sheet; then signs it. */
async function fillSheet(page: Page, seat: Seat, kind: SheetKind, marks: readonly string[]): Promise<void> {
  await goTo(page, '实操评分');
  await page.getByRole('searchbox', { name: '按工位号或姓名查找' }).fill(String(seat.seatNo));
  await page.getByRole('button', { name: sheetNames[kind] }).click();
  const counted = (done: number) => page.getByText(`已评 ${done}/${marks.length}`);
  await expect(counted(0)).toBeVisible();
  for (const [at, mark] of marks.entries()) {
    await page.keyboard.type(mark);
    await page.keyboard.press('Enter');
    await expect(counted(at + 1)).toBeVisible();
  }
  // The button waits, and takes no click, until every mark has reached the core.
  await expect(page.getByText('全部已保存')).toBeVisible();
  await page.getByRole('button', { name: '签名提交' }).click();
  const dialog = page.getByRole('dialog', { name: '签名提交这张评分表？' });
  await dialog.getByRole('button', { name: '签名', exact: true }).click();
  await expect(dialog).toBeHidden();
  await saidDone(page, '已签名提交');
}

/** Signs the sheets of one's own for many candidates, with drawn marks, through the API. */
async function fillAll(
  page: Page,
  seats: readonly Seat[],
  kinds: readonly SheetKind[],
  modules: readonly RubricModule[],
  seed: number,
): Promise<void> {
  const random = seededRandom(seed);
  await submitAll(
    page,
    seats.flatMap(({ enrolmentId, seatNo }) => {
      // The same for every examiner: how good a candidate is goes with the seat.
      const ability = abilityOf(seededRandom(seatNo));
      return kinds.flatMap((kind) => [
        command('sheet.mark', { enrolmentId, kind, marks: sheetMarks(modules, kind, ability, random) }),
        command('sheet.sign', { enrolmentId, kind }),
      ]);
    }),
  );
}

/** Verifies one measurement on the screen. */
async function verifySheet(page: Page, seat: Seat): Promise<void> {
  await goTo(page, '实操评分');
  const waiting = page.locator('section').filter({ hasText: '待您复核的检测记录' });
  await waiting.getByRole('button', { name: new RegExp(`^${seat.seatNo}\\D`) }).click();
  await page.getByRole('button', { name: '复核无误' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '复核无误' }).click();
  await saidDone(page, '已复核');
}

/** Verifies the measurements of many through the API. */
async function verifyAll(page: Page, people: readonly EnrolmentId[], by: UserId): Promise<void> {
  await submitAll(
    page,
    people.map((enrolmentId) => command('sheet.verify', { enrolmentId, kind: 'measure', by })),
  );
}

/** The lead settles the one open spread of a candidate, with a written reason, on the screen. */
async function adjudicate(page: Page, seat: Seat, mark: string): Promise<void> {
  await goTo(page, '实操评分');
  await page.getByText('评分总览', { exact: true }).click();
  await page.getByRole('checkbox', { name: '只看待裁定的' }).check();
  await page.getByRole('cell', { name: seat.ticketNumber }).click();
  await page.getByRole('button', { name: '裁定', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: /^裁定：/ });
  await dialog.getByLabel('裁定分').fill(mark);
  await dialog.getByLabel('裁定理由（必填）').fill('对照程序单复看，两处错误，按标准扣分。');
  await dialog.getByRole('button', { name: '作出裁定' }).click();
  await expect(dialog).toBeHidden();
  await signsHere(page, chief);
  await expect(page.getByText(/郑组长 裁定/)).toBeVisible();
  // The keyboard goes on in the drawer, and after it where it was before.
  const drawer = page.getByRole('dialog', { name: seat.ticketNumber });
  await expect(page.locator('.ant-drawer')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(page.getByRole('checkbox', { name: '只看待裁定的' })).toBeFocused();
  await expect(page.getByText('没有符合筛选条件的行')).toBeVisible();
}

/** Spreads that nobody has settled yet. */
export async function openSpreads(page: Page, batchId: BatchId): Promise<number> {
  const { rows } = await ask(page, 'practical.matrix', { batchId });
  return rows.flatMap((row) => row.spreads).filter((spread) => spread.adjudicated === null).length;
}

/**
 * The marks of everybody who came: two candidates on the screens of examiners, measurers and lead, with one spread that the
 * lead settles; the others through the API. Begins with `from` at the desk and ends with the lead.
 */
export async function markAll(
  page: Page,
  from: Person,
  came: readonly Seat[],
  modules: readonly RubricModule[],
): Promise<void> {
  const [first, second, ...rest] = came;
  if (first === undefined || second === undefined) throw new Error('nobody came');
  const [examiner, otherExaminer] = examiners;
  const [measurer, verifier] = measurers;

  await changePerson(page, from, examiner);
  await fillSheet(page, first, 'judge', ['5', '40']);
  await fillSheet(page, second, 'judge', ['5.5', '35']);
  await fillAll(page, rest, ['judge'], modules, 1);

  await changePerson(page, examiner, otherExaminer);
  await fillSheet(page, first, 'judge', ['4.5', '20']);
  await fillSheet(page, second, 'judge', ['5', '30']);
  await fillAll(page, rest, ['judge'], modules, 2);

  await changePerson(page, otherExaminer, measurer);
  await fillSheet(page, first, 'measure', ['12', '10', '8', '16', '8', '6', '7', '4']);
  await fillAll(page, [second, ...rest], ['measure'], modules, 3);
  const { signedIn } = await ask(page, 'site.state', {});
  if (signedIn === null) throw new Error('nobody is signed in');

  await changePerson(page, measurer, verifier);
  await verifySheet(page, first);
  const others = [second, ...rest].map((seat) => seat.enrolmentId);
  await verifyAll(page, others, signedIn.userId);

  await changePerson(page, verifier, leadExaminer);
  await fillSheet(page, first, 'observe', ['4', '4', '4', '20', '20', '20']);
  await fillSheet(page, first, 'judge', ['5', '30']);
  await fillAll(page, [second, ...rest], ['observe', 'judge'], modules, 4);
  await adjudicate(page, first, '30');
}
