import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BatchId } from '#shared/contract/ids.ts';
import { enrolmentPage } from '../../../src-main/core/candidates/queries.ts';
import { candidates, enrolments } from '../../../src-main/core/candidates/tables.ts';
import { makeTestStore } from '../../support/testSite.ts';

const total = 100_000;
const pageRows = 500;
const store = makeTestStore([candidates, enrolments]);
afterAll(store.remove);

/** Every number below `total`, in an order that is not the one of the ids. */
const numbers = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ${total - 1})`;

beforeAll(() => {
  store.raw.exec(`
    ${numbers} INSERT INTO candidates (candidate_id, name, document_type, document_number, sex, class_name)
      SELECT printf('c%06d', i), printf('考生%06d', i), 'residentId', printf('500101%011dX', i), 'male', '一班' FROM n;
    ${numbers} INSERT INTO enrolments
        (enrolment_id, candidate_id, batch_id, edition, code, occupation_name, level, row, warnings, withdrawn, seq, ticket_number)
      SELECT printf('e%06d', i * 7919 % ${total}), printf('c%06d', i), 'spring', '2022', '6-18-01-01', '车工', 3, i, '[]', 0, i,
        printf('26%06d', i) FROM n;
    UPDATE enrolments SET batch_id = 'autumn' WHERE seq >= ${total - 1_200}`);
});

describe('the list of candidates', () => {
  it('tells 100,000 people page by page, each once, in the order of their registration', () => {
    const names: (string | null)[] = [];
    for (let offset = 0; offset < total; offset += pageRows * 20) {
      const page = enrolmentPage(store, null, '', offset, pageRows * 20);
      expect(page.total).toBe(total);
      names.push(...page.rows.map((row) => row.name));
    }
    expect(names).toEqual(Array.from({ length: total }, (_, at) => `考生${String(at).padStart(6, '0')}`));
  });

  it.each([
    ['autumn', '', 1_200],
    ['spring', '考生0000', 100],
    ['spring', '000042x', 1],
    ['autumn', '26000042', 0],
    [null, '26000042', 1],
    [null, '099999', 1],
    ['autumn', '一班', 1_200],
  ])('finds in %s by "%s": %d', (batchId, text, count) => {
    const page = enrolmentPage(store, batchId as BatchId | null, text, 0, pageRows);
    expect(page.total).toBe(count);
    expect(page.rows).toHaveLength(Math.min(count, pageRows));
  });

  it('answers the last page of a batch by its index, without sorting the batch', () => {
    const spied = statementsOf(() => enrolmentPage(store, 'spring' as BatchId, '', total - 2_000, pageRows));
    for (const sql of spied) {
      const plan = store.raw.prepare(`EXPLAIN QUERY PLAN ${sql}`);
      const steps = plan.all({ batchId: 'spring', limit: pageRows, offset: total - 2_000 }) as {
        detail: string;
      }[];
      expect(steps.map((step) => step.detail).filter((detail) => detail.startsWith('SCAN'))).toEqual([]);
    }
    expect(spied).toHaveLength(2);
  });
});

/** The SQL of the hot paths that some work takes. */
function statementsOf(work: () => unknown): readonly string[] {
  const seen: string[] = [];
  const { hot } = store;
  Object.assign(store, {
    hot: (sql: string) => {
      seen.push(sql);
      return hot(sql);
    },
  });
  try {
    work();
  } finally {
    Object.assign(store, { hot });
  }
  return seen;
}
