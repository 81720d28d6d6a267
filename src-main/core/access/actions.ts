import { refuse } from '#shared/contract/refusal.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { BadgeId, CommandId, CredentialId, UserId } from '#shared/contract/ids.ts';
import type { ActContext, Actions, ApiContext } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { badgeOfToken } from './badges.ts';
import { personOf } from './queries.ts';
import {
  dropEarlierPasswords,
  dropPassword,
  isInForce,
  isPasswordInForce,
  keepPassword,
  weakPassword,
} from './passwords.ts';
import { checkPassword, closeSession, keepSession, openSession } from './signIn.ts';

export const accessActions = {
  'access.signIn': async (context, input) => {
    const { site, host } = context;
    if (site === null) return refuse('site-not-open');
    const checked = await checkPassword(site.store, host.clock.now, input.loginName, input.password);
    if (!checked.ok) return checked;
    const badge = badgeOfToken(site.store, host.clock.now(), input.loginName);
    startSession(context, checked.value.userId, badge?.badgeId ?? null);
    return checked;
  },
  'access.signInDemo': async (context, { userId }) => {
    const { site } = context;
    if (site === null || !site.demo) return refuse('not-a-demonstration');
    const person = personOf(site.store, userId);
    if (person === null) return refuse('person-unknown');
    startSession(context, person.userId);
    return { ok: true, value: person };
  },
  'access.signOut': async ({ openSite, sessionToken, setSession }) => {
    if (sessionToken !== null) closeSession(openSite.store, sessionToken);
    setSession(null);
    return { ok: true, value: null };
  },
  'access.addPerson': async (
    context,
    { commandId, deskAt, userId, loginName, displayName, roles, password },
  ) => {
    const weak = password === null ? null : weakPassword(password, loginName);
    if (weak !== null) return weak;
    const create = (credentialId: CredentialId | null) =>
      submit(
        context,
        'user.create',
        { commandId, deskAt },
        { userId, loginName, displayName, roles, credentialId },
      );
    return password === null ? create(null) : withPassword(context, commandId, userId, password, create);
  },
  'access.setPassword': async (context, { commandId, deskAt, userId, password }) => {
    const weak = weakPassword(password, personOf(context.openSite.store, userId)?.loginName);
    if (weak !== null) return weak;
    return withPassword(context, commandId, userId, password, (credentialId) =>
      submit(context, 'user.resetPassword', { commandId, deskAt }, { userId, credentialId }),
    );
  },
  'access.claim': async (context, { commandId, deskAt, password }) => {
    const { openSite, person } = context;
    const { userId } = person;
    // Sent again because its answer got lost, it has set the password already.
    if (!isInForce(openSite.store, userId, commandId as unknown as CredentialId)) {
      if (person.claimed) return refuse('account-claimed');
      if (await isPasswordInForce(openSite.store, userId, password)) return refuse('password-handed-over');
    }
    return setOwnPassword(context, { commandId, deskAt }, password);
  },
  'access.changePassword': async (context, { commandId, deskAt, present, password }) => {
    const { openSite, host, person } = context;
    // Asked again after an answer that got lost, the new one holds already.
    const checked = await checkPassword(openSite.store, host.clock.now, person.loginName, present, password);
    if (!checked.ok)
      return checked.refusal.code === 'sign-in-wrong' ? refuse('present-password-wrong') : checked;
    return setOwnPassword(context, { commandId, deskAt }, password);
  },
  'access.grantHere': async (
    { openSite, desk, host },
    { commandId, deskAt, approvalId, loginName, password, loneReason },
  ): Promise<CommandAnswer> => {
    const checked = await checkPassword(openSite.store, host.clock.now, loginName, password);
    if (!checked.ok) return checked;
    const second = checked.value;
    const envelope: CommandEnvelope = {
      id: commandId,
      type: 'approval.grant',
      input: { approvalId, loneReason: loneReason ?? null },
      deskAt,
    };
    return openSite.ledger.commit({ id: second.userId, roles: second.roles, desk }, envelope);
  },
} satisfies Actions;

/** Keeps a password under the command's id, then gives the command that names it; forgets it when that is refused. */
export async function withPassword(
  { openSite }: Pick<ActContext, 'openSite'>,
  commandId: CommandId,
  userId: UserId,
  password: string,
  give: (credentialId: CredentialId) => Promise<CommandAnswer>,
): Promise<CommandAnswer> {
  const credentialId = commandId as unknown as CredentialId;
  const isNew = await keepPassword(openSite.store, credentialId, userId, password);
  const answer = await give(credentialId);
  // An old command sent again is answered as it was, and its password is long gone.
  const stands =
    answer.ok && (answer.waitsFor !== undefined || isInForce(openSite.store, userId, credentialId));
  if (isNew && !stands) dropPassword(openSite.store, credentialId);
  return answer;
}

/** Sets the password of the one who is signed in. It ends all their sessions but the present one. */
async function setOwnPassword(
  context: ActContext,
  { commandId, deskAt }: Parameters<typeof submit>[2],
  password: string,
): Promise<CommandAnswer> {
  const { openSite, sessionToken } = context;
  const { userId, loginName } = context.person;
  const weak = weakPassword(password, loginName);
  if (weak !== null) return weak;
  return withPassword(context, commandId, userId, password, async (credentialId) => {
    const answer = await openSite.ledger.commit(
      { id: 'system', roles: [], desk: context.desk },
      { id: commandId, type: 'user.recordPassword', input: { userId, credentialId }, deskAt },
    );
    if (answer.ok && isInForce(openSite.store, userId, credentialId)) {
      if (sessionToken !== null) keepSession(openSite.store, sessionToken, userId);
      dropEarlierPasswords(openSite.store, userId, credentialId);
    }
    return answer;
  });
}

/** Opens the session of the one who comes; that of the one before, at this desk, is over. */
function startSession(context: ApiContext, userId: UserId, badgeId: BadgeId | null = null): void {
  const { site, host, desk, sessionToken } = context;
  if (site === null) return;
  if (sessionToken !== null) closeSession(site.store, sessionToken);
  const token = openSession(site.store, host.clock.now(), userId, desk, badgeId);
  host.noteWork(token);
  context.setSession(token);
}
