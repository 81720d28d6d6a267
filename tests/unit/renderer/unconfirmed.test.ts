import { expect, test } from 'vitest';
import type { SittingId } from '../../../src-shared/contract/ids.ts';
import { unconfirmed } from '../../../src-renderer/pages/checkin/unconfirmed.ts';

const here = '01J00000000000000000000001' as SittingId;
const there = '01J00000000000000000000002' as SittingId;

/** What a browser keeps, in memory; or one that keeps nothing. */
function storage(refuses = false): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (name: string) => kept.get(name) ?? null,
    setItem: (name: string, value: string) => {
      if (refuses) throw new DOMException('full', 'QuotaExceededError');
      kept.set(name, value);
    },
  } as unknown as Storage;
}

test('who was scanned stands once, in the room of the scan, until let in or sent away', () => {
  const store = storage();
  unconfirmed.add(here, '1', store);
  unconfirmed.add(here, '2', store);
  unconfirmed.add(there, '3', store);
  unconfirmed.add(here, '1', store);
  expect(unconfirmed.of(here, store)).toEqual(['2', '1']);
  unconfirmed.remove(here, '1', store);
  expect(unconfirmed.of(here, store)).toEqual(['2']);
  expect(unconfirmed.of(there, store)).toEqual(['3']);
});

test('a browser that keeps nothing does not stand in the way of an entry', () => {
  const store = storage(true);
  unconfirmed.add(here, '1', store);
  expect(unconfirmed.of(here, store)).toEqual([]);
});

test.each(['rubbish', '{}', '[null,1,{"sittingId":"x"}]'])(
  'what somebody else left there (%s) is nobody',
  (text) => {
    const store = storage();
    store.setItem('kaodian.checkin.unconfirmed', text);
    expect(unconfirmed.of(here, store)).toEqual([]);
  },
);
