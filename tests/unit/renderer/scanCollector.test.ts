import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createScanCollector, wholeCode } from '../../../src-renderer/app/scanCollector.ts';
import { checkProperty } from '../../support/properties.ts';

/** Types `text` with `gapMs` between the keys, then Enter; answers what Enter meant. */
function type(text: string, gapMs: number, collector = createScanCollector(), fromMs = 1000): string | null {
  let at = fromMs;
  for (const key of text) {
    collector.push(key, at);
    at += gapMs;
  }
  return collector.push('Enter', at).scan;
}

describe('scanner against typing', () => {
  test.each([
    ['a ticket number, scanned', '20261140010017', 8, '20261140010017'],
    ['a ticket number, typed by a fast hand', '20261140010017', 120, null],
    ['a token of 191 digits', '7'.repeat(191), 4, '7'.repeat(191)],
    ['too short for a code', '1234567', 8, null],
    ['Enter alone', '', 8, null],
  ])('%s', (_name, text, gapMs, expected) => {
    expect(type(text, gapMs)).toBe(expected);
  });

  test('Shift and Caps Lock inside a code do not break it', () => {
    const collector = createScanCollector();
    const steps = ['A', 'Shift', 'B', 'CapsLock', '1', '2', '3', '4', '5', '6'];
    steps.forEach((key, index) => collector.push(key, index * 10));
    expect(collector.push('Enter', steps.length * 10).scan).toBe('AB123456');
  });

  test('what was typed slowly before a scan is not part of the code', () => {
    const collector = createScanCollector();
    collector.push('张', 0);
    expect(type('20261140010017', 5, collector, 900)).toBe('20261140010017');
  });

  test('a busy machine that delivers a key late does not cut the code in two', () => {
    const collector = createScanCollector();
    [...'20261140010017'].forEach((key, index) => collector.push(key, index * 5 + (index >= 9 ? 200 : 0)));
    expect(collector.push('Enter', 275).scan).toBe('20261140010017');
  });

  test('a second Enter right after a scan (CR LF scanners) means nothing', () => {
    const collector = createScanCollector();
    expect(type('20261140010017', 5, collector)).not.toBeNull();
    expect(collector.push('Enter', 1080)).toEqual({ burst: false, scan: null });
  });

  test('a burst is told from the fourth key on', () => {
    const collector = createScanCollector();
    const bursts = [...'123456'].map((key, index) => collector.push(key, index * 10).burst);
    expect(bursts).toEqual([false, false, false, true, true, true]);
  });

  test('any code comes out as it went in, and never when typed by hand', () => {
    const code = fc.stringMatching(/^[0-9A-Z]{8,191}$/);
    checkProperty(
      fc.property(code, fc.integer({ min: 0, max: 45 }), (text, gap) => type(text, gap) === text),
    );
    checkProperty(
      fc.property(code, fc.integer({ min: 46, max: 400 }), (text, gap) => type(text, gap) === null),
    );
  });
});

describe('what a scan in the big field stands for', () => {
  test.each([
    ['all of it', '26110240200194', '26110240200194', 120, '26110240200194'],
    ['a slow first key cut its head off', '6110240200194', '26110240200194', 300, '26110240200194'],
    ['a busy machine delivered the head late', '110240200194', '26110240200194', 480, '26110240200194'],
    ['somebody typed there before', '26110240200194', '张26110240200194', 6000, '26110240200194'],
    ['the focus was elsewhere', '26110240200194', '', 0, '26110240200194'],
  ])('%s', (_name, scan, fieldText, longestPauseMs, expected) => {
    expect(wholeCode(scan, fieldText, longestPauseMs)).toBe(expected);
  });
});
