import { parseArgs } from 'node:util';
import { capabilities } from '../core/capabilities.ts';
import { siteRow } from '../core/institution/queries.ts';
import { compareTables } from '../core/ledger/replay.ts';
import { verifyLedger, withTables } from '../core/ledger/verify.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { openSiteFolder } from './openSiteFolder.ts';

const usage = '用法：kaodian ledger verify --site DIR --key FILE [--json]\n';

/** `kaodian ledger verify`: every row, the chain, every checkpoint, and the tables beside it. 0 sound, 1 not (with the row or tables and why), 2 wrong use. */
export async function ledgerVerify(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  let values: { site?: string | undefined; key?: string | undefined; json?: boolean | undefined };
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: { site: { type: 'string' }, key: { type: 'string' }, json: { type: 'boolean' } },
    }));
  } catch {
    io.stderr(usage);
    return 2;
  }
  if (values.site === undefined || values.key === undefined) {
    io.stderr(usage);
    return 2;
  }
  const opened = await openSiteFolder(values.site, values.key, true);
  if (!opened.ok) {
    if (values.json === true) io.stdout(`${JSON.stringify({ ok: false, message: opened.message })}\n`);
    else io.stderr(`${opened.message}\n`);
    return 1;
  }
  try {
    const { store } = opened;
    const chain = await verifyLedger(store, siteRow(store)?.signingKey ?? null);
    const verdict = await withTables(chain, () => compareTables(store, capabilities));
    if (values.json === true) io.stdout(`${JSON.stringify(verdict)}\n`);
    else if (verdict.ok)
      io.stdout(
        `操作留痕完整：${verdict.rows} 条逐条相连，${verdict.checkpoints} 个检查点签名有效；业务数据与留痕逐行一致。\n末条校验值：${verdict.head}\n${verdict.lastCheckpointShortForm ?? '尚无检查点'}\n`,
      );
    else if (verdict.tables !== null)
      io.stdout(
        `操作留痕完整，但业务数据与之不一致：${verdict.tables.differing.join('、')}。请备份后运行 kaodian ledger rebuild\n`,
      );
    else io.stdout(`操作留痕不完整：第 ${verdict.failure?.seq ?? '?'} 条，${verdict.failure?.code ?? ''}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    opened.store.close();
  }
}
