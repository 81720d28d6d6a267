import { sshFingerprint } from '#node/ed25519.ts';
import type { UserId } from '#shared/contract/ids.ts';
import { refuse } from '#shared/contract/refusal.ts';
import { personOf } from '../access/queries.ts';
import { keepSecret } from '../access/secrets.ts';
import { checkPassword, openSession } from '../access/signIn.ts';
import { countedTry } from '../access/tries.ts';
import type { Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';

/** Under which name tries at the passphrase are counted, like those at a password. */
const passphraseTries = { userId: 'passphrase' as UserId, loginName: 'passphrase' };

export const institutionActions = {
  'site.setUp': async (context, input) => {
    const { host } = context;
    const founded = await host.setUp(input, context.desk);
    const site = host.current();
    if (!founded.ok) return founded;
    const signedIn = site === null ? null : personOf(site.store, founded.value.chief);
    if (site === null || signedIn === null) throw new Error('the site was founded without its chief');
    context.setSession(openSession(site.store, host.clock.now(), signedIn.userId, context.desk));
    return {
      ok: true,
      value: {
        recoveryKey: founded.value.recoveryKey,
        signedIn,
        signingKeyFingerprint: founded.value.fingerprint,
      },
    };
  },
  'site.unlock': ({ host }, input) => host.unlock(input),
  'site.renewRecoveryKey': async (context, { commandId, deskAt, password, passphrase }) => {
    const { openSite, host, person } = context;
    const { store } = openSite;
    if (openSite.demo) return refuse('recovery-in-demonstration');
    const checked = await checkPassword(store, host.clock.now, person.loginName, password);
    if (!checked.ok)
      return checked.refusal.code === 'sign-in-wrong' ? refuse('present-password-wrong') : checked;
    if (await openSite.hasPassphrase()) {
      const typed = passphrase ?? '';
      const opens = await countedTry(store, host.clock.now, passphraseTries, async () =>
        (await openSite.isPassphrase(typed)) ? true : null,
      );
      if (!opens.ok) return opens.refusal.code === 'sign-in-wrong' ? refuse('passphrase-wrong') : opens;
    }
    // The row first: cut off in between, the board asks for a sheet although the old one still opens.
    const answer = await submit(context, 'site.renewRecovery', { commandId, deskAt }, {});
    if (!answer.ok) return answer;
    const recoveryKey = await openSite.renewRecoveryKey();
    const signingKey = openSite.signingKey();
    return {
      ok: true,
      value: {
        recoveryKey,
        signingKeyFingerprint: signingKey === null ? '' : sshFingerprint(signingKey),
      },
    };
  },
  'site.openDemo': ({ host }) => host.openDemo(),
  'site.leaveDemo': async (context) => {
    const left = await context.host.leaveDemo();
    if (left.ok) context.setSession(null);
    return left;
  },
  'centre.enrol': async (context, input) => {
    const keys = context.uploads.get(input.keysUploadId);
    const signature = context.uploads.get(input.signatureUploadId);
    if (keys === null || signature === null) return refuse('upload-gone');
    const address =
      input.address === null || input.address.trim() === '' ? null : input.address.trim().replace(/\/$/, '');
    const answer = await submit(context, 'centre.enrol', input, {
      keysFile: Buffer.from(keys.bytes).toString('utf8'),
      signature: Buffer.from(signature.bytes).toString('utf8'),
      rootFingerprint: input.rootFingerprint.trim(),
      address,
    });
    if (answer.ok && input.token !== null && input.token.trim() !== '')
      keepSecret(context.openSite.store, 'centre-token', Buffer.from(input.token.trim()));
    return answer;
  },
} satisfies Actions;
