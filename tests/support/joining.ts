import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';

/** Gives a command to a site of a test. */
type Submit = <Type extends CommandType>(
  who: Role | 'system' | UserId,
  type: Type,
  input: CommandInput<Type>,
) => Promise<CommandAnswer>;

/** Gives a command that must go through. */
async function must<Type extends CommandType>(
  submit: Submit,
  who: Role | 'system' | UserId,
  type: Type,
  input: CommandInput<Type>,
) {
  const answer = await submit(who, type, input);
  if (!answer.ok) throw new Error(`${type} refused: ${JSON.stringify(answer.refusal)}`);
  return answer;
}

type Account = Omit<CommandInput<'user.create'>, 'credentialId'>;

/** The first people of a site join: the chief makes the accounts alone, since nobody else is there yet, then their owners come. */
export async function firstJoin(submit: Submit, accounts: readonly Account[]): Promise<void> {
  for (const account of accounts) await must(submit, 'chief', 'user.create', account);
  for (const { userId } of accounts) await must(submit, 'system', 'user.recordPassword', { userId });
}

/**
 * Somebody joins a site of a test as at a real one: the chief makes the account, a second person agrees where one is asked
 * for, and the owner takes it by setting the own password.
 */
export async function joins(
  submit: Submit,
  account: Account,
  second: Role | UserId = 'registrar',
): Promise<void> {
  const { waitsFor } = await must(submit, 'chief', 'user.create', account);
  if (waitsFor !== undefined)
    await must(submit, second, 'approval.grant', { approvalId: waitsFor.approvalId });
  await must(submit, 'system', 'user.recordPassword', { userId: account.userId });
}
