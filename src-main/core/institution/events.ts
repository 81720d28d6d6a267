import { eq } from 'drizzle-orm';
import { isCentreAddress } from '#shared/domain/centreAddress.ts';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import { sha256Hex } from '#node/hashes.ts';
import { verifyCentreKeys } from '#node/centreKeys.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { findOccupation } from '../occupations/queries.ts';
import { renewKeys } from './decideRenewal.ts';
import { confirmLicensed, replaceCalendar } from './fieldLists.ts';
import { keysInForce } from './queries.ts';
import { calendars, centre, clockJumps, filedOccupations, licenceConfirmations, site } from './tables.ts';

export const decide: Decide = {
  'site.found': (context, input) => {
    if (context.store.orm.select().from(site).get() !== undefined) return refused('site-founded-already');
    const { chief } = input;
    return decided([
      happened(
        'site.founded',
        null,
        {
          institutionCode: input.institutionCode,
          institutionName: input.institutionName,
          signingKey: input.signingKey,
        },
        null,
      ),
      happened(
        'user.created',
        null,
        { userId: chief.userId, roles: ['chief'], credentialId: chief.credentialId ?? null },
        { loginName: chief.loginName, displayName: chief.displayName },
      ),
    ]);
  },
  'site.renewRecovery': () => decided([happened('site.recoveryRenewed', null, {}, null)]),
  'site.recoverySheetKept': () => decided([happened('site.recoverySheetKept', null, {}, null)]),
  'institution.fileOccupation': (context, input) => {
    const occupation = findOccupation(context.reference.occupations, input.edition, input.code);
    if (occupation === null)
      return refused('occupation-unknown', { code: input.code, edition: input.edition });
    const licensed = findLicensed(context.reference.licensed, input.code, occupation.name);
    if (licensed?.action === 'refuse')
      return refused('occupation-licensed', {
        name: occupation.name,
        className: licensed.class,
        basis: licensed.basis,
      });
    return decided([
      happened(
        'institution.occupationFiled',
        null,
        {
          edition: input.edition,
          code: input.code,
          name: occupation.name,
          level: input.level,
          major: input.major,
        },
        null,
      ),
    ]);
  },
  'institution.confirmLicensed': confirmLicensed,
  'institution.replaceCalendar': replaceCalendar,
  'centre.enrol': (context, input) => {
    const { address } = input;
    if (address !== null && !isCentreAddress(address)) return refused('address-malformed', { address });
    const current = keysInForce(context.store);
    const trust = current === null ? { rootFingerprint: input.rootFingerprint } : { current };
    const checked = verifyCentreKeys(
      input.keysFile,
      splitSignatures(input.signature),
      trust,
      Date.parse(context.at),
    );
    if (!checked.ok) return checked;
    const { keys, rootFingerprint } = checked.value;
    const here = context.store.orm.select().from(site).get();
    if (here === undefined) return refused('site-not-founded');
    const known = keys.institutions.some((institution) => institution.code === here.institutionCode);
    if (!known) return refused('centre-knows-not-this-site', { code: here.institutionCode });
    return decided([
      happened(
        'centre.enrolled',
        null,
        {
          centreId: keys.centreId,
          version: keys.version,
          keysSha256: sha256Hex(input.keysFile),
          keysFile: input.keysFile,
          rootFingerprint,
          address,
          expires: keys.expires,
        },
        null,
      ),
    ]);
  },
  'centre.renewKeys': renewKeys,
};

/** A keys file may carry two signatures one after the other (old and new root). */
function splitSignatures(text: string): readonly string[] {
  return text.match(/-----BEGIN SSH SIGNATURE-----[\s\S]*?-----END SSH SIGNATURE-----\n?/g) ?? [];
}

export const apply: Apply = {
  'site.founded': (store, { data }) =>
    void store.orm
      .insert(site)
      .values({ id: 1, ...data, recoverySheetKept: false })
      .run(),
  'site.recoveryRenewed': (store) =>
    void store.orm.update(site).set({ recoverySheetKept: false }).where(eq(site.id, 1)).run(),
  'site.recoverySheetKept': (store) =>
    void store.orm.update(site).set({ recoverySheetKept: true }).where(eq(site.id, 1)).run(),
  'institution.occupationFiled': (store, { data }) => {
    store.orm
      .insert(filedOccupations)
      .values(data)
      .onConflictDoUpdate({
        target: [filedOccupations.edition, filedOccupations.code, filedOccupations.level],
        set: { name: data.name, major: data.major },
      })
      .run();
  },
  'institution.licenceConfirmed': (store, { at, actor, data, personal }) => {
    const { edition, code, ...said } = { ...data, by: actor, at, reason: personal?.reason ?? null };
    store.orm
      .insert(licenceConfirmations)
      .values({ edition, code, ...said })
      .onConflictDoUpdate({ target: [licenceConfirmations.edition, licenceConfirmations.code], set: said })
      .run();
  },
  'institution.calendarReplaced': (store, { at, data }) =>
    void store.orm
      .insert(calendars)
      .values({ ...data, at })
      .run(),
  'centre.enrolled': (store, { data }) => {
    store.orm
      .insert(centre)
      .values({ id: 1, ...data })
      .onConflictDoUpdate({ target: centre.id, set: data })
      .run();
  },
  'clock.jumped': (store, { seq, data }) =>
    void store.orm
      .insert(clockJumps)
      .values({ seq, fromAt: data.fromAt, toAt: data.toAt, jumpMs: data.jumpMs })
      .run(),
};
