import { refuse } from '#shared/contract/refusal.ts';
import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { UserId } from '#shared/contract/ids.ts';
import type { ActContext, Actions, ApiContext } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { personOf } from './queries.ts';
import { checkPassword, closeSession, keepPassword, openSession } from './signIn.ts';

export const accessActions = {
  'access.signIn': async (context, input) => {
    const { site, host } = context;
    if (site === null) return refuse('site-not-open');
    const checked = await checkPassword(site.store, host.clock.now, input.loginName, input.password);
    if (checked.ok) startSession(context, checked.value.userId);
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
    const answer = await submit(
      context,
      'user.create',
      { commandId, deskAt },
      { userId, loginName, displayName, roles },
    );
    if (answer.ok) await keepPassword(context.openSite.store, userId, password);
    return answer;
  },
  'access.setPassword': (context, { commandId, deskAt, userId, password }) =>
    setPassword(context, { commandId, deskAt }, userId, password),
  'access.changePassword': async (context, { commandId, deskAt, present, password }) => {
    const { openSite, host, person } = context;
    // Asked again after an answer that got lost, the new one holds already.
    const checked = await checkPassword(openSite.store, host.clock.now, person.loginName, present, password);
    if (!checked.ok)
      return checked.refusal.code === 'sign-in-wrong' ? refuse('present-password-wrong') : checked;
    return setPassword(context, { commandId, deskAt }, person.userId, password);
  },
  'access.grantHere': async (
    { openSite, desk, host },
    { commandId, deskAt, approvalId, loginName, password },
  ): Promise<CommandAnswer> => {
    const checked = await checkPassword(openSite.store, host.clock.now, loginName, password);
    if (!checked.ok) return checked;
    const second = checked.value;
    const envelope: CommandEnvelope = {
      id: commandId,
      type: 'approval.grant',
      input: { approvalId },
      deskAt,
    };
    return openSite.ledger.commit({ id: second.userId, roles: second.roles, desk }, envelope);
  },
} satisfies Actions;

/** Records who set whose password, then keeps its hash. */
async function setPassword(
  { openSite, person }: ActContext,
  { commandId, deskAt }: Parameters<typeof submit>[2],
  userId: UserId,
  password: string,
): Promise<CommandAnswer> {
  const answer = await openSite.ledger.commit(
    { id: 'system', roles: [], desk: 'host' },
    { id: commandId, type: 'user.recordPassword', input: { userId, by: person.userId }, deskAt },
  );
  if (answer.ok) await keepPassword(openSite.store, userId, password);
  return answer;
}

function startSession(context: ApiContext, userId: Parameters<typeof openSession>[2]): void {
  if (context.site === null) return;
  context.setSession(openSession(context.site.store, context.host.clock.now(), userId, context.desk));
}
