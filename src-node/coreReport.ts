import { z } from 'zod';

import type { CoreReport } from '#shared/contract/coreProcess.ts';

const report = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    pid: z.int(),
    httpOrigin: z.string().exactOptional(),
    signInLink: z.string().exactOptional(),
  }),
  z.object({ kind: z.literal('link'), signInLink: z.string() }),
  z.object({ kind: z.literal('siteKey'), siteKeyHex: z.string().regex(/^[0-9a-f]{64}$/) }),
  z.object({
    kind: z.literal('refused'),
    code: z.enum(['site-locked', 'data-folder', 'sqlite-too-old', 'port-taken']),
    facts: z.record(z.string(), z.string()),
  }),
]);

/** One line of the core's standard output; nothing when it is not a report (then it belongs to the log). */
export function parseCoreReport(line: string): CoreReport | undefined {
  if (!line.startsWith('{')) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = report.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
