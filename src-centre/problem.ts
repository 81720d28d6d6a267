import { attempts, type Attempt, type Attempted, type Demand, type Need } from '#node/attempt.ts';

/**
 * Why a request was refused (RFC 9457, `application/problem+json`). The type is a URI that names the code and
 * need not be fetched. Codes are part of the published interface: docs/centre-interface.md.
 */
const problems = {
  // the API and its walls
  'host-not-ours': { status: 421, title: 'This address is not one of the centre' },
  'origin-not-ours': { status: 403, title: 'Requests from other sites are not accepted' },
  'not-found': { status: 404, title: 'There is nothing here' },
  'method-not-allowed': { status: 405, title: 'This method is not part of the interface' },
  'too-large': { status: 413, title: 'This is larger than the centre takes' },
  'too-slow': { status: 408, title: 'The body did not arrive in the time for it' },
  'connections-too-many': { status: 429, title: 'This address holds too many connections' },
  'centre-busy': { status: 503, title: 'As many pieces as can be held at once are arriving' },
  internal: { status: 500, title: 'Something failed inside the centre; nothing was taken' },
  // who speaks
  'token-missing': { status: 401, title: 'A bearer token is needed' },
  'token-unknown': { status: 401, title: 'This token is not one of the centre' },
  'institution-differs': { status: 403, title: 'The token belongs to another institution' },
  // uploads
  'metadata-invalid': { status: 400, title: 'The metadata of the upload are not complete' },
  'package-name': { status: 400, title: 'The name is not that of a result package' },
  'signature-invalid': { status: 403, title: 'The signature does not belong to these bytes' },
  'signer-unknown': { status: 403, title: 'The signature is not by a key of this institution' },
  'signer-not-valid': { status: 403, title: 'The key is not valid at this time' },
  'signer-revoked': { status: 403, title: 'The key has been revoked' },
  'hash-differs': { status: 422, title: 'The bytes received are not those announced' },
  'package-replayed': { status: 409, title: 'These bytes were received before as another package' },
  'checksum-mismatch': { status: 460, title: 'The piece arrived damaged; send it again' },
  'checksum-invalid': { status: 400, title: 'The checksum is not readable or its algorithm is not known' },
  'offset-differs': { status: 409, title: 'The upload stands at another offset' },
  'upload-unknown': { status: 404, title: 'There is no such upload' },
  'upload-expired': { status: 410, title: 'The upload waited too long and was removed' },
  'upload-interrupted': { status: 400, title: 'The upload was interrupted; it can be resumed' },
  'uploads-too-many': { status: 429, title: 'The institution has announced as much as it may' },
  'tus-version': { status: 412, title: 'Only tus 1.0.0 is spoken here' },
  'tus-invalid': { status: 400, title: 'The request is not valid tus 1.0.0' },
  'storage-full': { status: 507, title: 'The centre has no room left' },
} as const;

export type ProblemCode = keyof typeof problems;

export type ProblemFacts = Readonly<Record<string, string | number | null>>;

/** A refusal on its way to an answer. */
export type Problem = { readonly code: ProblemCode; readonly facts: ProblemFacts };

/** An expected failure is a value. */
export type Outcome<T> = Attempted<T, Problem>;

const problemAttempts = attempts<Problem>();

/** For everything that refuses with a problem. */
export const attempt: Attempt<Problem> = problemAttempts.attempt;
export const need: Need<Problem> = problemAttempts.need;
export const demand: Demand<Problem> = problemAttempts.demand;

/** A success with its value. */
export function accepted<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** A refusal with the facts that help to repair it. */
export function refused(
  code: ProblemCode,
  facts: ProblemFacts = {},
): { readonly ok: false; readonly refusal: Problem } {
  return { ok: false, refusal: { code, facts } };
}

/** HTTP status of a problem. */
function problemStatus(code: ProblemCode): number {
  return problems[code].status;
}

/** Body of the answer; facts stand in a member of their own so that they can never shadow the standard ones. */
function problemBody(problem: Problem): string {
  const { status, title } = problems[problem.code];
  return JSON.stringify({
    type: `urn:kaodian:problem:${problem.code}`,
    title,
    status,
    code: problem.code,
    facts: problem.facts,
  });
}

/** The answer to a refused request. */
export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  const challenge: Readonly<Record<string, string>> =
    problemStatus(problem.code) === 401 ? { 'www-authenticate': 'Bearer realm="kaodian-centre"' } : {};
  return new Response(problemBody(problem), {
    status: problemStatus(problem.code),
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...challenge,
      ...headers,
    },
  });
}

/** The edge of the interface: what refuses inside is answered with its problem, and these headers. */
export async function answering(
  work: () => Promise<Response>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const answer = await attempt(work);
  return answer.ok ? answer.value : problemResponse(answer.refusal, headers);
}
