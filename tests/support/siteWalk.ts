import type { CommandAnswer } from '#shared/contract/command.ts';
import { commandCatalogue } from '#shared/contract/capabilities.ts';
import type { CommandId, Id, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Site } from '../../src-main/core/api/site.ts';
import { testId } from './arrangedSite.ts';
import { walkKinds } from './siteWalkSteps.ts';
import { pickOf } from './siteWalkView.ts';
import type { WalkView, WantedCommand } from './siteWalkView.ts';

/** One step of a walk: what kind of thing is done, and numbers from which whatever it needs is picked. */
export interface WalkStep {
  readonly kind: (typeof walkKinds)[number]['name'];
  readonly pick: number;
  readonly amount: number;
}

/**
 * Walks through a real site by random steps. Steps of one group are given at once, as several desks do; what does not fit any
 * more is refused by the site, which is as good a step as another.
 */
export function createWalk(
  site: Site,
  clock: { readonly now: () => number; readonly pass: (ms: number, turnedMs: number) => void },
) {
  let ids = 0;
  const newId = <Kind extends string>(kind: string): Id<Kind> => {
    ids += 1;
    return testId<Kind>(kind, ids);
  };
  const all = <Row>(sql: string, ...given: readonly unknown[]): readonly Row[] =>
    site.store.raw.prepare(sql).all(...given) as Row[];
  const somebody = (roles: readonly Role[], pick: number): UserId => {
    const users = all<{ id: UserId; roles: string }>(
      'SELECT user_id AS id, roles FROM users WHERE disabled = 0 AND claimed = 1 ORDER BY user_id',
    );
    const fitting = users.filter((user) =>
      (JSON.parse(user.roles) as Role[]).some((role) => roles.includes(role)),
    );
    // Between a recovery and the owner's new password a site may have nobody: then somebody is refused.
    const anybody = all<{ id: UserId }>('SELECT user_id AS id FROM users ORDER BY user_id LIMIT 1');
    const chosen = pickOf(pick % 13 === 0 ? users : fitting, pick) ?? users[0] ?? anybody[0];
    if (chosen === undefined) throw new Error('a site without people');
    return chosen.id;
  };
  const view: WalkView = { site, now: clock.now, all, somebody, newId };

  function submit(wanted: WantedCommand, pick: number): Promise<CommandAnswer> {
    const by = wanted.by ?? somebody(commandCatalogue[wanted.type].roles, pick);
    const envelope = {
      id: newId<'command'>('cmd') as CommandId,
      type: wanted.type,
      input: wanted.input,
      deskAt: site.now(),
    };
    return site.ledger.commit({ id: by, roles: [], desk: `desk-${pick % 3}` }, envelope);
  }

  return {
    view,
    /** Gives commands that must all go through, at once. */
    async must(...wanted: readonly WantedCommand[]): Promise<void> {
      for (const answer of await Promise.all(wanted.map((one) => submit(one, 1)))) {
        if (!answer.ok) throw new Error(`refused: ${JSON.stringify(answer.refusal)}`);
      }
    },
    /** Gives commands of which only some fit. */
    async attempt(...wanted: readonly WantedCommand[]): Promise<void> {
      await Promise.all(wanted.map((one) => submit(one, 1)));
    },
    /** Walks a group of steps. */
    async walk(steps: readonly WalkStep[]): Promise<void> {
      const wanted = steps.flatMap((step) => {
        if (step.kind === 'timePasses')
          clock.pass((step.amount % 40) * 60_000, step.pick % 5 === 0 ? 3_600_000 : 0);
        const kind = walkKinds.find((one) => one.name === step.kind);
        return (kind?.wants(view, step.pick, step.amount) ?? []).map((command) => ({
          command,
          pick: step.pick,
        }));
      });
      await Promise.all(wanted.map(({ command, pick }) => submit(command, pick)));
    },
  };
}

export type SiteWalk = ReturnType<typeof createWalk>;
