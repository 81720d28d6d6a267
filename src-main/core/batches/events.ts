import { eq } from 'drizzle-orm';
import { jcs } from '#shared/formats/jcs.ts';
import { findLicensed } from '#shared/domain/licensedOccupation.ts';
import { sha256Hex } from '#node/hashes.ts';
import type { Apply, Decide } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { filed } from '../institution/queries.ts';
import { findOccupation } from '../occupations/queries.ts';
import { batches } from './tables.ts';

export const decide: Decide = {
  'batch.create': (context, input) => {
    const { store, reference } = context;
    if (store.orm.select().from(batches).where(eq(batches.batchNo, input.batchNo)).get() !== undefined)
      return refused('batch-no-taken', { batchNo: input.batchNo });
    if (store.orm.select().from(batches).where(eq(batches.batchId, input.batchId)).get() !== undefined)
      return refused('id-taken');
    if (input.lastDay < input.firstDay)
      return refused('days-reversed', { firstDay: input.firstDay, lastDay: input.lastDay });
    const known = filed(store);
    const seen = new Set<string>();
    for (const line of input.occupationLevels) {
      // 技师、高级技师 also need the 综合评审, which this version does not hold.
      if (line.level <= 2) return refused('level-needs-review', { name: line.name, level: line.level });
      const key = `${line.edition} ${line.code} ${line.level}`;
      if (seen.has(key)) return refused('occupation-twice', { name: line.name, level: line.level });
      seen.add(key);
      const occupation = findOccupation(reference.occupations, line.edition, line.code);
      if (occupation === null)
        return refused('occupation-unknown', { code: line.code, edition: line.edition });
      if (occupation.name !== line.name)
        return refused('occupation-name-differs', { code: line.code, name: occupation.name });
      const licensed = findLicensed(reference.licensed, line.code, line.name);
      if (licensed?.action === 'refuse')
        return refused('occupation-licensed', {
          name: line.name,
          className: licensed.class,
          basis: licensed.basis,
        });
      if (
        !known.some(
          (one) => one.edition === line.edition && one.code === line.code && one.level === line.level,
        )
      ) {
        return refused('occupation-not-filed', { name: line.name, level: line.level });
      }
    }
    return decided([
      happened('batch.created', input.batchId, { ...input, ruleSetHash: sha256Hex(jcs(input.rules)) }, null),
    ]);
  },
  'batch.recordPlan': (context, input) => {
    const batch = context.store.orm.select().from(batches).where(eq(batches.batchId, input.batchId)).get();
    if (batch === undefined) return refused('batch-unknown');
    return decided([
      happened(
        'batch.planRecorded',
        input.batchId,
        { batchId: input.batchId, submittedOn: input.submittedOn },
        { proof: input.proof },
      ),
    ]);
  },
};

export const apply: Apply = {
  'batch.created': (store, { seq, at, data }) =>
    void store.orm
      .insert(batches)
      .values({ ...data, createdAt: at, seq })
      .run(),
  'batch.planRecorded': (store, { data, personal }) =>
    void store.orm
      .update(batches)
      .set({ planSubmittedOn: data.submittedOn, planProof: personal?.proof ?? null })
      .where(eq(batches.batchId, data.batchId))
      .run(),
};
