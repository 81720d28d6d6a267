import { and, asc, eq } from 'drizzle-orm';
import type { CentreKeys } from '#shared/contract/centreKeys.ts';
import type { OccupationKey } from '#shared/contract/values.ts';
import type { CalendarView, FiledOccupation } from '#shared/contract/views/site.ts';
import type { CalendarDate } from '#shared/domain/calendarDate.ts';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';
import { parseCalendarFile } from '#node/calendarFile.ts';
import { parseCentreKeys } from '#node/centreKeys.ts';
import type { DecideContext, Refused, ReferenceData } from '../ledger/capability.ts';
import { refused } from '../ledger/capability.ts';
import { preparedOnce } from '../store/openDatabase.ts';
import type { Store } from '../store/openDatabase.ts';
import { calendars, centre, filedOccupations, licenceConfirmations, site } from './tables.ts';

/** The founded site; null before. */
export function siteRow(store: Store): typeof site.$inferSelect | null {
  return store.orm.select().from(site).get() ?? null;
}

/** What the institution has filed, by code and from the lowest level up. */
export function filed(store: Store): readonly (typeof filedOccupations.$inferSelect)[] {
  return store.orm
    .select()
    .from(filedOccupations)
    .orderBy(asc(filedOccupations.code), asc(filedOccupations.level))
    .all();
}

/** What the institution has filed, with what the list of licensed occupations says of it. */
export function filedViews({
  store,
  reference,
}: Pick<DecideContext, 'store' | 'reference'>): readonly FiledOccupation[] {
  return filed(store).map((one) => {
    const entry = findLicensed(reference.licensed, one.code, one.name);
    if (entry === null) return { ...one, licensed: null };
    const { action, class: className, basis } = entry;
    const confirmed = action === 'confirm' && isLicenceConfirmed(store, one);
    return { ...one, licensed: { action, className, basis, confirmed } };
  });
}

/** The enrolled centre's row; null before enrolment. */
export function centreRow(store: Store): typeof centre.$inferSelect | null {
  return store.orm.select().from(centre).get() ?? null;
}

/** The centre's keys in force; null before enrolment. */
export function keysInForce(store: Store): CentreKeys | null {
  const row = centreRow(store);
  if (row === null) return null;
  const parsed = parseCentreKeys(row.keysFile);
  return parsed.ok ? parsed.value : null;
}

/** Whether a chief has confirmed an occupation that the list of licensed ones leaves to that. */
export function isLicenceConfirmed(store: Store, { edition, code }: OccupationKey): boolean {
  const row = store.orm
    .select()
    .from(licenceConfirmations)
    .where(and(eq(licenceConfirmations.edition, edition), eq(licenceConfirmations.code, code)))
    .get();
  return row !== undefined;
}

/** Why an occupation may not be certified here: it is a licensed one, or has to be confirmed by a chief first. Null when it may. */
export function licenceRefusal(
  { store, reference }: Pick<DecideContext, 'store' | 'reference'>,
  line: OccupationKey & { readonly name: string },
): Refused | null {
  const entry = findLicensed(reference.licensed, line.code, line.name);
  if (entry === null || entry.action === 'warn') return null;
  const facts = { name: line.name, className: entry.class, basis: entry.basis };
  if (entry.action === 'refuse') return refused('occupation-licensed', facts);
  return isLicenceConfirmed(store, line) ? null : refused('occupation-unconfirmed', facts);
}

/** Asked with every deadline. */
const adopted = preparedOnce(({ orm }) =>
  orm
    .select({ calendarFile: calendars.calendarFile })
    .from(calendars)
    .orderBy(asc(calendars.issued))
    .prepare(),
);

/** Parsed once a file: a signed calendar never changes. */
const parsedCalendars = new Map<string, WorkingCalendar>();

/** Every calendar of working days that the site has: the product's own, and those taken over. */
export function knownCalendars(
  store: Store,
  reference: Pick<ReferenceData, 'calendar'>,
): readonly WorkingCalendar[] {
  const others = adopted(store)
    .all()
    .flatMap(({ calendarFile }) => {
      const known = parsedCalendars.get(calendarFile);
      if (known !== undefined) return [known];
      const parsed = parseCalendarFile(calendarFile);
      if (!parsed.ok) return [];
      parsedCalendars.set(calendarFile, parsed.value);
      return [parsed.value];
    });
  return [reference.calendar, ...others];
}

/** The calendar that new batches are made with: the one issued last. */
export function calendarInForce(store: Store, reference: Pick<ReferenceData, 'calendar'>): WorkingCalendar {
  return knownCalendars(store, reference).reduce((newest, one) =>
    (one.issued ?? '') > (newest.issued ?? '') ? one : newest,
  );
}

/** The calendars that a batch's days are counted with, by preference: its own, then the one in force (for years its own has not). */
export function calendarsFor(
  store: Store,
  reference: Pick<ReferenceData, 'calendar'>,
  version: string | null,
): readonly [WorkingCalendar, ...WorkingCalendar[]] {
  const inForce = calendarInForce(store, reference);
  const own = knownCalendars(store, reference).find((one) => one.version === version) ?? inForce;
  return own === inForce ? [inForce] : [own, inForce];
}

/** The calendar in force as the system page shows it; `today` is the day of the site. */
export function calendarView(
  store: Store,
  reference: Pick<ReferenceData, 'calendar'>,
  today: CalendarDate,
): CalendarView {
  const { version, issued, years } = calendarInForce(store, reference);
  const row = store.orm.select().from(calendars).where(eq(calendars.version, version)).get();
  const year = Number(today.slice(0, 4));
  return {
    version,
    issued: issued ?? null,
    years: Object.keys(years).toSorted(),
    signer: row?.signer ?? null,
    missing: [String(year), String(year + 1)].filter((one) => !Object.hasOwn(years, one)),
  };
}
