import { centreCommand } from '../../src-centre/commandLine.ts';
import { terminalAsk } from '../../src-centre/terminal.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';

/**
 * `kaodian centre --dir DIR [--port N] [--json]` runs the centre until Ctrl+C or the end of a piped standard
 * input; `centre init | enrol | link | revoke | carry | open | publish` work on its folder. 0 done, 1 refused, 2 wrong use.
 */
export function centre(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  return centreCommand(args, { ...terminalAsk(), ...io });
}
