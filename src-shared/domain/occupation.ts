import { compactCode, compactText } from './fullWidth.ts';

/** An occupation of one edition of the dictionary; the key is edition + code. */
export interface Occupation {
  readonly edition: string;
  readonly code: string;
  readonly name: string;
  /** Marks of the dictionary: L green, S digital. */
  readonly green: boolean;
  readonly digital: boolean;
  /** Synonyms of job advertisements: good for a proposal, never for a decision. */
  readonly aliases: readonly string[];
}

export interface OccupationFile {
  readonly edition: string;
  readonly version: string;
  readonly occupations: readonly Omit<Occupation, 'edition'>[];
}

export interface OccupationCatalogue {
  readonly byCode: (code: string, edition?: string) => Occupation | null;
  /** Several editions, or one name for two codes, give several. */
  readonly byName: (name: string) => readonly Occupation[];
  readonly byAlias: (name: string) => readonly Occupation[];
}

/** Catalogue over one or more editions. Where a code stands in several, the first file given wins unless an edition is named. */
export function buildOccupationCatalogue(files: readonly OccupationFile[]): OccupationCatalogue {
  const byKey = new Map<string, Occupation>();
  const byCode = new Map<string, Occupation>();
  const byName = new Map<string, Occupation[]>();
  const byAlias = new Map<string, Occupation[]>();
  for (const file of files) {
    for (const row of file.occupations) {
      const occupation: Occupation = { edition: file.edition, ...row };
      byKey.set(`${file.edition} ${row.code}`, occupation);
      if (!byCode.has(row.code)) byCode.set(row.code, occupation);
      push(byName, compactText(row.name), occupation);
      for (const alias of row.aliases) push(byAlias, compactText(alias), occupation);
    }
  }
  return {
    byCode: (code, edition) =>
      (edition === undefined ? byCode.get(code) : byKey.get(`${edition} ${code}`)) ?? null,
    byName: (name) => byName.get(compactText(name)) ?? [],
    byAlias: (name) => byAlias.get(compactText(name)) ?? [],
  };
}

function push(map: Map<string, Occupation[]>, key: string, occupation: Occupation): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [occupation]);
  else list.push(occupation);
}

/** A code in its kept form `d-dd-dd-dd` (dashes of any kind, spaces, or none at all), or null. */
export function readOccupationCode(text: string): string | null {
  const digits = compactCode(text).replace(/[-–—－−‐_.]/g, '');
  const match = /^(\d)(\d{2})(\d{2})(\d{2})$/.exec(digits);
  return match === null ? null : match.slice(1).join('-');
}

export interface OccupationWords {
  /** The name that stands before or without brackets. */
  readonly outer: string;
  /** What stands in brackets, or null. */
  readonly inner: string | null;
}

/** Splits 汽车修理工（汽车维修工）into its two names. */
export function splitOccupationName(text: string): OccupationWords {
  const plain = compactText(text);
  const match = /^(.+?)[(【[](.+?)[)】\]]$/.exec(plain);
  return match === null ? { outer: plain, inner: null } : { outer: match[1] ?? '', inner: match[2] ?? null };
}

export type OccupationReading =
  /** `tradeName`: the other name that stood there, when only one of the two is in the dictionary. */
  | { readonly ok: true; readonly occupation: Occupation; readonly tradeName: string | null }
  | { readonly ok: false; readonly proposal: Occupation | null };

/**
 * The occupation that a name means: the whole name, the name before the brackets, or the name in them; the one that is not in
 * the dictionary is the trade. `code` chooses between two occupations of one name. Names known only as synonyms give a proposal.
 */
export function readOccupationName(
  catalogue: OccupationCatalogue,
  text: string,
  code: string | null,
): OccupationReading {
  const { outer, inner } = splitOccupationName(text);
  const choices: readonly (readonly [string, string | null])[] = [
    [compactText(text), null],
    [outer, inner],
    ...(inner === null ? [] : [[inner, outer] as const]),
  ];
  for (const [name, other] of choices) {
    const found = catalogue.byName(name);
    const occupation = found.find((one) => one.code === code) ?? found[0];
    if (occupation !== undefined) return { ok: true, occupation, tradeName: other };
  }
  const aliases = new Map(choices.flatMap(([name]) => catalogue.byAlias(name)).map((one) => [one.code, one]));
  const [only] = aliases.values();
  return { ok: false, proposal: aliases.size === 1 ? (only ?? null) : null };
}
