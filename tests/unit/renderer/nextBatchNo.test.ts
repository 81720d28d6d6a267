import { expect, test } from 'vitest';
import { nextBatchNo } from '../../../src-renderer/pages/batches/nextBatchNo.ts';

test('the suggested batch number is free, whatever was used before', () => {
  expect(nextBatchNo(2026, [])).toBe('2026-01');
  expect(nextBatchNo(2026, ['2026-03', '2026-04'])).toBe('2026-05');
  expect(nextBatchNo(2027, ['2026-03', '2026-04'])).toBe('2027-01');
  expect(nextBatchNo(2026, ['2026-09', '2611-DEMO', '2026-A'])).toBe('2026-10');
});
