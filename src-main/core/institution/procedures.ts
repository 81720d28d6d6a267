import { parseSshPublicKeyLine, sshFingerprint } from '#node/ed25519.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { secretValue } from '../access/secrets.ts';
import type { Answers } from '../api/answers.ts';
import { verifySite } from '../ledger/verifySite.ts';
import { ledgerRows } from './ledgerRows.ts';
import { calendarView, centreRow, filedViews, siteRow } from './queries.ts';

export const institutionAnswers = {
  'site.state': ({ host, signedIn, away }) => host.state({ signedIn, away }),
  'ledger.rows': (context, view) => ledgerRows(context, view),
  'ledger.verify': ({ store, compareTables, checkPages }) =>
    verifySite(store, siteRow(store)?.signingKey ?? null, { pages: checkPages, compare: compareTables }),
  'institution.filed': (context) => filedViews(context),
  'institution.calendar': ({ store, reference, at }) => calendarView(store, reference, siteDay(at)),
  'reports.centre': ({ store, keysRefused }) => {
    const row = centreRow(store);
    const here = siteRow(store);
    const key = here === null ? null : parseSshPublicKeyLine(here.signingKey);
    return {
      enrolled: row !== null,
      centreId: row?.centreId ?? null,
      address: row?.address ?? null,
      keysVersion: row?.version ?? null,
      keysExpire: row?.expires ?? null,
      rootFingerprint: row?.rootFingerprint ?? null,
      siteKeyFingerprint: key?.ok === true ? sshFingerprint(key.value) : '',
      sitePublicKey: here?.signingKey ?? '',
      hasToken: secretValue(store, 'centre-token') !== null,
      keysRefused: keysRefused(),
    };
  },
} satisfies Answers;
