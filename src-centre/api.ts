import type { Clock } from './clock.ts';
import { decisionOf } from './centreIndex.ts';
import type { Intake } from './intake.ts';
import type { CentreKeyring } from './keys.ts';
import { packageState } from './packageRecord.ts';
import { demand, need, problemResponse, refused } from './problem.ts';
import type { ReceiptStore } from './receiptStore.ts';
import type { Tokens } from './tokens.ts';
import { packagesPath, type TusEndpoint } from './tusEndpoint.ts';
import { uploadId, type Uploads } from './uploads.ts';

type ApiParts = {
  readonly tokens: Tokens;
  readonly tus: TusEndpoint;
  readonly intake: Intake;
  readonly uploads: Uploads;
  readonly receipts: ReceiptStore;
  readonly keyring: CentreKeyring;
  readonly clock: Clock;
  readonly version: string;
};

const packagePath = /^\/v1\/packages\/([0-9a-f]{64})(\/receipts)?$/u;

/** The published interface, `/v1/…`: docs/centre-interface.md. Refuses inside its caller's `answering`. */
export async function answerApi(parts: ApiParts, request: Request, path: string): Promise<Response> {
  const { method } = request;
  if (path === '/v1/healthz') {
    if (method !== 'GET') return notAllowed('GET');
    return json({ status: 'ok', version: parts.version, time: parts.clock.now().toISOString() });
  }
  if (method === 'OPTIONS' && path.startsWith(packagesPath)) return parts.tus.options();
  const institutionCode = need(await parts.tokens.institutionOf(request));
  if (path === '/v1/keys') {
    if (method !== 'GET') return notAllowed('GET');
    const { text, signatures } = await parts.keyring.current();
    return json({ keys: text, signatures });
  }
  if (path === packagesPath) {
    return method === 'POST' ? parts.tus.create(request, institutionCode) : notAllowed('POST, OPTIONS');
  }
  const [, sha256, receiptsPart] = packagePath.exec(path) ?? [];
  demand(sha256 !== undefined, refused('not-found'));
  if (receiptsPart !== undefined) {
    return method === 'GET' ? receiptsOf(parts, institutionCode, sha256) : notAllowed('GET');
  }
  if (method === 'GET') return stateOf(parts, institutionCode, sha256);
  if (method === 'HEAD' || method === 'PATCH') return parts.tus.resume(request, institutionCode, sha256);
  return notAllowed('GET, HEAD, PATCH, OPTIONS');
}

async function stateOf(parts: ApiParts, institutionCode: string, sha256: string): Promise<Response> {
  const stored = await parts.intake.find(institutionCode, sha256);
  if (stored === null) {
    const upload = await parts.uploads.find(uploadId(institutionCode, sha256));
    demand(upload !== null, refused('not-found'));
    return json({ sha256, state: 'uploading', offset: upload.offset, size: upload.size });
  }
  const { intake, review } = stored;
  const issued = await parts.receipts.ofBatch(institutionCode, intake.batchNo);
  return json({
    sha256,
    state: packageState(review, decisionOf(sha256, institutionCode, issued)),
    name: intake.name,
    institutionCode,
    batchNo: intake.batchNo,
    revision: intake.revision,
    size: intake.size,
    firstReceivedAt: intake.firstReceivedAt,
    bagSha256: review?.bagSha256 ?? null,
    checksPassed: review?.passed ?? [],
    findings: review?.findings ?? [],
    receipts: issued
      .filter(({ receipt }) => receipt.packageSha256 === sha256)
      .map(({ receipt }) => receipt.n),
  });
}

async function receiptsOf(parts: ApiParts, institutionCode: string, sha256: string): Promise<Response> {
  const stored = await parts.intake.find(institutionCode, sha256);
  demand(stored !== null, refused('not-found'));
  const issued = await parts.receipts.ofBatch(institutionCode, stored.intake.batchNo);
  const own = issued.filter(({ receipt }) => receipt.packageSha256 === sha256);
  return json({ receipts: own.map(({ name, text, signature }) => ({ name, receipt: text, signature })) });
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    },
  });
}

function notAllowed(allow: string): Response {
  return problemResponse(refused('method-not-allowed').refusal, { allow });
}
