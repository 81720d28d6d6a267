import { newUlid } from '#node/newUlid.ts';
import type { ApprovalId, CommandId, RubricId, UserId } from '#shared/contract/ids.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import type { Person, Player } from '../../core/demo/player.ts';
import { rubricFile } from '../../core/demo/rubricFile.ts';
import type { CoreClient } from '../coreClient.ts';
import { CoreRefused } from '../coreClient.ts';
import { withUpload } from './uploads.ts';
import type { Stage } from './stage.ts';

/** Everybody's password in this demonstration. */
export const demoPassword = 'demonstration-only';
/** With which everybody is handed the account; at the first sign-in they set their own. */
const firstPassword = 'handed-over-once';

/** Plays over the API: everybody is signed in with a session of their own. */
export interface ApiPlayer extends Player {
  /** The session of a person, for what is no command and no question of the play. */
  readonly clientOf: (person: Person) => CoreClient;
}

/** Makes the player of a site that was just founded, and signs its chief in. */
export async function openApiPlayer(stage: Stage, chiefLoginName: string): Promise<ApiPlayer> {
  const clients = new Map<UserId, CoreClient>();

  async function signIn(loginName: string, password: string): Promise<Person> {
    const client = stage.connect();
    const signedIn = await client.act('access.signIn', { loginName, password });
    if (!signedIn.ok) throw new CoreRefused('access.signIn', signedIn.refusal);
    const { userId, claimed } = signedIn.value;
    if (!claimed) {
      const command = { commandId: newUlid() as CommandId, deskAt: deskTime(Date.now()) };
      const taken = await client.act('access.claim', { ...command, password: demoPassword });
      if (!taken.ok) throw new CoreRefused('access.claim', taken.refusal);
    }
    clients.set(userId, client);
    return { userId };
  }

  function clientOf({ userId }: Person): CoreClient {
    const client = clients.get(userId);
    if (client === undefined) throw new Error('nobody of the play');
    return client;
  }

  async function signs(person: Person, approvalId: ApprovalId): Promise<void> {
    const grants = [{ commandId: newUlid() as CommandId, approvalId }];
    const signed = await clientOf(person).act('access.grantList', { secret: demoPassword, grants });
    if (!signed.ok) throw new CoreRefused('access.grantList', signed.refusal);
    for (const answer of signed.value)
      if (!answer.ok) throw new CoreRefused('approval.grant', answer.refusal);
  }

  const chief = await signIn(chiefLoginName, demoPassword);
  /** Who agrees to what the chief asks for. */
  let second: Person | null = null;
  return {
    chief,
    clientOf,
    does: (person, type, input) => clientOf(person).must(type, input),
    signs,
    asks: (person, name, input) => clientOf(person).ask(name, input),
    async adopts(person, adopting, modules) {
      const client = clientOf(person);
      const command = { commandId: newUlid() as CommandId, deskAt: deskTime(Date.now()) };
      const rubricId = newUlid() as RubricId;
      await withUpload(client, rubricFile(modules), async (uploadId) => {
        const answer = await client.act('practical.adoptRubric', {
          ...command,
          uploadId,
          rubricId,
          ...adopting,
        });
        return answer.ok ? null : answer.refusal;
      });
    },
    async joins(loginName, displayName, roles) {
      const answer = await clientOf(chief).act('access.addPerson', {
        commandId: newUlid() as CommandId,
        deskAt: deskTime(Date.now()),
        userId: newUlid() as UserId,
        loginName,
        displayName,
        roles: [...roles],
        password: firstPassword,
      });
      if (!answer.ok) throw new CoreRefused('access.addPerson', answer.refusal);
      if (answer.waitsFor !== undefined) await signs(second ?? chief, answer.waitsFor.approvalId);
      const person = await signIn(loginName, firstPassword);
      if (roles.includes('registrar')) second ??= person;
      return person;
    },
  };
}
