/** Where a command of the command line speaks; tests listen here. */
export type CommandIo = {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
};

/** 0 done, 1 refused, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;
