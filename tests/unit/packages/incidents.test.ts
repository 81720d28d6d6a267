import { beforeAll, describe, expect, it } from 'vitest';
import type { PackageFiles } from '#shared/contract/packageFiles.ts';
import { failureOf, forged, jsonOf, judged, received, sealedDay } from '../../support/sealedDay.ts';
import type { Payload } from '../../support/sealedDay.ts';

let day: Payload;
beforeAll(async () => {
  day = await sealedDay();
});

type Rows = PackageFiles['incidents.json']['rows'];
const rows = (): Rows => jsonOf(day, 'incidents.json').rows;
const changed = (change: (rows: Rows) => Rows) =>
  forged(day, { 'incidents.json': { ...jsonOf(day, 'incidents.json'), rows: change(rows()) } });

describe('incidents in the package', () => {
  it('stand there with who agreed, what is shown for them and what was withdrawn, and the receiver draws the same', async () => {
    expect(rows()).toMatchObject([
      {
        state: 'confirmed',
        described: { kind: 'cheating', whatHappened: '使用手机', witnesses: [{}, {}] },
        evidence: [{ name: expect.stringMatching(/^evidence\/[0-9a-f]{64}\.jpg$/), kind: 'photo' }],
        withdrawn: null,
      },
      { state: 'withdrawn', described: null, withdrawn: { reason: '误按' } },
    ]);
    expect(jsonOf(day, 'package.json').counts.incidents).toBe(2);
    expect(failureOf(await received(day))).toBeNull();
  });

  const forgeries: readonly (readonly [string, (all: Rows) => Rows, string])[] = [
    ['left out', (all) => all.slice(1), 'rows.0.incidentId'],
    [
      'called withdrawn',
      (all) => all.map((row, at) => (at === 0 ? { ...row, state: 'withdrawn' as const } : row)),
      'rows.0.state',
    ],
    [
      'told otherwise',
      (all) =>
        all.map((row) =>
          row.described === null ? row : { ...row, described: { ...row.described, whatHappened: '停电' } },
        ),
      'rows.0.described.whatHappened',
    ],
    ['without its photo', (all) => all.map((row) => ({ ...row, evidence: [] })), 'rows.0.evidence.0'],
  ];
  it.each(forgeries)('is refused where one is %s', (_, change, path) => {
    expect(judged(changed(change))).toMatchObject({ code: 'list-differs', name: 'incidents.json', path });
  });

  it('is refused without the file that it names', async () => {
    const [name] = rows().flatMap((row) => row.evidence.map((one) => one.name));
    const files = new Map(day.files);
    files.delete(name ?? '');
    expect(failureOf(await received({ ...day, files }))).toMatchObject({
      code: 'package-file-missing',
      name,
    });
  });
});
