import { parseArgs } from 'node:util';
import { siteRow } from '../core/institution/queries.ts';
import { verifyLedger } from '../core/ledger/verify.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { openSiteFolder } from './openSiteFolder.ts';

const usage = '用法：kaodian ledger verify --site DIR --key FILE [--json]\n';

/** `kaodian ledger verify`: every row, the chain, every checkpoint. 0 sound, 1 not (with the row and why), 2 wrong use. */
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
    const verdict = await verifyLedger(opened.store, siteRow(opened.store)?.signingKey ?? null);
    if (values.json === true) io.stdout(`${JSON.stringify(verdict)}\n`);
    else if (verdict.ok)
      io.stdout(
        `操作留痕完整：${verdict.rows} 条逐条相连，${verdict.checkpoints} 个检查点签名有效。\n末条校验值：${verdict.head}\n${verdict.lastCheckpointShortForm ?? '尚无检查点'}\n`,
      );
    else io.stdout(`操作留痕不完整：第 ${verdict.failure?.seq ?? '?'} 条，${verdict.failure?.code ?? ''}\n`);
    return verdict.ok ? 0 : 1;
  } finally {
    opened.store.close();
  }
}
