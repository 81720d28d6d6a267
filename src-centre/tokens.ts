import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { errorCode, writeDurable } from '#node/durableFile.ts';
import { sha256 } from '#node/hashes.ts';
import { institutionCodePattern, sha256HexPattern, utcPattern } from '#shared/formats/patterns.ts';
import { accepted, refused, type Outcome } from './problem.ts';

const tokenFileSchema = z.strictObject({
  format: z.literal('kaodian-centre-tokens-v1'),
  tokens: z.array(
    z.strictObject({
      institutionCode: z.string().regex(institutionCodePattern),
      /** Only the hash is kept: who reads the file cannot speak for the institution. */
      tokenSha256: z.string().regex(sha256HexPattern),
      /** UTC; of two tokens of an institution that were issued on two machines the later one counts. */
      issuedAt: z.string().regex(utcPattern).optional(),
    }),
  ),
});

type TokenEntry = z.infer<typeof tokenFileSchema>['tokens'][number];

const bearerPattern = /^Bearer ([\x21-\x7e]{1,200})$/iu;

/** The upload tokens of the institutions; read anew on every use, for enrolment is another process. */
export type Tokens = {
  /** Makes a new token for an institution; its old one ends. The token is shown once and never again. */
  issue(institutionCode: string): Promise<string>;
  /** Whose token a request carries. Problems: token-missing, token-unknown. */
  institutionOf(request: Request): Promise<Outcome<string>>;
  /** What is kept of the tokens: their hashes. */
  entries(): Promise<readonly TokenEntry[]>;
  /** Takes over tokens that were issued on another machine, where they are later than those here. */
  merge(entries: readonly TokenEntry[]): Promise<void>;
};

/** Tokens as a file in the key folder. */
export function openTokens(keyFolder: string): Tokens {
  const path = join(keyFolder, 'tokens.json');
  const put = async (entry: TokenEntry): Promise<void> => {
    const { institutionCode } = entry;
    const others = (await readTokens(path)).filter((each) => each.institutionCode !== institutionCode);
    const file = { format: 'kaodian-centre-tokens-v1', tokens: [...others, entry] };
    await writeDurable(path, `${JSON.stringify(file, null, 2)}\n`);
  };
  return {
    async issue(institutionCode) {
      const token = `kdt_${randomBytes(32).toString('base64url')}`;
      const tokenSha256 = sha256(token).toString('hex');
      await put({ institutionCode, tokenSha256, issuedAt: new Date().toISOString() });
      return token;
    },
    entries: () => readTokens(path),
    async merge(entries) {
      for (const entry of entries) {
        const there = (await readTokens(path)).find((each) => each.institutionCode === entry.institutionCode);
        if (there === undefined || (there.issuedAt ?? '') < (entry.issuedAt ?? '')) await put(entry);
      }
    },
    async institutionOf(request) {
      const [, token] = bearerPattern.exec(request.headers.get('authorization') ?? '') ?? [];
      if (token === undefined) return refused('token-missing');
      const presented = sha256(token);
      let institutionCode: string | null = null;
      // Every entry is compared, and each in constant time: the time taken says nothing about the token.
      for (const entry of await readTokens(path)) {
        if (timingSafeEqual(presented, Buffer.from(entry.tokenSha256, 'hex'))) {
          institutionCode = entry.institutionCode;
        }
      }
      return institutionCode === null ? refused('token-unknown') : accepted(institutionCode);
    },
  };
}

async function readTokens(path: string): Promise<readonly TokenEntry[]> {
  try {
    return tokenFileSchema.parse(JSON.parse(await readFile(path, 'utf8'))).tokens;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw error;
  }
}
