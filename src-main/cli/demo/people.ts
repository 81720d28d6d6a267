import { newUlid } from '#node/newUlid.ts';
import type { CommandId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import type { CoreClient } from '../coreClient.ts';
import { CoreRefused } from '../coreClient.ts';
import type { Stage } from './stage.ts';

/** One of the demonstration's staff, signed in with a session of their own. */
export interface Actor {
  readonly userId: UserId;
  readonly client: CoreClient;
}

const password = 'demonstration-only';

/** Adds a person and signs them in. */
export async function addActor(
  stage: Stage,
  chief: CoreClient,
  loginName: string,
  displayName: string,
  roles: Role[],
): Promise<Actor> {
  const userId = newUlid() as UserId;
  const commandId = newUlid() as CommandId;
  const answer = await chief.act('access.addPerson', {
    commandId,
    deskAt: deskTime(Date.now()),
    userId,
    loginName,
    displayName,
    roles,
    password,
  });
  if (!answer.ok) throw new CoreRefused('access.addPerson', answer.refusal);
  return { userId, client: await signIn(stage, loginName, password) };
}

/** A session for someone who is known already. */
export async function signIn(stage: Stage, loginName: string, secret: string): Promise<CoreClient> {
  const client = stage.connect();
  const signedIn = await client.act('access.signIn', { loginName, password: secret });
  if (!signedIn.ok) throw new CoreRefused('access.signIn', signedIn.refusal);
  return client;
}

/** `count` of a kind, a few at a time (each password costs a moment on purpose). */
export async function addActors(
  stage: Stage,
  chief: CoreClient,
  prefix: string,
  title: string,
  roles: Role[],
  count: number,
): Promise<readonly Actor[]> {
  const actors: Actor[] = [];
  for (let from = 0; from < count; from += 4) {
    const some = Array.from({ length: Math.min(4, count - from) }, (_, index) => from + index + 1);
    actors.push(
      ...(await Promise.all(
        some.map((number) => addActor(stage, chief, `${prefix}${number}`, `${title}${number}号`, roles)),
      )),
    );
  }
  return actors;
}

/** The item at a place that is known to exist. */
export function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  if (item === undefined) throw new Error(`nothing at ${index} of ${items.length}`);
  return item;
}
