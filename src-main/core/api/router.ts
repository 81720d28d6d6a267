import { initTRPC, TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { actionCatalogue, commandCatalogue } from '#shared/contract/capabilities.ts';
import type { ActionName } from '#shared/contract/actions.ts';
import { sealConditions } from '#shared/contract/events/audience.ts';
import { isCommandType } from '#shared/contract/commands/index.ts';
import { commandEnvelope } from '#shared/contract/command.ts';
import type { CommandEnvelope } from '#shared/contract/command.ts';
import { queryCatalogue } from '#shared/contract/capabilities.ts';
import type { QueryName } from '#shared/contract/queries.ts';
import type { CatalogueLine } from '#shared/contract/catalogueLine.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { refusalOf, refuse } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import type { Role } from '#shared/domain/roles.ts';
import { z as zod } from 'zod';
import type { Actor } from '../ledger/capability.ts';
import type { AskContext } from './answers.ts';
import type { ApiParts } from './capability.ts';
import type { ActContext, Actions, ApiContext } from './context.ts';
import { news } from './news.ts';
import { sealState } from './seals.ts';
import type { Seals } from './seals.ts';
import type { Site } from './site.ts';
import { noteUnexpected } from './unexpected.ts';

/** A refusal of the API itself; its code goes to the page, nothing of a library does. */
class ApiRefusal extends TRPCError {
  readonly refusal: Refusal;
  constructor(code: TRPCError['code'], refusal: Refusal) {
    super({ code, message: refusal.code });
    this.refusal = refusal;
  }
}

const t = initTRPC.context<ApiContext>().create({
  errorFormatter({ shape, error }) {
    const refusal: Refusal =
      error instanceof ApiRefusal
        ? error.refusal
        : {
            code:
              error.code === 'BAD_REQUEST'
                ? 'not-understood'
                : error.code === 'NOT_FOUND'
                  ? 'not-found'
                  : noteUnexpected(error),
            facts: {},
          };
    return {
      ...shape,
      message: refusal.code,
      data: { code: shape.data.code, httpStatus: shape.data.httpStatus, refusal },
    };
  },
});

function mustBeOpen(context: ApiContext): Site {
  if (context.site === null) throw new ApiRefusal('PRECONDITION_FAILED', refusalOf('site-not-open'));
  return context.site;
}

/** Whoever is at this desk, unless they have left it or the page takes somebody else to be here. */
function personAt({ signedIn, away, expected }: ApiContext): SignedIn {
  if (away !== null) throw new ApiRefusal('UNAUTHORIZED', refusalOf('desk-locked'));
  if (signedIn === null) throw new ApiRefusal('UNAUTHORIZED', refusalOf('signed-out'));
  if (expected !== null && expected !== signedIn.userId)
    throw new ApiRefusal('CONFLICT', refusalOf('desk-changed'));
  return signedIn;
}

/** Who gives a command or does something works at the desk; a page that only asks does not. */
function noteWorkAt({ sessionToken, host }: ApiContext): void {
  host.noteWork(sessionToken);
}

function mustHold(context: ApiContext, roles: readonly Role[], beforeClaim = false): Actor {
  const signedIn = personAt(context);
  if (!signedIn.claimed && !beforeClaim) throw new ApiRefusal('FORBIDDEN', refusalOf('account-unclaimed'));
  if (!signedIn.roles.some((role) => roles.includes(role)))
    throw new ApiRefusal('FORBIDDEN', refusalOf('role-not-allowed', { roles: [...roles] }));
  return { id: signedIn.userId, roles: signedIn.roles, desk: context.desk };
}

function askContext(site: Site, actor: Actor, seals: Seals): AskContext {
  const {
    store,
    dir,
    recording,
    reference,
    demo,
    signingKey,
    compareTables,
    checkPages,
    backupFailed,
    keysRefused,
  } = site;
  return {
    store,
    dir,
    recording,
    reference,
    demo,
    signingKey,
    compareTables,
    checkPages,
    backupFailed,
    keysRefused,
    at: site.now(),
    monotonicMs: site.clock.monotonic,
    actor: actor as AskContext['actor'],
    seals: sealState(store, seals),
    ledgerTail: site.ledger.tail,
    jobOf: site.jobs.of,
  };
}

function answer(name: QueryName, { answers, seals }: ApiParts) {
  const definition: CatalogueLine = queryCatalogue[name];
  const { roles } = definition;
  const handler = answers[name] as ((context: unknown, input: unknown) => unknown) | undefined;
  if (handler === undefined) throw new Error(`nobody answers ${name}`);
  return t.procedure
    .input(definition.input as z.ZodType<unknown>)
    .query(({ ctx, input }) =>
      handler(roles === 'open' ? ctx : askContext(mustBeOpen(ctx), mustHold(ctx, roles), seals), input),
    );
}

function act(name: ActionName, actions: Actions) {
  const definition: CatalogueLine = actionCatalogue[name];
  const handler = actions[name] as ((context: ApiContext, input: unknown) => Promise<unknown>) | undefined;
  if (handler === undefined) throw new Error(`nobody does ${name}`);
  return t.procedure.input(definition.input as z.ZodType<unknown>).mutation(({ ctx, input }) => {
    if (definition.roles === 'open') return handler(ctx, input);
    const openSite = mustBeOpen(ctx);
    const actor = mustHold(ctx, definition.roles, definition.beforeClaim);
    noteWorkAt(ctx);
    return handler({ ...ctx, openSite, actor, person: ctx.signedIn } as ActContext, input);
  });
}

const submit = t.procedure.input(commandEnvelope).mutation(({ ctx, input }) => {
  const site = mustBeOpen(ctx);
  const person = personAt(ctx);
  noteWorkAt(ctx);
  if (isCommandType(input.type) && commandCatalogue[input.type].composer === 'core')
    return refuse('command-not-for-people', { type: input.type });
  const actor: Actor = { id: person.userId, roles: person.roles, desk: ctx.desk };
  return site.ledger.commit(actor, input as CommandEnvelope);
});

const changes = t.procedure
  .input(zod.strictObject({ after: zod.int().min(0), lastEventId: zod.string().optional() }))
  .subscription(({ ctx, input, signal }) =>
    news(
      ctx,
      input.lastEventId === undefined ? input.after : Number(input.lastEventId),
      signal ?? ctx.signal,
    ),
  );

/** Builds the one router of the API: `submit`, `changes`, and every question and action of the catalogues by its name. */
export function buildRouter(parts: ApiParts) {
  for (const condition of sealConditions)
    if (parts.seals[condition] === undefined) throw new Error(`nobody knows of ${condition}`);
  const branches: Record<string, Record<string, ReturnType<typeof answer> | ReturnType<typeof act>>> = {};
  for (const name of Object.keys(queryCatalogue) as QueryName[]) place(branches, name, answer(name, parts));
  for (const name of Object.keys(actionCatalogue) as ActionName[])
    place(branches, name, act(name, parts.actions));
  return t.router({ submit, changes, ...branches });
}

function place<Procedure>(
  branches: Record<string, Record<string, Procedure>>,
  name: string,
  procedure: Procedure,
): void {
  const [branch, leaf] = name.split('.');
  if (branch === undefined || leaf === undefined) throw new Error(`${name} is no path`);
  (branches[branch] ??= {})[leaf] = procedure;
}
