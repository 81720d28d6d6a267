import { parseSshsig } from '#node/sshsig.ts';
import { strictBase64 } from '#node/sshWire.ts';
import { parsePackageFileName } from '#shared/formats/packageName.ts';
import { sha256HexPattern } from '#shared/formats/patterns.ts';
import { accepted, refused, type Outcome } from './problem.ts';

/** What a site says about a package before it sends it. */
export type UploadMetadata = {
  readonly name: string;
  readonly sha256: string;
  readonly institutionCode: string;
  readonly batchNo: string;
  readonly revision: number;
  /** The armored signature over the encrypted file. */
  readonly signature: string;
  /** As sent, decoded once. */
  readonly raw: Readonly<Record<'name' | 'sha256' | 'institutionCode' | 'signature', string>>;
};

/**
 * Reads `Upload-Metadata` and holds it against the token's institution: name, token and metadata must agree.
 * Problems: metadata-invalid (with the field), package-name, institution-differs, signature-invalid.
 */
export function parseUploadMetadata(
  header: string | null,
  tokenInstitution: string,
): Outcome<UploadMetadata> {
  const fields = new Map<string, string>();
  for (const pair of header === null ? [] : header.split(',')) {
    const [key = '', value = ''] = pair.trim().split(' ');
    const bytes = strictBase64(value);
    if (key === '' || bytes === null || fields.has(key))
      return refused('metadata-invalid', { field: key.slice(0, 40) });
    fields.set(key, bytes.toString('utf8'));
  }
  return metadataOf(fields, tokenInstitution);
}

/** The same of an upload that was admitted before; null when its record is not ours. */
export function metadataOfUpload(raw: Readonly<Record<string, string | null>>): UploadMetadata | null {
  const fields = new Map(Object.entries(raw).map(([key, value]) => [key, value ?? '']));
  const metadata = metadataOf(fields, fields.get('institutionCode') ?? '');
  return metadata.ok ? metadata.value : null;
}

function metadataOf(fields: ReadonlyMap<string, string>, tokenInstitution: string): Outcome<UploadMetadata> {
  const name = fields.get('name');
  const sha256 = fields.get('sha256');
  const institutionCode = fields.get('institutionCode');
  const signature = fields.get('signature');
  if (name === undefined) return refused('metadata-invalid', { field: 'name' });
  if (sha256 === undefined || !sha256HexPattern.test(sha256))
    return refused('metadata-invalid', { field: 'sha256' });
  if (institutionCode === undefined) return refused('metadata-invalid', { field: 'institutionCode' });
  if (signature === undefined) return refused('metadata-invalid', { field: 'signature' });
  const parsedName = parsePackageFileName(name);
  if (!parsedName.ok) return refused('package-name', { name: name.slice(0, 100) });
  if (institutionCode !== tokenInstitution)
    return refused('institution-differs', { where: 'institutionCode' });
  if (parsedName.value.institutionCode !== tokenInstitution)
    return refused('institution-differs', { where: 'name' });
  const parsed = parseSshsig(signature);
  if (!parsed.ok) return refused('signature-invalid', { why: parsed.refusal.code });
  return accepted({
    name,
    sha256,
    institutionCode,
    batchNo: parsedName.value.batchNo,
    revision: parsedName.value.revision,
    signature,
    raw: { name, sha256, institutionCode, signature },
  });
}
