import { wordsOf } from '#shared/words/words.ts';
import type { Words } from '#shared/words/words.ts';
import { commandLanguage } from '#node/commandLanguage.ts';

/** Where a command of the command line speaks; tests listen here. */
export type CommandIo = {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
};

/** What the command line says, in its language. */
export function commandWords(): Words<'cli'> {
  return wordsOf(commandLanguage(), 'cli');
}

/** How a command is used, with a line break behind it. */
export function usageOf(command: string): string {
  return `${commandWords().usage({ command })}\n`;
}
