import { z } from 'zod';
import { institutionCode, instant } from './values.ts';

/** `ssh-ed25519 AAAA…`, without a comment. */
const sshKey = z.string().regex(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA[A-Za-z0-9+/=]{44}$/);
const ageRecipient = z.string().regex(/^age1[02-9ac-hj-np-z]{58}$/);

/** `centre-keys.json`: who speaks for the centre and for which keys; canonical JSON, namespace kaodian-keys. */
export const centreKeys = z.strictObject({
  format: z.literal('kaodian-keys-v1'),
  /** Only rises. */
  version: z.int().min(1),
  centreId: z.string().min(1).max(60),
  issuedAt: instant,
  /** An expired file warns; the exam goes on. */
  expires: instant,
  roots: z.array(sshKey).min(1),
  receiptKeys: z.array(sshKey).min(1),
  recipients: z.array(z.strictObject({ age: ageRecipient, notAfter: instant.nullable() })).min(1),
  institutions: z.array(
    z.strictObject({
      code: institutionCode,
      siteKeys: z.array(
        z.strictObject({ ssh: sshKey, validAfter: instant, validBefore: instant.nullable() }),
      ),
    }),
  ),
  revoked: z.array(
    z.strictObject({
      /** An SSH key, or an age recipient. */
      key: z.union([sshKey, ageRecipient]),
      /** Null: nothing signed with it counts. */
      trustIfFirstReceivedBefore: instant.nullable(),
    }),
  ),
  /** PEM of the authority that signed the centre's TLS certificate; null: the system's own list. */
  tlsCa: z.string().max(20_000).nullable(),
});
export type CentreKeys = z.infer<typeof centreKeys>;
