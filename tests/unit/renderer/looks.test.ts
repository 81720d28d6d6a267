import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const sheet = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'src-renderer', 'app', 'tokens.css'),
  'utf8',
);
const [day = '', night = ''] = sheet.split(":root[data-looks='dark']");

function coloursOf(block: string): ReadonlyMap<string, string> {
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*(#[\da-f]{6})\b/g)].map(([, name = '', value = '']) => [name, value]),
  );
}
const light = coloursOf(day);
const dark = coloursOf(night);

/** Relative luminance by WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

test('black on white has the contrast that the standard says', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
});

test('the dark dress names every colour of the light one, but those of paper that is printed', () => {
  const wanted = [...light.keys()].filter((name) => !name.startsWith('print-'));
  expect([...dark.keys()].toSorted()).toEqual(wanted.toSorted());
});

const grounds = ['page', 'paper', 'field', 'shade', 'hover'];
const pairs: readonly (readonly [string, string])[] = [
  ...['text', 'text-muted', 'text-soft', 'text-hint', 'accent', 'good', 'warn', 'bad', 'idle'].flatMap(
    (ink) => grounds.map((ground) => [ink, ground] as const),
  ),
  ['good', 'good-wash'],
  ['warn', 'warn-wash'],
  ['bad', 'bad-wash'],
  ['accent-dark', 'accent-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-dark'],
  ['on-accent', 'bad'],
  ['on-seal', 'seal'],
  ...['text', 'soft', 'good', 'warn', 'bad', 'accent'].flatMap((ink) =>
    ['wall', 'wall-tile', 'wall-raised'].map((ground) => [`wall-${ink}`, ground] as const),
  ),
  ['on-loud', 'wall-loud'],
];

test.each([
  ['light', light],
  ['dark', dark],
])('writing is readable on every ground, %s', (_name, colours) => {
  const faults = pairs
    .map(([ink, ground]) => ({
      pair: `${ink} on ${ground}`,
      ratio: contrast(colours.get(ink) ?? '', colours.get(ground) ?? ''),
    }))
    // WCAG 2.2, 1.4.3 (AA).
    .filter(({ ratio }) => !(ratio >= 4.5));
  expect(faults).toEqual([]);
});
