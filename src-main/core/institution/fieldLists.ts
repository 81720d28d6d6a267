import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { verifyCalendar } from '#node/calendarFile.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { findOccupation } from '../occupations/queries.ts';
import { calendarInForce, knownCalendars, keysInForce } from './queries.ts';

/** A chief confirms, with a reason, an occupation that the list of licensed ones leaves to that; others need none or get none. */
export function confirmLicensed(
  context: DecideContext,
  input: CommandInput<'institution.confirmLicensed'>,
): Decision {
  const { occupations, licensed } = context.reference;
  const occupation = findOccupation(occupations, input.edition, input.code);
  if (occupation === null) return refused('occupation-unknown', { code: input.code, edition: input.edition });
  const { edition, code, name } = occupation;
  const entry = findLicensed(licensed, code, name);
  if (entry?.action === 'refuse')
    return refused('occupation-licensed', { name, className: entry.class, basis: entry.basis });
  if (entry?.action !== 'confirm') return refused('licence-not-asked', { name });
  const data = { edition, code, className: entry.class, listVersion: licensed.version };
  return decided([happened('institution.licenceConfirmed', null, data, { reason: input.reason })]);
}

/**
 * Takes over another calendar of working days: signed by a root of the enrolled centre, issued later than the one in force and not
 * in the future, with every year that stands there. Batches under way keep theirs (`batch.changeRules` is the way to the new one).
 */
export function replaceCalendar(
  context: DecideContext,
  input: CommandInput<'institution.replaceCalendar'>,
): Decision {
  const { store, reference } = context;
  const keys = keysInForce(store);
  if (keys === null) return refused('calendar-needs-centre');
  const checked = verifyCalendar(input.calendarFile, input.signature, keys);
  if (!checked.ok) return checked;
  const { calendar, signer } = checked.value;
  const current = calendarInForce(store, reference);
  const today = siteDay(context.at);
  if (calendar.issued > today) return refused('calendar-not-yet', { issued: calendar.issued, today });
  if (calendar.issued <= (current.issued ?? ''))
    return refused('calendar-older', { issued: calendar.issued, current: current.issued ?? '' });
  if (knownCalendars(store, reference).some((one) => one.version === calendar.version))
    return refused('calendar-version-taken', { version: calendar.version });
  const years = Object.keys(current.years).filter((year) => !Object.hasOwn(calendar.years, year));
  if (years.length > 0) return refused('calendar-years-missing', { years });
  const { calendarFile, signature } = input;
  const { version, issued } = calendar;
  return decided(
    [
      happened(
        'institution.calendarReplaced',
        null,
        { version, issued, sha256: sha256Hex(calendarFile), calendarFile, signature, signer },
        null,
      ),
    ],
    { version, years: Object.keys(calendar.years) },
  );
}
