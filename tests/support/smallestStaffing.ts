import { newUlid } from '#node/newUlid.ts';
import type { BadgeId, BatchId, CommandId, UserId } from '#shared/contract/ids.ts';
import type { Role } from '#shared/domain/roles.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import type { ApiPlayer } from '../../src-main/cli/demo/apiPlayer.ts';
import type { Stage } from '../../src-main/cli/demo/stage.ts';
import type { CoreClient } from '../../src-main/cli/coreClient.ts';
import type { Person } from '../../src-main/core/demo/player.ts';

/**
 * The smallest staffing (docs/manual/13-accounts.md prints the same): six people of the office, three examiners and a supervisor from
 * outside. Made-up people.
 */
export const smallestStaffing = {
  chief: ['chief'],
  registrar: ['registrar'],
  markEntry: ['invigilator', 'markEntry'],
  markVerifier: ['invigilator', 'markVerifier'],
  measurer: ['measurer', 'technician'],
  doorkeeper: ['invigilator'],
  lead: ['leadExaminer'],
  examinerOne: ['examiner'],
  examinerTwo: ['examiner'],
  supervisor: ['supervisor'],
} as const satisfies Readonly<Record<string, readonly Role[]>>;

/** A command's id and the time of its desk. */
const command = () => ({ commandId: newUlid() as CommandId, deskAt: deskTime(Date.now()) });

/** People from outside: an account without a password, made by the chief with the registrar. */
export async function outsiderJoins(
  player: ApiPlayer,
  registrar: Person,
  loginName: string,
  roles: readonly Role[],
): Promise<Person> {
  const userId = newUlid() as UserId;
  const made = await player.clientOf(player.chief).act('access.addPerson', {
    ...command(),
    userId,
    loginName,
    displayName: loginName,
    roles: [...roles],
    password: null,
  });
  if (!made.ok || made.waitsFor === undefined) throw new Error(`${loginName}: ${JSON.stringify(made)}`);
  await player.signs(registrar, made.waitsFor.approvalId);
  return { userId };
}

/** Issues badges by two, prints them; each owner scans theirs at a desk, sets a PIN, and is signed in. */
export async function badgesIssued(
  stage: Stage,
  player: ApiPlayer,
  registrar: Person,
  batchId: BatchId,
  people: readonly Person[],
): Promise<ReadonlyMap<UserId, { readonly client: CoreClient; readonly pin: string }>> {
  const badges = people.map(({ userId }) => ({ badgeId: newUlid() as BadgeId, userId }));
  const asked = await player.does(registrar, 'badge.issue', { batchId, badges });
  if (asked.waitsFor === undefined) throw new Error('badges are issued by two');
  await player.signs(player.chief, asked.waitsFor.approvalId);
  const badgeIds = badges.map(({ badgeId }) => badgeId);
  const printed = await player.clientOf(registrar).act('badges.print', { ...command(), badgeIds });
  if (!printed.ok) throw new Error(printed.refusal.code);
  const at = new Map<UserId, { readonly client: CoreClient; readonly pin: string }>();
  for (const [index, { badgeId, userId }] of badges.entries()) {
    const client = stage.connect();
    const pin = String(190_284 + index * 1111);
    const badge = printed.value.find((one) => one.badgeId === badgeId)?.token ?? '';
    const set = await client.act('access.setPin', { ...command(), badge, pin, password: null });
    if (!set.ok) throw new Error(`${set.refusal.code}`);
    at.set(userId, { client, pin });
  }
  return at;
}

/** The player in whose play people with badges act too, each at their own desk, and sign with their PIN. */
export function withBadges(player: ApiPlayer, at: Awaited<ReturnType<typeof badgesIssued>>): ApiPlayer {
  const clientOf: ApiPlayer['clientOf'] = (person) =>
    at.get(person.userId)?.client ?? player.clientOf(person);
  return {
    ...player,
    clientOf,
    does: (person, type, input) => clientOf(person).must(type, input),
    asks: (person, name, input) => clientOf(person).ask(name, input),
    async signs(person, approvalId) {
      const badge = at.get(person.userId);
      if (badge === undefined) return player.signs(person, approvalId);
      const grants = [{ commandId: newUlid() as CommandId, approvalId }];
      const signed = await badge.client.act('access.grantList', { secret: badge.pin, grants });
      if (!signed.ok || signed.value.some((one) => !one.ok)) throw new Error(JSON.stringify(signed));
    },
  };
}
