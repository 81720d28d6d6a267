import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import type { LicensedList } from '#shared/domain/licensedOccupation.ts';
import { buildOccupationCatalogue } from '#shared/domain/occupation.ts';
import type { Occupation, OccupationCatalogue, OccupationFile } from '#shared/domain/occupation.ts';
import type { WorkingCalendar } from '#shared/domain/workingDays.ts';
import type { OccupationHit } from '#shared/contract/views/site.ts';
import type { ReferenceData } from '../ledger/capability.ts';

const mostHits = 30;

/** Reads the catalogue, the licensed list and the calendar that come with the product. */
export function readReferenceData(resourcesDir: string): ReferenceData {
  const file = readJson<OccupationFile>(join(resourcesDir, 'occupations', 'csco22.json'));
  return {
    occupations: buildOccupationCatalogue([file]),
    licensed: readJson<LicensedList>(join(resourcesDir, 'occupations', 'licensed.json')),
    calendar: readJson<WorkingCalendar>(join(resourcesDir, 'calendar', 'holidays.json')),
    all: file.occupations.map((occupation) => ({ edition: file.edition, ...occupation })),
  };
}

function readJson<Shape>(path: string): Shape {
  return JSON.parse(readFileSync(path, 'utf8')) as Shape;
}

/** One occupation by its key; null when the dictionary has no such code in that edition. */
export function findOccupation(
  catalogue: OccupationCatalogue,
  edition: string,
  code: string,
): Occupation | null {
  return catalogue.byCode(code, edition);
}

/** Occupations whose code begins with, or whose name or synonym contains, the text; names first. */
export function searchOccupations(reference: ReferenceData, text: string): readonly OccupationHit[] {
  const wanted = text.trim();
  if (wanted === '') return [];
  const byName = reference.all.filter((one) => one.name.includes(wanted) || one.code.startsWith(wanted));
  const byAlias = reference.all.filter(
    (one) => !byName.includes(one) && one.aliases.some((alias) => alias.includes(wanted)),
  );
  return [...byName, ...byAlias].slice(0, mostHits).map((one) => {
    const licensed = findLicensed(reference.licensed, one.code, one.name);
    return {
      edition: one.edition,
      code: one.code,
      name: one.name,
      aliases: one.aliases,
      licensed:
        licensed === null
          ? null
          : { action: licensed.action, className: licensed.class, basis: licensed.basis },
    };
  });
}
