import { CoreRefused } from './coreClient.ts';
import type { CommandIo, ExitCode } from './io.ts';
import { demoUsage, parseDemoOptions } from './demo/options.ts';
import { runDemo } from './demo/run.ts';
import type { DemoReport } from './demo/run.ts';

const stepWords: Readonly<Record<string, string>> = {
  setUp: '建点',
  enrolCentre: '登记市职鉴中心密钥',
  checkRoster: '检查名册',
  makeBatch: '建立认定批次',
  importRoster: '导入名册',
  addStaff: '登记考务与考评人员',
  arrange: '编排考场与座位',
  checkInTheory: '理论入场核验',
  theoryMarks: '理论成绩导入',
  checkInPractical: '实操入场核验',
  practicalMarks: '实操评分与裁定',
  freeze: '双人冻结成绩',
  seal: '签名、加密封包并回读',
  write: '写入文件夹',
  receipt: '上传并取得回执',
  verifyLedger: '核验操作留痕',
};

/** `kaodian demo`: the whole main job without a window. Progress on standard error, the report on standard output. */
export async function demo(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  const options = parseDemoOptions(args);
  if (options === null) {
    io.stderr(demoUsage);
    return 2;
  }
  try {
    const report = await runDemo(options, (step, detail) =>
      io.stderr(`✔ ${stepWords[step] ?? step}  ${detail}\n`),
    );
    io.stdout(options.json ? `${JSON.stringify(report)}\n` : summary(report));
    return report.ledger.ok && report.receipt.decision === 'accepted' ? 0 : 1;
  } catch (error) {
    if (!(error instanceof CoreRefused)) throw error;
    io.stderr(`✘ 没有走完：${error.message}\n`);
    if (options.json) io.stdout(`${JSON.stringify({ ok: false, refusal: error.refusal })}\n`);
    return 1;
  }
}

function summary({ counts, package: sealed, receipt, ledger }: DemoReport): string {
  return [
    `导入 ${counts.imported} 人（名册中另有 ${counts.rowsWithErrors} 人需改正）`,
    `入场 ${counts.checkedIn} 人，缺考 ${counts.absent} 人；两科均有成绩 ${counts.scored} 人，合格 ${counts.passed} 人`,
    `报送包 ${sealed.path}`,
    `SHA-256 ${sealed.sha256}`,
    `回执 ${receipt.decision === 'accepted' ? '审核通过' : (receipt.decision ?? '未到')}`,
    `操作留痕 ${ledger.rows} 条，核验${ledger.ok ? '通过' : '未通过'}`,
    '',
  ].join('\n');
}
