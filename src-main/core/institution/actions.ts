import { refuse } from '#shared/contract/refusal.ts';
import { personOf } from '../access/queries.ts';
import { keepSecret } from '../access/secrets.ts';
import { openSession } from '../access/signIn.ts';
import type { Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';

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
