import { z } from 'zod';
import { command } from '../command.ts';
import { batchId, packageId, userId } from '../ids.ts';
import { sha256Hex } from '../values.ts';

/** Who had the core do it; it stands as the actor of the row. */
const asker = { by: userId };

/** 结果报送. The heavy work between these commands is the core's sealing job (docs/integrity.md, Sealing). */
export const packageCommands = {
  'package.seal': command(z.strictObject({ packageId, batchId }), ['chief', 'registrar'], {
    secondPerson: ['chief', 'registrar'],
  }),
  'package.noteSealed': command(
    z.strictObject({
      packageId,
      packageSha256: sha256Hex,
      bagSha256: sha256Hex,
      size: z.int(),
      checkpointSha256: sha256Hex,
    }),
    [],
    { internal: true },
  ),
  'package.noteWritten': command(
    z.strictObject({ packageId, place: z.string().max(500), ...asker }),
    ['chief', 'registrar'],
    { internal: true },
  ),
  'package.noteUploaded': command(z.strictObject({ packageId, centreId: z.string(), ...asker }), [], {
    internal: true,
  }),
  'receipt.apply': command(
    z.strictObject({
      packageId,
      receipt: z.string().max(50_000_000),
      signature: z.string().max(10_000),
      transport: z.enum(['network', 'drive']),
      ...asker,
    }),
    ['chief', 'registrar'],
    { internal: true },
  ),
};
