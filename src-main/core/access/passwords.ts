import { randomBytes, timingSafeEqual } from 'node:crypto';
import { and, eq, ne } from 'drizzle-orm';
import type { CredentialId, UserId } from '#shared/contract/ids.ts';
import { passwordFault, shortestPassword, wordsInPassword } from '#shared/domain/passwords.ts';
import { refuse } from '#shared/contract/refusal.ts';
import { argon2id } from '../store/siteKeys.ts';
import type { Store } from '../store/openDatabase.ts';
import { credentials, users } from './tables.ts';

/** Why a password is not taken; null when it is. Stands before every password that is set. */
export function weakPassword(password: string, loginName = '') {
  const fault = passwordFault(password, loginName);
  if (fault === null) return null;
  return fault === 'short'
    ? refuse('password-short', { least: shortestPassword, words: wordsInPassword })
    : refuse('password-common');
}

/**
 * Keeps a password's hash (argon2id) under its id, before the row that names it: what the ledger says opens an account is
 * there. A second one under the same id is not taken, so that a command sent again changes nothing. No secret ever stands in
 * a row. Answers whether it was new.
 */
export async function keepPassword(
  store: Store,
  credentialId: CredentialId,
  userId: UserId,
  password: string,
): Promise<boolean> {
  if (credentialOf(store, credentialId) !== undefined) return false;
  const salt = randomBytes(16);
  const hash = await argon2id(password.normalize('NFKC'), salt);
  const kept = store.orm
    .insert(credentials)
    .values({ credentialId, userId, salt, hash })
    .onConflictDoNothing()
    .run();
  return kept.changes > 0;
}

/** Forgets a password whose row was refused. */
export function dropPassword(store: Store, credentialId: CredentialId): void {
  store.orm.delete(credentials).where(eq(credentials.credentialId, credentialId)).run();
}

/** Forgets the passwords that an account had before the one in force. */
export function dropEarlierPasswords(store: Store, userId: UserId, inForce: CredentialId): void {
  store.orm
    .delete(credentials)
    .where(and(eq(credentials.userId, userId), ne(credentials.credentialId, inForce)))
    .run();
}

/** Whether there is a password of this person under this id. */
export function hasPassword(store: Store, credentialId: CredentialId, userId: UserId): boolean {
  return credentialOf(store, credentialId)?.userId === userId;
}

/** The hash that opens an account today; undefined when none does. */
export function passwordInForce(store: Store, userId: UserId) {
  const user = store.orm.select().from(users).where(eq(users.userId, userId)).get();
  return user === undefined ? undefined : credentialOf(store, user.credentialId ?? user.userId);
}

/** Whether the password of this id opens the account today. */
export function isInForce(store: Store, userId: UserId, credentialId: CredentialId): boolean {
  return passwordInForce(store, userId)?.credentialId === credentialId;
}

/** Whether a password is the one that opens the account. */
export async function isPasswordInForce(store: Store, userId: UserId, password: string): Promise<boolean> {
  const kept = passwordInForce(store, userId);
  return (
    kept !== undefined && timingSafeEqual(await argon2id(password.normalize('NFKC'), kept.salt), kept.hash)
  );
}

function credentialOf(store: Store, id: CredentialId | UserId) {
  return store.orm.select().from(credentials).where(eq(credentials.credentialId, id)).get();
}
