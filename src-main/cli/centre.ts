import { centreCommand } from '../../src-centre/commandLine.ts';
import type { ExitCode } from '#node/commandLanguage.ts';
import type { CommandIo } from './io.ts';

/**
 * `kaodian centre --dir DIR [--port N] [--json]` runs the centre until Ctrl+C or the end of a piped standard
 * input; `centre enrol | link | revoke` work on its folder. 0 done, 1 refused, 2 wrong use.
 */
export function centre(args: readonly string[], io: CommandIo): Promise<ExitCode> {
  return centreCommand(args, io);
}
