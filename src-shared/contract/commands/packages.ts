import { z } from 'zod';
import { transports } from '../../domain/packageStates.ts';
import { managers } from '../../domain/roles.ts';
import { lengths } from '../../domain/limits.ts';
import { command } from '../command.ts';
import { batchId, packageId, userId } from '../ids.ts';
import { sha256Hex } from '../values.ts';

/** Who had the core do it; it stands as the actor of the row. */
const asker = { by: userId };

/** 结果报送. The heavy work between these commands is the core's sealing job (docs/integrity.md, Sealing). */
export const packageCommands = {
  'package.seal': command('person', z.strictObject({ packageId, batchId }), managers, {
    secondPerson: managers,
    makerAndMade: true,
  }),
  'package.noteSealed': command(
    'core',
    z.strictObject({
      packageId,
      packageSha256: sha256Hex,
      bagSha256: sha256Hex,
      size: z.int(),
      checkpointSha256: sha256Hex,
    }),
    [],
  ),
  'package.noteWritten': command(
    'core',
    z.strictObject({ packageId, place: z.string().max(lengths.note), ...asker }),
    [],
  ),
  'package.noteUploaded': command('core', z.strictObject({ packageId, centreId: z.string(), ...asker }), []),
  'receipt.apply': command(
    'core',
    z.strictObject({
      packageId,
      receipt: z.string().max(50_000_000),
      signature: z.string().max(10_000),
      transport: z.enum(transports),
      ...asker,
    }),
    [],
  ),
};
