import { newUlid } from '#node/newUlid.ts';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { CommandId, CredentialId, RubricId, UserId } from '#shared/contract/ids.ts';
import { queryCatalogue } from '#shared/contract/capabilities.ts';
import type { QueryInput, QueryOutputs } from '#shared/contract/queries.ts';
import { managers } from '#shared/domain/roles.ts';
import type { Role } from '#shared/domain/roles.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { keepPassword } from '../access/passwords.ts';
import { people } from '../access/queries.ts';
import type { Site } from '../api/site.ts';
import { arrangementView } from '../arrangement/views.ts';
import { lookUp } from '../checkin/lookup.ts';
import { matrixRows } from '../practical/matrix.ts';
import { comparisonViews } from '../theory/comparisonViews.ts';
import { resultTable } from '../results/table.ts';
import type { DemoClock } from './demoClock.ts';
import { demoMoment } from './demoDay.ts';
import type { Person, Player, PlayQuestion } from './player.ts';
import { at } from './player.ts';
import { rubricFile } from './rubricFile.ts';

/** Everybody's password in the demonstration, for signing as the second person. */
export const demoPassword = 'demonstration';

/** Plays on the site of this process, at the times of a story. */
export interface Script extends Player {
  readonly site: Site;
  /** The core composes a command for a person. */
  readonly composes: <Type extends CommandType>(
    person: Person,
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<Extract<CommandAnswer, { ok: true }>>;
  readonly at: (days: number, time: string) => void;
  readonly instant: (days: number, time: string) => string;
  readonly day: (days: number) => string;
}

/** Opens the script of a site. */
export function openScript(site: Site, clock: DemoClock, midnightMs: number): Script {
  const known = people(site.store);
  const founder = at(known, 0);
  const rolesOf = new Map<UserId, readonly Role[]>(known.map(({ userId, roles }) => [userId, roles]));
  const answers = answersOf(site);

  const composes: Script['composes'] = async ({ userId }, type, input) => {
    const answer = await site.ledger.commit(
      { id: userId, roles: rolesOf.get(userId) ?? [], desk: 'host' },
      { id: newUlid() as CommandId, type, input, deskAt: deskTime(clock.now()) },
    );
    if (!answer.ok)
      throw new Error(
        `the story breaks at ${type}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.facts)}`,
      );
    return answer;
  };

  /** Who agrees to what the chief asks for: the first who joined to prepare the exams. */
  function managerBeside({ userId }: Person): Person {
    const other = [...rolesOf].find(
      ([id, held]) => id !== userId && held.some((role) => managers.includes(role)),
    );
    if (other === undefined) throw new Error('the story has no second manager');
    return { userId: other[0] };
  }

  /** The owner sets the own password, as at the first sign-in. */
  async function takesAccount(userId: UserId): Promise<void> {
    const credentialId = newUlid() as CredentialId;
    await keepPassword(site.store, credentialId, userId, demoPassword);
    const taken = await site.ledger.commit(
      { id: 'system', roles: [], desk: 'host' },
      {
        id: newUlid() as CommandId,
        type: 'user.recordPassword',
        input: { userId, credentialId },
        deskAt: deskTime(clock.now()),
      },
    );
    if (!taken.ok) throw new Error(`the story breaks at a first sign-in: ${taken.refusal.code}`);
  }

  return {
    site,
    chief: founder,
    does: composes,
    composes,
    signs: async (person, approvalId) => void (await composes(person, 'approval.grant', { approvalId })),
    async adopts(person, adopting, modules) {
      const { name, bytes } = rubricFile(modules);
      const file = { ...(await site.files.put(bytes)), name };
      const rubricId = newUlid() as RubricId;
      await composes(person, 'rubric.adopt', { rubricId, ...adopting, modules: [...modules], file });
    },
    async asks({ userId }, name, input) {
      // As over the API: whoever may not ask gets no answer.
      const roles: readonly Role[] = queryCatalogue[name].roles;
      if (!rolesOf.get(userId)?.some((role) => roles.includes(role)))
        throw new Error(`the story breaks at ${name}: not for this person`);
      return answers[name](input, userId);
    },
    async joins(loginName, displayName, roles) {
      const userId = newUlid() as UserId;
      const account = { userId, loginName, displayName, roles: [...roles] };
      const { waitsFor } = await composes(founder, 'user.create', account);
      if (waitsFor !== undefined)
        await composes(managerBeside(founder), 'approval.grant', { approvalId: waitsFor.approvalId });
      await takesAccount(userId);
      rolesOf.set(userId, roles);
      return { userId };
    },
    at: (days, time) => clock.moveTo(demoMoment(midnightMs, days, time)),
    instant: (days, time) => new Date(demoMoment(midnightMs, days, time)).toISOString(),
    day: (days) => deskTime(demoMoment(midnightMs, days, '12:00')).slice(0, 10),
  };
}

function answersOf({ store, now }: Site): {
  readonly [Name in PlayQuestion]: (input: QueryInput<Name>, asker: UserId) => QueryOutputs[Name];
} {
  return {
    'arrangement.view': ({ batchId }) => arrangementView(store, batchId),
    'checkin.lookup': ({ sittingId, code }) => lookUp(store, sittingId, code, now()),
    'practical.matrix': ({ batchId }) => ({ batchId, rows: matrixRows(store, batchId) }),
    'theory.comparisons': ({ batchId }, asker) => comparisonViews(store, batchId, asker),
    'results.table': ({ batchId }) => resultTable(store, batchId, now()),
  };
}
