import { initTRPC, tracked, TRPCError } from '@trpc/server';
import type { z } from 'zod';
import { actionCatalogue } from '#shared/contract/actions.ts';
import type { ActionDefinition, ActionName } from '#shared/contract/actions.ts';
import { commandEnvelope } from '#shared/contract/command.ts';
import type { CommandEnvelope } from '#shared/contract/command.ts';
import { queryCatalogue } from '#shared/contract/queries.ts';
import type { QueryDefinition, QueryName } from '#shared/contract/queries.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { refusalOf } from '#shared/contract/refusal.ts';
import type { Role } from '#shared/contract/roles.ts';
import { z as zod } from 'zod';
import type { Actor } from '../ledger/capability.ts';
import { actions, answers } from '../procedures.ts';
import type { Site } from '../site.ts';
import type { AskContext } from './answers.ts';
import type { ActContext, ApiContext } from './context.ts';
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

function mustHold(context: ApiContext, roles: readonly Role[]): Actor {
  const { signedIn } = context;
  if (signedIn === null) throw new ApiRefusal('UNAUTHORIZED', refusalOf('signed-out'));
  if (!signedIn.roles.some((role) => roles.includes(role)))
    throw new ApiRefusal('FORBIDDEN', refusalOf('role-not-allowed', { roles: [...roles] }));
  return { id: signedIn.userId, roles: signedIn.roles, desk: context.desk };
}

function answer(name: QueryName) {
  const definition: QueryDefinition = queryCatalogue[name];
  const handler = answers[name] as ((context: AskContext, input: unknown) => unknown) | undefined;
  if (name === 'site.state')
    return t.procedure
      .input(definition.input as z.ZodType<unknown>)
      .query(({ ctx }) => ctx.host.state(ctx.signedIn));
  if (handler === undefined) throw new Error(`nobody answers ${name}`);
  return t.procedure.input(definition.input as z.ZodType<unknown>).query(({ ctx, input }) => {
    if (name === 'occupations.search')
      return handler({ reference: ctx.host.reference } as unknown as AskContext, input);
    const site = mustBeOpen(ctx);
    const actor = mustHold(ctx, definition.roles === 'open' ? [] : definition.roles);
    return handler(
      {
        store: site.store,
        at: site.now(),
        actor: actor as AskContext['actor'],
        reference: site.reference,
        demo: site.demo,
        site,
      },
      input,
    );
  });
}

function act(name: ActionName) {
  const definition: ActionDefinition = actionCatalogue[name];
  const handler = actions[name] as ((context: ActContext, input: unknown) => Promise<unknown>) | undefined;
  if (handler === undefined) throw new Error(`nobody does ${name}`);
  return t.procedure.input(definition.input as z.ZodType<unknown>).mutation(({ ctx, input }) => {
    if (definition.roles === 'open') return handler(ctx as ActContext, input);
    const openSite = mustBeOpen(ctx);
    const actor = mustHold(ctx, definition.roles);
    return handler({ ...ctx, openSite, actor, person: ctx.signedIn } as ActContext, input);
  });
}

const submit = t.procedure.input(commandEnvelope).mutation(({ ctx, input }) => {
  const site = mustBeOpen(ctx);
  if (ctx.signedIn === null) throw new ApiRefusal('UNAUTHORIZED', refusalOf('signed-out'));
  const actor: Actor = { id: ctx.signedIn.userId, roles: ctx.signedIn.roles, desk: ctx.desk };
  return site.ledger.commit(actor, input as CommandEnvelope);
});

const changes = t.procedure
  .input(zod.strictObject({ after: zod.int().min(0), lastEventId: zod.string().optional() }))
  .subscription(async function* ({ ctx, input, signal }) {
    const ended = signal ?? ctx.signal;
    const after = input.lastEventId === undefined ? input.after : Number(input.lastEventId);
    const { site } = ctx;
    if (after > 0 && site !== null) {
      const size = site.ledger.tail().size;
      const missed = site.store
        .statement('SELECT DISTINCT type FROM ledger_rows WHERE seq >= ?')
        .all(after) as { type: string }[];
      if (missed.length > 0)
        yield tracked(String(size), {
          seq: size,
          topics: [...new Set(missed.map((row) => row.type.split('.')[0] ?? row.type))],
        });
    }
    for await (const change of ctx.host.listen(ended)) yield tracked(String(change.seq), change);
  });

/** Builds the one router of the API: `submit`, `changes`, and every question and action of the catalogues by its name. */
export function buildRouter() {
  const branches: Record<string, Record<string, ReturnType<typeof answer> | ReturnType<typeof act>>> = {};
  for (const name of Object.keys(queryCatalogue) as QueryName[]) place(branches, name, answer(name));
  for (const name of Object.keys(actionCatalogue) as ActionName[]) place(branches, name, act(name));
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
