import { compactText } from '#shared/domain/fullWidth.ts';
import { readLevel } from '#shared/domain/level.ts';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import { readOccupationCode, readOccupationName } from '#shared/domain/occupation.ts';
import type { Occupation } from '#shared/domain/occupation.ts';
import type { RowContext } from './rowContext.ts';

/** Occupation from name and code, or from the title where the roster has no such column; licensed ones are reported first. */
export function readOccupation(row: RowContext): void {
  const nameText = row.text('occupationName');
  const codeText = row.text('occupationCode');
  if (row.problems.some((problem) => problem.column === 'occupationName')) return;
  if (nameText === '' && codeText === '') {
    if (row.title.occupation === null) row.report('occupationName', 'occupation-missing');
    else if (!refuseLicensed(row, row.title.occupation, '')) keep(row, row.title.occupation, null);
    return;
  }
  const code = codeText === '' ? null : readOccupationCode(codeText);
  const byCode = code === null ? null : row.reference.catalogue.byCode(code);
  const byName = nameText === '' ? null : readOccupationName(row.reference.catalogue, nameText, code);
  if (refuseLicensed(row, byCode ?? (byName?.ok === true ? byName.occupation : null), nameText)) return;
  if (byName === null) {
    if (byCode === null) row.report('occupationCode', 'unknown-code');
    else keep(row, byCode, null);
    return;
  }
  if (codeText !== '' && byCode === null) {
    row.report('occupationCode', 'unknown-code', {
      proposal: byName.ok ? byName.occupation.code : undefined,
    });
    return;
  }
  if (!byName.ok) {
    // the code alone decides; what stands beside it is likely a trade of that occupation
    row.report('occupationName', 'unknown-occupation', { proposal: byCode?.name ?? byName.proposal?.name });
    if (byCode !== null) keep(row, byCode, compactText(nameText));
    return;
  }
  if (byCode !== null && byCode.code !== byName.occupation.code) {
    row.report('occupationCode', 'name-and-code-differ', {
      proposal: byName.occupation.code,
      facts: { nameOfCode: byCode.name, codeOfName: byName.occupation.code },
    });
    return;
  }
  keep(row, byCode ?? byName.occupation, byName.tradeName);
}

function keep(row: RowContext, occupation: Occupation, tradeName: string | null): void {
  row.values.occupationEdition = occupation.edition;
  row.values.occupationCode = occupation.code;
  row.values.occupationName = occupation.name;
  row.values.tradeName = tradeName;
}

/** True when the occupation must not be certified here: nothing of it is kept. A warning lets it pass. */
function refuseLicensed(row: RowContext, occupation: Occupation | null, nameText: string): boolean {
  const entry = findLicensed(
    row.reference.licensed,
    occupation?.code ?? null,
    nameText === '' ? (occupation?.name ?? null) : nameText,
  );
  // A work licence beside the occupation is said where the occupation is chosen, not for every person of a roster.
  if (entry === null || entry.action === 'warn') return false;
  const code = entry.action === 'refuse' ? 'licensed-occupation' : 'maybe-licensed-occupation';
  row.report(
    nameText === '' && row.text('occupationCode') !== '' ? 'occupationCode' : 'occupationName',
    code,
    { facts: { class: entry.class, basis: entry.basis } },
  );
  return entry.action === 'refuse';
}

/** The level, or the title's. */
export function readRowLevel(row: RowContext): void {
  const text = row.text('level');
  if (text === '') {
    row.values.level = row.title.level;
    if (row.title.level === null) row.report('level', 'level-missing');
    return;
  }
  row.values.level = readLevel(text);
  if (row.values.level === null && !row.problems.some((problem) => problem.column === 'level'))
    row.report('level', 'unknown-level');
}
