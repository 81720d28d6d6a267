import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { useCallback, useContext, useRef, useState } from 'react';
import type { ActionInput, ActionName, ActionOutputs } from '#shared/contract/actions.ts';
import type { CommandAnswer } from '#shared/contract/command.ts';
import type { CommandInput, PersonCommandType } from '#shared/contract/commands/index.ts';
import type { CommandId, UserId } from '#shared/contract/ids.ts';
import type { QueryInput, QueryName, QueryOutputs } from '#shared/contract/queries.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { act, ask, ApiError, submit as sendCommand } from './client.ts';
import { holdChanges } from './live.ts';
import { noteDeskLost, siteClient } from './queryClient.ts';
import { deskTime, newId } from './newId.ts';
import { SiteContext } from './session.tsx';
import { tell } from './tell.ts';

export { newId } from './newId.ts';
export { uploadFile } from './upload.ts';

/** How a question is asked. */
export interface QuestionOptions {
  /** False: do not ask yet. */
  readonly enabled?: boolean;
  /** Keeps showing the answer to the last input while the next one is on its way. */
  readonly keepLast?: boolean;
  /** Asks again after this time even without news, for numbers that no event tells of (disk space, progress). */
  readonly everyMs?: number;
}

/** Asks a question and keeps its answer fresh: live changes ask it again by topic (`topics.ts`). */
export function useQuestion<Name extends QueryName>(
  name: Name,
  input: QueryInput<Name>,
  options: QuestionOptions = {},
): UseQueryResult<QueryOutputs[Name], ApiError> {
  const own = useQueryClient();
  const person = usePerson();
  return useQuery<QueryOutputs[Name], ApiError, QueryOutputs[Name], readonly unknown[]>(
    {
      queryKey: [name, input],
      queryFn: ({ signal }) => ask(name, input, signal, person),
      enabled: options.enabled ?? true,
      ...(options.keepLast ? { placeholderData: keepPreviousData } : {}),
      ...(options.everyMs === undefined ? {} : { refetchInterval: options.everyMs }),
    },
    name === 'site.state' ? siteClient : own,
  ) as UseQueryResult<QueryOutputs[Name], ApiError>;
}

/** Whose desk a component stands on: what it asks and does is theirs, also when another works here by then. */
function usePerson(): UserId | null {
  return useContext(SiteContext)?.signedIn?.userId ?? null;
}

/** How a command or an action speaks to the person. */
export interface AskOptions {
  /** The caller shows refusals itself; otherwise the shared notice does. */
  readonly quiet?: boolean;
}

/**
 * Gives commands of one type. Each gets an id of its own and keeps it when the network fails and it is sent again, so it
 * happens once; giving the same input again while it is under way (a double click) is the same command. `waitsFor` opens
 * the panel of the second person.
 */
export function useCommand<Type extends PersonCommandType>(
  type: Type,
  options: AskOptions = {},
): { submit(input: CommandInput<Type>): Promise<CommandAnswer>; readonly busy: boolean } {
  const once = useOnce<CommandAnswer>();
  const quiet = options.quiet ?? false;
  const person = usePerson();
  const { run } = once;
  const submit = useCallback(
    (input: CommandInput<Type>) =>
      run(input, async () => {
        const envelope = { id: newId<'command'>(), type, input, deskAt: deskTime() };
        const answer = await retry(() => sendCommand(envelope, person));
        speakOf(answer, type, quiet);
        return answer;
      }),
    [run, type, quiet, person],
  );
  return { submit, busy: once.busy };
}

type ActionWithCommand = {
  [Name in ActionName]: ActionInput<Name> extends { commandId: CommandId } ? Name : never;
}[ActionName];

/** Actions that end in a command: they carry its id, so sending them again is harmless. */
const actionsWithCommand: Readonly<Record<ActionWithCommand, true>> = {
  'access.addPerson': true,
  'access.setPin': true,
  'badges.print': true,
  'access.setPassword': true,
  'access.changePassword': true,
  'access.claim': true,
  'access.recover': true,
  'access.grantHere': true,
  'roster.import': true,
  'theory.importMarks': true,
  'theory.proposeSubstitution': true,
  'practical.adoptRubric': true,
  'incidents.addFile': true,
  'centre.enrol': true,
  'equipment.importSheet': true,
  'equipment.storePhoto': true,
  'site.renewRecoveryKey': true,
  'cameras.add': true,
  'cameras.change': true,
  'cameras.setFolder': true,
  'cameras.watch': true,
  'cameras.play': true,
};

/** Input of an action as a page gives it: the id and the desk's time are added here. */
export type PageActionInput<Name extends ActionName> = Omit<ActionInput<Name>, 'commandId' | 'deskAt'>;

/** Answer of an action; a desk that does not reach the core makes it a refusal like any other. */
export type ActionAnswer<Name extends ActionName> =
  | ActionOutputs[Name]
  | { readonly ok: false; readonly refusal: Refusal };

/** Runs actions of one name; double clicks run once, and those that end in a command are sent again when the network fails. */
export function useAction<Name extends ActionName>(
  name: Name,
  options: AskOptions = {},
): { run(input: PageActionInput<Name>): Promise<ActionAnswer<Name>>; readonly busy: boolean } {
  const once = useOnce<ActionAnswer<Name>>();
  const queryClient = useQueryClient();
  const quiet = options.quiet ?? false;
  const person = usePerson();
  const { run: runOnce } = once;
  const run = useCallback(
    (input: PageActionInput<Name>) =>
      runOnce(input, async () => {
        const withCommand = Object.hasOwn(actionsWithCommand, name);
        const full = (
          withCommand ? { ...input, commandId: newId<'command'>(), deskAt: deskTime() } : input
        ) as ActionInput<Name>;
        // What is still being asked, or soon would be, is asked by the one who leaves; nobody waits for it.
        const release = changesWho(name) ? holdChanges() : null;
        let refreshed = Promise.resolve();
        try {
          if (release !== null) await queryClient.cancelQueries();
          const answer = await retry<ActionAnswer<Name>>(
            () => act(name, full, person),
            withCommand ? undefined : 1,
          );
          speakOf(answer as CommandAnswer, name, quiet);
          if (answer.ok) refreshed = refreshAfter(name);
          return answer;
        } finally {
          if (release !== null) void refreshed.finally(release);
        }
      }),
    [runOnce, name, quiet, queryClient, person],
  );
  return { run, busy: once.busy };
}

const deskActions: ReadonlySet<string> = new Set(['access.unlock', 'access.lock', 'access.setPin']);

function changesWho(name: ActionName): boolean {
  return (
    deskActions.has(name) ||
    name === 'access.claim' ||
    name.startsWith('access.sign') ||
    (name.startsWith('site.') && name !== 'site.setUp')
  );
}

/** Who is signed in, or which site is open, changed: the page follows from that (`App.tsx` then forgets the answers of before). */
async function refreshAfter(name: ActionName): Promise<void> {
  if (changesWho(name)) await siteClient.invalidateQueries({ queryKey: ['site.state'] });
}

function speakOf(answer: CommandAnswer, commandType: string, quiet: boolean): void {
  if (answer.ok) {
    if ('waitsFor' in answer && answer.waitsFor) {
      tell.waiting({ ...answer.waitsFor, commandType });
    }
    return;
  }
  noteDeskLost(answer.refusal.code);
  // Whoever is at the desk now did not ask for this.
  if (!quiet && answer.refusal.code !== 'desk-changed') tell.refusal(answer.refusal);
}

const waitsMs = [500, 1000, 2000, 4000, 8000, 8000, 8000];

/** Tries until an answer comes or patience ends; no answer at all becomes the refusal `site-unreachable`. */
async function retry<Answer>(
  send: () => Promise<Answer>,
  tries: number = waitsMs.length + 1,
): Promise<Answer | { readonly ok: false; readonly refusal: Refusal }> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.kind === 'refused' || attempt >= tries) return { ok: false, refusal: error.refusal };
      await new Promise((resolve) => setTimeout(resolve, waitsMs[attempt - 1] ?? 8000));
    }
  }
}

/** Runs work once per input at a time; a second call with the same input gets the first one's answer. */
function useOnce<Answer>(): {
  run(input: unknown, work: () => Promise<Answer>): Promise<Answer>;
  readonly busy: boolean;
} {
  const underWay = useRef(new Map<string, Promise<Answer>>());
  const [busyCount, setBusyCount] = useState(0);
  const run = useCallback((input: unknown, work: () => Promise<Answer>) => {
    const key = JSON.stringify(input);
    const first = underWay.current.get(key);
    if (first) return first;
    setBusyCount((count) => count + 1);
    const answer = work().finally(() => {
      underWay.current.delete(key);
      setBusyCount((count) => count - 1);
    });
    underWay.current.set(key, answer);
    return answer;
  }, []);
  return { run, busy: busyCount > 0 };
}
