import type { Page } from '@playwright/test';
import { ulid } from 'ulid';

import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import { deskTime } from '#shared/domain/deskTime.ts';

/** A command with its type, as `submitAll` takes it. */
export interface Command<Type extends CommandType = CommandType> {
  readonly type: Type;
  readonly input: CommandInput<Type>;
}

/** Writes one command down, typed by its name. */
export function command<Type extends CommandType>(type: Type, input: CommandInput<Type>): Command<Type> {
  return { type, input };
}

/** Asks a question from inside the page, with the session of the one who is signed in there. */
export async function ask<Name extends QueryName>(
  page: Page,
  name: Name,
  input: QueryInput<Name>,
): Promise<QueryOutputs[Name]> {
  const text = await page.evaluate(
    async ([path, body]) => {
      const headers = { 'content-type': 'application/json', 'x-kaodian': '1' };
      const answer = await fetch(path, { method: 'POST', headers, body });
      return answer.text();
    },
    [`/rpc/${name}`, JSON.stringify(input)] as const,
  );
  const answer = JSON.parse(text) as { readonly result?: { readonly data?: unknown } };
  if (answer.result === undefined) throw new Error(`${name}: ${text}`);
  return answer.result.data as QueryOutputs[Name];
}

/** Gives commands one after the other from inside the page: the same API and session as the screen, without its clicks. */
export async function submitAll(page: Page, commands: readonly Command[]): Promise<void> {
  const envelopes = commands.map(({ type, input }) =>
    JSON.stringify({ id: ulid(), type, input, deskAt: deskTime(Date.now()) }),
  );
  const texts = await page.evaluate(async (bodies) => {
    const headers = { 'content-type': 'application/json', 'x-kaodian': '1' };
    const answers: string[] = [];
    for (const body of bodies) {
      const answer = await fetch('/rpc/submit', { method: 'POST', headers, body });
      answers.push(await answer.text());
    }
    return answers;
  }, envelopes);
  for (const [at, text] of texts.entries()) {
    const answer = (JSON.parse(text) as { readonly result?: { readonly data?: CommandAnswer } }).result?.data;
    if (answer?.ok !== true) throw new Error(`${commands[at]?.type ?? ''}: ${text}`);
  }
}
