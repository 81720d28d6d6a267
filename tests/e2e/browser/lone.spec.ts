import type { CommandId } from '#shared/contract/ids.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { newUlid } from '#node/newUlid.ts';
import { connectToCore } from '../../../src-main/cli/coreClient.ts';
import { demoPassword } from '../../../src-main/cli/demo/apiPlayer.ts';
import { makeDemoBatch } from '../../../src-main/cli/demo/batch.ts';
import { foundSite } from '../../../src-main/cli/demo/founding.ts';
import type { Play } from '../../../src-main/cli/demo/play.ts';
import { checkRoster, importRoster } from '../../../src-main/cli/demo/roster.ts';
import type { Stage } from '../../../src-main/cli/demo/stage.ts';
import { madeUpPeople } from '../../../src-main/core/demo/people.ts';
import { at } from '../../../src-main/core/demo/player.ts';
import { addRooms } from '../../../src-main/core/demo/preparing.ts';
import { session, sittingsOf } from '../../../src-main/core/demo/seating.ts';
import { expectSound } from '../support/checks.ts';
import { enter } from '../support/demoSite.ts';
import { goTo } from '../support/mainJob/desk.ts';
import { expect, onOwnSite, test, type ServedSite } from '../support/servedSite.ts';

/** Two people run a site, and one has reset the other's password while the batch ran. They are made up. */

const command = () => ({ commandId: newUlid() as CommandId, deskAt: deskTime(Date.now()) });

/** One candidate, who comes to nothing; then the chief resets the registrar's password, and the registrar asks to freeze the results. */
async function freezingAsked({ launcher }: ServedSite, dir: string): Promise<void> {
  const { socketPath, socketToken } = launcher;
  const connect = () => connectToCore({ socketPath, socketToken, back: () => Promise.resolve() });
  const stage = { dir, connect, clockOffsetMs: 0 } as unknown as Stage;
  const player = await foundSite(stage);
  const options = { out: dir, roster: null, theory: null, rubric: null, json: true };
  const play: Play = { stage, options, player, random: () => 0 };
  const registrar = await player.joins('mei', '考务员梅', ['registrar']);
  const [one] = madeUpPeople(1, 6, ['2023级数控1班']);
  const text = `姓名,身份证号,职业,职业编码,等级\r\n${one?.name},${one?.documentNumber},车工,6-18-01-01,三级/高级工\r\n`;
  const roster = { name: '名册.csv', bytes: Buffer.from(`\uFEFF${text}`) };
  const { batchId } = await makeDemoBatch(play, await checkRoster(play, registrar, roster));
  await importRoster(play, registrar, batchId, roster);
  const client = player.clientOf(registrar);
  const { rows } = await client.ask('candidates.list', { batchId, text: '', offset: 0, limit: 1 });
  const theory = await addRooms(player, registrar, ['理论考场'], 'theory', 30);
  const workshop = await addRooms(player, registrar, ['车间'], 'practical', 10, at(rows, 0).occupationLevel);
  const today = siteDay(new Date().toISOString());
  const instant = (time: string) => new Date(`${today}T${time}:00+08:00`).toISOString();
  await player.does(registrar, 'arrangement.seat', {
    batchId,
    rule: 'classesApart',
    seed: 1,
    sessions: [
      session('theory', instant('00:00'), 10, theory),
      session('practical', instant('00:10'), 10, workshop),
    ],
  });
  for (const subject of ['theory', 'practical'] as const) {
    const { sittingId } = at(await sittingsOf(player, registrar, batchId, subject), 0);
    await player.does(player.chief, 'sitting.admit', { sittingId });
    await player.does(player.chief, 'sitting.finish', { sittingId });
  }
  const { userId } = registrar;
  const handed = 'handed-over-again';
  const reset = { ...command(), userId, password: handed };
  expect(await player.clientOf(player.chief).act('access.setPassword', reset)).toMatchObject({ ok: true });
  const again = connect();
  expect(await again.act('access.signIn', { loginName: 'mei', password: handed })).toMatchObject({
    ok: true,
  });
  expect(await again.act('access.claim', { ...command(), password: demoPassword })).toMatchObject({
    ok: true,
  });
  const table = await again.ask('results.table', { batchId });
  await again.must('results.freeze', { batchId, tableSha256: table?.tableSha256 ?? '' });
}

test('who signs with nobody else there is asked why in the drawer, and the reason stands beside the names before sealing', async ({
  page,
}, info) =>
  onOwnSite(async (site) => {
    await freezingAsked(site, info.outputPath('site'));
    await enter(page, site, '登录');
    await page.getByLabel('登录名').fill('chief');
    await page.getByLabel('密码').fill(demoPassword);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('button', { name: /待确认/ }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('checkbox', { name: '选中一并签字' }).check();
    const secret = drawer.getByLabel('本人密码或 PIN');
    const sign = drawer.getByRole('button', { name: '签字确认所选' });
    await expect(drawer.getByLabel('为何没有他人可以确认')).toHaveCount(0);
    await secret.fill(demoPassword);
    await sign.click();
    await expect(drawer).toContainText('没有写明理由，仍在等待');
    await drawer.getByLabel('为何没有他人可以确认').fill('本考点只有两名管理人员');
    await expect(drawer.getByRole('checkbox', { name: '选中一并签字' }), 'still ticked').toBeChecked();
    await expectSound(page);
    await secret.fill(demoPassword);
    await sign.click();
    await expect(page.getByText('已确认 1 项')).toBeVisible();
    await page.keyboard.press('Escape');
    await goTo(page, '结果报送');
    await expect(page.getByRole('heading', { name: '账号与批准' })).toBeVisible();
    const reset = page.getByRole('row').filter({ hasText: '考务员梅' });
    await expect(reset).toContainText(/重设密码（考点负责人）/);
    await expect(reset).toContainText('无人见证，视同由 考点负责人 掌握');
    await expect(page.getByText(/理由：本考点只有两名管理人员/)).toBeVisible();
    await expect(page.getByText('考点负责人 在本批次中签了字', { exact: false })).toBeVisible();
    await expectSound(page);
  }));
