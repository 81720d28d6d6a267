import { newUlid } from '#node/newUlid.ts';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, CommandType } from '#shared/contract/commands/index.ts';
import type { ApprovalId, CommandId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { keepPassword } from '../access/signIn.ts';
import { people } from '../access/queries.ts';
import type { Site } from '../api/site.ts';
import type { DemoClock } from './demoClock.ts';
import { demoMoment } from './demoDay.ts';

/** Everybody's password in the demonstration, for signing as the second person. */
export const demoPassword = 'demonstration';

export interface Person {
  readonly userId: UserId;
  readonly roles: readonly Role[];
}

/** Plays a story on a site: at a time, a person does something; a refusal would be a fault of the story. */
export interface Script {
  readonly site: Site;
  readonly at: (days: number, time: string) => void;
  readonly instant: (days: number, time: string) => string;
  readonly day: (days: number) => string;
  readonly join: (loginName: string, displayName: string, roles: readonly Role[]) => Promise<Person>;
  readonly chief: Person;
  readonly does: <Type extends CommandType>(
    person: Person,
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<Extract<CommandAnswer, { ok: true }>>;
  /** One asks, another grants. */
  readonly together: <Type extends CommandType>(
    first: Person,
    second: Person,
    type: Type,
    input: CommandInput<Type>,
  ) => Promise<void>;
}

/** Opens the script of a freshly founded site. */
export function openScript(site: Site, clock: DemoClock, midnightMs: number): Script {
  const founder = people(site.store)[0];
  if (founder === undefined) throw new Error('a site without its chief');
  const chief: Person = founder;

  const does: Script['does'] = async (person, type, input) => {
    const answer = await site.ledger.commit(
      { id: person.userId, roles: person.roles, desk: 'host' },
      { id: newUlid() as CommandId, type, input, deskAt: deskTime(clock.now()) },
    );
    if (!answer.ok)
      throw new Error(
        `the story breaks at ${type}: ${answer.refusal.code} ${JSON.stringify(answer.refusal.facts)}`,
      );
    return answer;
  };

  return {
    site,
    chief,
    does,
    at: (days, time) => clock.moveTo(demoMoment(midnightMs, days, time)),
    instant: (days, time) => new Date(demoMoment(midnightMs, days, time)).toISOString(),
    day: (days) => deskTime(demoMoment(midnightMs, days, '12:00')).slice(0, 10),
    async join(loginName, displayName, roles) {
      const userId = newUlid() as UserId;
      await does(chief, 'user.create', { userId, loginName, displayName, roles: [...roles] });
      await keepPassword(site.store, userId, demoPassword);
      return { userId, roles };
    },
    async together(first, second, type, input) {
      const asked = await does(first, type, input);
      await does(second, 'approval.grant', { approvalId: asked.waitsFor?.approvalId as ApprovalId });
    },
  };
}
