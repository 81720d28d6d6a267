import {
  createTRPCUntypedClient,
  httpLink,
  httpSubscriptionLink,
  isTRPCClientError,
  splitLink,
} from '@trpc/client';
import type { AnyRouter } from '@trpc/server';
import type { ActionInput, ActionName, ActionOutputs } from '#shared/contract/actions.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { UserId } from '#shared/contract/ids.ts';
import { paths, personHeader, requestHeader } from '#shared/contract/live.ts';
import type { Change } from '#shared/contract/live.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { codeFrom, refusalOf } from '#shared/contract/refusal.ts';
import { FetchEventSource } from './eventStream.ts';

/** The one header that every request of a page carries. */
export const pageHeader: Readonly<Record<string, string>> = { [requestHeader]: '1' };

let personHere: UserId | null = null;

/** Says who works at this desk, so that nothing begun by one person is done in the name of the next. */
export function setDeskPerson(userId: UserId | null): void {
  personHere = userId;
}

function headersOf(context: unknown): Readonly<Record<string, string>> {
  const given = (context as { readonly person?: UserId | null } | undefined)?.person;
  const person = given === undefined ? personHere : given;
  return person === null ? pageHeader : { ...pageHeader, [personHeader]: person };
}

const client = createTRPCUntypedClient<AnyRouter>({
  links: [
    splitLink({
      condition: (operation) => operation.type === 'subscription',
      true: httpSubscriptionLink({
        url: paths.rpc,
        EventSource: FetchEventSource,
        eventSourceOptions: { headers: pageHeader },
      }),
      false: httpLink({
        url: paths.rpc,
        headers: ({ op }) => headersOf(op.context),
        methodOverride: 'POST',
      }),
    }),
  ],
});

/** Asks one question of the API. Throws a `ApiError`. */
export async function ask<Name extends QueryName>(
  name: Name,
  input: QueryInput<Name>,
  signal?: AbortSignal,
  person: UserId | null = personHere,
): Promise<QueryOutputs[Name]> {
  try {
    return (await client.query(name, input, {
      context: { person },
      ...(signal ? { signal } : {}),
    })) as QueryOutputs[Name];
  } catch (error) {
    throw toApiError(error);
  }
}

/** Runs one action of the API, of a person. Throws a `ApiError` when no answer came; a refusal is an answer. */
export async function act<Name extends ActionName>(
  name: Name,
  input: ActionInput<Name>,
  person: UserId | null = personHere,
): Promise<ActionOutputs[Name]> {
  try {
    return (await client.mutation(name, input, { context: { person } })) as ActionOutputs[Name];
  } catch (error) {
    throw toApiError(error);
  }
}

/** Sends one command of a person. Throws a `ApiError` when no answer came; a refusal is an answer. */
export async function submit(
  envelope: CommandEnvelope,
  person: UserId | null = personHere,
): Promise<CommandAnswer> {
  try {
    return (await client.mutation('submit', envelope, { context: { person } })) as CommandAnswer;
  } catch (error) {
    throw toApiError(error);
  }
}

/** Listens to what changes at the site, from `after` on; answers with the function that ends it. */
export function listenToChanges(listener: {
  readonly after: number;
  onChange(change: Change): void;
  onState(connected: boolean): void;
  /** The core has ended it: the session it was begun with is over. */
  onEnded(): void;
}): () => void {
  const subscription = client.subscription(
    'changes',
    { after: listener.after },
    {
      onData: (data) => {
        const change = changeIn(data);
        if (change) listener.onChange(change);
      },
      onConnectionStateChange: (state) => {
        if (state.state === 'pending') listener.onState(true);
        else if (state.error) listener.onState(false);
      },
      onError: () => listener.onState(false),
      onComplete: () => listener.onEnded(),
    },
  );
  return () => subscription.unsubscribe();
}

/** tRPC hands a tracked event over as `{ id, data }`, an untracked one as it is. */
function changeIn(data: unknown): Change | null {
  if (typeof data !== 'object' || data === null) return null;
  if ('seq' in data && 'topics' in data) return data as Change;
  return 'data' in data ? changeIn(data.data) : null;
}

/**
 * Why no answer came. `unreachable`: nobody knows whether the request arrived, so it may be sent again under the same id.
 * `refused`: the API answered, and no.
 */
export class ApiError extends Error {
  readonly kind: 'unreachable' | 'refused';
  readonly refusal: Refusal;

  constructor(kind: ApiError['kind'], refusal: Refusal) {
    super(refusal.code);
    this.name = 'ApiError';
    this.kind = kind;
    this.refusal = refusal;
  }
}

const gatewayStatuses: readonly number[] = [502, 503, 504];

function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (!isTRPCClientError(error)) return new ApiError('unreachable', refusalOf('site-unreachable'));
  const data: unknown = error.data;
  const refusal = refusalIn(data) ?? refusalIn({ refusal: bodyOf(error.meta) });
  if (refusal) return new ApiError('refused', refusal);
  const status = statusIn(data) ?? statusIn(error.meta);
  if (status === 401) return new ApiError('refused', refusalOf('signed-out'));
  if (status === 403) return new ApiError('refused', refusalOf('role-not-allowed', { roles: [] }));
  if (status === 400) return new ApiError('refused', refusalOf('not-understood'));
  if (status === undefined || gatewayStatuses.includes(status)) {
    return new ApiError('unreachable', refusalOf('site-unreachable'));
  }
  return new ApiError('refused', refusalOf('unexpected'));
}

function statusIn(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('httpStatus' in data && typeof data.httpStatus === 'number') return data.httpStatus;
  return 'response' in data && data.response instanceof Response ? data.response.status : undefined;
}

/** The API's guards answer before tRPC does: their refusal is the body itself. */
function bodyOf(meta: unknown): unknown {
  return typeof meta === 'object' && meta !== null && 'responseJSON' in meta ? meta.responseJSON : null;
}

function refusalIn(data: unknown): Refusal | null {
  if (typeof data !== 'object' || data === null || !('refusal' in data)) return null;
  const { refusal } = data;
  if (typeof refusal !== 'object' || refusal === null || !('code' in refusal)) return null;
  if (typeof refusal.code !== 'string') return null;
  return {
    code: codeFrom(refusal.code),
    facts: 'facts' in refusal ? (refusal.facts as Refusal['facts']) : {},
  };
}
