import type { CommandAnswer, CommandEnvelope } from '#shared/contract/command.ts';
import type { PinId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import type { Result } from '#shared/contract/refusal.ts';
import type { SignedIn } from '#shared/contract/views/site.ts';
import { deskTime } from '#shared/domain/deskTime.ts';
import { isCommonPin, pinForm } from '#shared/domain/pin.ts';
import type { Actions } from '../api/context.ts';
import { badgeOfPerson, badgeOfToken, checkPin, dropPin, keepPin } from './badges.ts';
import { lockSession, noteWork, unlockSession } from './deskLock.ts';
import { passwordInForce } from './passwords.ts';
import { personOf } from './queries.ts';
import { checkPassword, closeSession, openSession } from './signIn.ts';
import type { Store } from '../store/openDatabase.ts';

/** Checks what somebody signs with: the PIN of their badge, or their password. */
function checkOwnSecret(
  store: Store,
  now: () => number,
  { userId, loginName }: SignedIn,
  secret: string,
): Promise<Result<SignedIn>> {
  const badge = pinForm.test(secret) ? badgeOfPerson(store, now(), userId) : null;
  return badge === null ? checkPassword(store, now, loginName, secret) : checkPin(store, now, badge, secret);
}

/** Badges at a desk, the desk's lock, and many requests signed at once. */
export const deskActions = {
  'access.readBadge': async ({ site, host }, { badge: token }) => {
    if (site === null) return refuse('site-not-open');
    const badge = badgeOfToken(site.store, host.clock.now(), token);
    const person = badge === null ? null : personOf(site.store, badge.userId);
    if (badge === null || person === null) return refuse('badge-dead');
    const { displayName } = person;
    return {
      ok: true,
      value: { displayName, hasPin: badge.pinId !== null, wantsPassword: wantsPassword(site.store, person) },
    };
  },
  'access.setPin': async (context, { commandId, deskAt, badge: code, pin, password }) => {
    const { site, host, desk, sessionToken } = context;
    if (site === null) return refuse('site-not-open');
    const { store } = site;
    const badge = badgeOfToken(store, host.clock.now(), code);
    const person = badge === null ? null : personOf(store, badge.userId);
    if (badge === null || person === null) return refuse('badge-dead');
    if (badge.pinId !== null) return refuse('badge-pin-set');
    if (isCommonPin(pin)) return refuse('pin-common');
    if (wantsPassword(store, person)) {
      if (password === null) return refuse('badge-password-asked');
      const checked = await checkPassword(store, host.clock.now, person.loginName, password);
      if (!checked.ok) return checked;
    }
    const pinId = commandId as unknown as PinId;
    await keepPin(store, pinId, pin);
    const answer = await site.ledger.commit(
      { id: 'system', roles: [], desk },
      { id: commandId, type: 'badge.recordPin', input: { badgeId: badge.badgeId, pinId }, deskAt },
    );
    if (!answer.ok) {
      dropPin(store, pinId);
      return answer;
    }
    const owner = personOf(store, badge.userId);
    if (owner === null) return refuse('badge-dead');
    if (sessionToken !== null) closeSession(store, sessionToken);
    const token = openSession(store, host.clock.now(), owner.userId, desk, badge.badgeId);
    host.noteWork(token);
    context.setSession(token);
    return { ok: true, value: owner };
  },
  'access.unlock': async ({ site, host, away, sessionToken }, { secret }) => {
    if (site === null) return refuse('site-not-open');
    if (away === null || sessionToken === null) return refuse('signed-out');
    const checked = await checkOwnSecret(site.store, host.clock.now, away, secret);
    if (!checked.ok) return checked;
    unlockSession(site.store, host.clock.monotonic(), sessionToken);
    return checked;
  },
  'access.lock': async ({ openSite, sessionToken }) => {
    if (sessionToken !== null) lockSession(openSite.store, sessionToken);
    return { ok: true, value: null };
  },
  'access.stillHere': async ({ openSite, host, sessionToken }) => {
    if (sessionToken !== null) noteWork(openSite.store, host.clock.monotonic(), sessionToken);
    return { ok: true, value: null };
  },
  'access.grantList': async ({ openSite, host, person, actor }, { secret, grants, loneReason }) => {
    // In the demonstration nobody has a secret of their own.
    if (!openSite.demo) {
      const checked = await checkOwnSecret(openSite.store, host.clock.now, person, secret);
      if (!checked.ok) return checked;
    }
    const answers: CommandAnswer[] = [];
    for (const { commandId, approvalId } of grants) {
      const envelope: CommandEnvelope = {
        id: commandId,
        type: 'approval.grant',
        input: { approvalId, loneReason: loneReason ?? null },
        deskAt: deskTime(host.clock.now()),
      };
      answers.push(await openSite.ledger.commit(actor, envelope));
    }
    return { ok: true, value: answers };
  },
} satisfies Actions;

/** Whoever has taken the account with a password of their own proves with it that a PIN is theirs. */
function wantsPassword(store: Store, { userId, claimed }: SignedIn): boolean {
  return claimed && passwordInForce(store, userId) !== undefined;
}
