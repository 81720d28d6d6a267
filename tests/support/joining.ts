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

/**
 * Somebody joins a site of a test as at a real one: the chief makes the account, a second person agrees where one is asked
 * for, and the owner takes it by setting the own password.
 */
export async function joins(
  submit: Submit,
  account: Omit<CommandInput<'user.create'>, 'credentialId'>,
  second: Role | UserId = 'registrar',
): Promise<void> {
  const must = async <Type extends CommandType>(
    who: Role | 'system' | UserId,
    type: Type,
    input: CommandInput<Type>,
  ) => {
    const answer = await submit(who, type, input);
    if (!answer.ok) throw new Error(`${type} refused: ${JSON.stringify(answer.refusal)}`);
    return answer;
  };
  const { waitsFor } = await must('chief', 'user.create', account);
  if (waitsFor !== undefined) await must(second, 'approval.grant', { approvalId: waitsFor.approvalId });
  await must('system', 'user.recordPassword', { userId: account.userId });
}
