import { accept, refuse, type FormatResult } from '#shared/formats/formatRefusal.ts';
import { parseSshPublicKeyLine, type SshPublicKey } from './ed25519.ts';
import type { SignatureNamespace } from './sshsig.ts';

/** One line of an `allowed_signers` file: who may sign what with which key, and when. */
export type AllowedSigner = {
  readonly principal: string;
  /** Null: every namespace, as OpenSSH reads a line without that option. */
  readonly namespaces: readonly string[] | null;
  /** Milliseconds since 1970, included; null: no limit. */
  readonly validAfter: number | null;
  readonly validBefore: number | null;
  /**
   * Milliseconds: a revoked key counts only for what was first received before. Null: not revoked; minus
   * infinity: nothing counts. An `allowed_signers` file cannot say it; it comes from the centre's keys.
   */
  readonly trustBefore: number | null;
  readonly key: SshPublicKey;
};

const optionPattern = /^(namespaces|valid-after|valid-before)="([^"\s]*)"$/u;
const timePattern = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?Z$/u;

/**
 * Reads an `allowed_signers` file. Only what `docs/integrity.md` uses is known: exact names (several by comma),
 * `namespaces`, `valid-after` and `valid-before` with Z. Everything else is refused with its line number
 * (allowed-signers-malformed), for a line read halfway would let in too much.
 */
export function parseAllowedSigners(text: string): FormatResult<readonly AllowedSigner[]> {
  const signers: AllowedSigner[] = [];
  for (const [index, rawLine] of text.split('\n').entries()) {
    const line = rawLine.trim();
    if (line === '' || line.startsWith('#')) continue;
    const parsed = parseLine(line);
    if (parsed === null) return refuse('allowed-signers-malformed', { line: index + 1 });
    signers.push(...parsed);
  }
  return accept(signers);
}

/** One line of an `allowed_signers` file, without its LF; ssh-keygen reads it. */
export function allowedSignerLine(signer: AllowedSigner): string {
  if (signer.trustBefore === Number.NEGATIVE_INFINITY) return `# revoked: ${signer.principal}`;
  const ends = [signer.validBefore, signer.trustBefore === null ? null : signer.trustBefore - 1000];
  const limits = ends.filter((end) => end !== null);
  const options = [
    signer.namespaces === null ? null : `namespaces="${signer.namespaces.join(',')}"`,
    signer.validAfter === null ? null : `valid-after="${sshTime(signer.validAfter)}"`,
    limits.length === 0 ? null : `valid-before="${sshTime(Math.min(...limits))}"`,
  ].filter((option) => option !== null);
  const key = `${signer.key.type} ${signer.key.blob.toString('base64')}`;
  return [signer.principal, ...(options.length === 0 ? [] : [options.join(',')]), key].join(' ');
}

/**
 * Whether this key may sign for this name and purpose at that time (milliseconds): the time of first receipt,
 * never one inside the file. Refusals: signer-unknown, -namespace, -revoked, -not-yet-valid, -expired.
 */
export function findSigner(
  signers: readonly AllowedSigner[],
  wanted: {
    readonly principal: string;
    readonly key: SshPublicKey;
    readonly namespace: SignatureNamespace;
    readonly at: number;
  },
): FormatResult<AllowedSigner> {
  const ofKey = signers.filter(
    (signer) => signer.principal === wanted.principal && signer.key.blob.equals(wanted.key.blob),
  );
  if (ofKey.length === 0) return refuse('signer-unknown', { signer: wanted.principal });
  const ofPurpose = ofKey.filter((signer) => signer.namespaces?.includes(wanted.namespace) ?? true);
  if (ofPurpose.length === 0) {
    return refuse('signer-namespace', { signer: wanted.principal, namespace: wanted.namespace });
  }
  const trusted = ofPurpose.filter((signer) => signer.trustBefore === null || wanted.at < signer.trustBefore);
  if (trusted.length === 0) return refuse('signer-revoked', { signer: wanted.principal });
  const second = Math.floor(wanted.at / 1000) * 1000;
  const begun = trusted.filter((signer) => signer.validAfter === null || second >= signer.validAfter);
  if (begun.length === 0) return refuse('signer-not-yet-valid', { signer: wanted.principal });
  const valid = begun.find((signer) => signer.validBefore === null || second <= signer.validBefore);
  return valid === undefined ? refuse('signer-expired', { signer: wanted.principal }) : accept(valid);
}

/** `20260101000000Z`: a moment as OpenSSH writes it, in UTC. */
export function sshTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replaceAll(/[-:T]/gu, '')}Z`;
}

function parseLine(line: string): readonly AllowedSigner[] | null {
  const [names = '', ...rest] = line.split(/[ \t]+/u);
  const hasOptions = rest[0]?.includes('=') === true && !rest[0].startsWith('ssh-');
  const options = parseOptions(hasOptions ? (rest[0] ?? '') : '');
  const key = parseSshPublicKeyLine(rest.slice(hasOptions ? 1 : 0).join(' '));
  const principals = names.split(',');
  if (options === null || !key.ok || principals.some((name) => !/^[^*?!"]+$/u.test(name))) return null;
  return principals.map((principal) => ({ principal, ...options, trustBefore: null, key: key.value }));
}

function parseOptions(text: string): Pick<AllowedSigner, 'namespaces' | 'validAfter' | 'validBefore'> | null {
  const found = new Map<string, string>();
  for (const option of text === '' ? [] : text.split(/,(?=[a-z-]+(?:=|$))/u)) {
    const [, name, value] = optionPattern.exec(option) ?? [];
    if (name === undefined || value === undefined || found.has(name)) return null;
    found.set(name, value);
  }
  const namespaces = found.get('namespaces')?.split(',') ?? null;
  if (namespaces?.some((namespace) => !/^[a-z0-9-]+$/u.test(namespace)) === true) return null;
  const validAfter = parseTime(found.get('valid-after'));
  const validBefore = parseTime(found.get('valid-before'));
  if (validAfter === undefined || validBefore === undefined) return null;
  return { namespaces, validAfter, validBefore };
}

/** Null when absent, undefined when it is no time. */
function parseTime(text: string | undefined): number | null | undefined {
  if (text === undefined) return null;
  const match = timePattern.exec(text);
  if (match === null) return undefined;
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00'] = match;
  const iso = `${year}-${month}-${day}T${hour}:${minute}:${second}.000Z`;
  const time = Date.parse(iso);
  return Number.isNaN(time) || new Date(time).toISOString() !== iso ? undefined : time;
}
