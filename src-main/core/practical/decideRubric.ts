import { and, eq } from 'drizzle-orm';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import type { RubricModule } from '#shared/contract/commands/practical.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from '#node/hashes.ts';
import { batchRow } from '../batches/queries.ts';
import type { DecideContext, Decision } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { isFrozen } from '../enrolments/standing.ts';
import { enrolments } from '../candidates/tables.ts';
import { occupationKey } from './queries.ts';
import { rubrics, scoreSheets } from './tables.ts';

/** Full marks of a module, in hundredths. */
const moduleFullHundredths = 10_000;

/** Adopts the rubric of one occupation and level of the batch; it may be replaced until the first mark is given by it. */
export function adoptRubric(context: DecideContext, input: CommandInput<'rubric.adopt'>): Decision {
  const { store } = context;
  const batch = batchRow(store, input.batchId);
  if (batch === null) return refused('batch-unknown');
  if (isFrozen(store, input.batchId)) return refused('results-frozen');
  const known = store.orm.select().from(rubrics).where(eq(rubrics.rubricId, input.rubricId)).get();
  if (known !== undefined) return refused('id-taken');
  if (!context.holdsFile(input.file)) return refused('file-not-stored', { name: input.file.name });
  const key = occupationKey(input.occupationLevel);
  const occupationLevel = batch.occupationLevels.find((one) => occupationKey(one) === key);
  if (occupationLevel === undefined)
    return refused('rubric-outside-batch', {
      name: input.occupationLevel.name,
      level: input.occupationLevel.level,
    });
  const fault = rubricFault(input.modules);
  if (fault !== null) return fault;
  const { edition, code, level } = occupationLevel;
  const marked = store.orm
    .select({ kind: scoreSheets.kind })
    .from(scoreSheets)
    .innerJoin(enrolments, eq(enrolments.enrolmentId, scoreSheets.enrolmentId))
    .where(
      and(
        eq(enrolments.batchId, input.batchId),
        eq(enrolments.edition, edition),
        eq(enrolments.code, code),
        eq(enrolments.level, level),
      ),
    )
    .limit(1)
    .get();
  if (marked !== undefined) return refused('rubric-in-use');
  const rubricSha256 = sha256Hex(jcs(input.modules));
  return decided(
    [
      happened(
        'rubric.adopted',
        input.batchId,
        {
          rubricId: input.rubricId,
          batchId: input.batchId,
          occupationLevel,
          modules: input.modules,
          rubricSha256,
          fileSha256: input.file.sha256,
        },
        null,
      ),
    ],
    { rubricSha256 },
  );
}

/** Weights of 100 %, modules of 100 points, every item once, a veto that says what it ends. */
function rubricFault(modules: readonly RubricModule[]): Decision | null {
  const weights = modules.reduce((sum, module) => sum + module.weightPercent, 0);
  if (weights !== 100) return refused('rubric-weights', { found: weights });
  if (new Set(modules.map((module) => module.no)).size !== modules.length)
    return refused('rubric-module-twice');
  for (const module of modules) {
    const sum = module.items.reduce((total, item) => total + item.fullHundredths, 0);
    if (sum !== moduleFullHundredths)
      return refused('rubric-module-sum', { module: module.no, found: sum / 100 });
    if (new Set(module.items.map((item) => item.no)).size !== module.items.length)
      return refused('rubric-item-twice', { module: module.no });
    for (const item of module.items) {
      const place = { module: module.no, item: item.no };
      if ((item.kind === 'veto') !== (item.vetoEnds !== null)) return refused('rubric-veto-unclear', place);
      if (item.kind !== 'veto' && item.fullHundredths === 0)
        return refused('rubric-item-without-marks', place);
    }
  }
  return null;
}
