import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labelCodeOf, readLabelCode, workstationCodeOf } from '#shared/domain/equipment.ts';
import { labelledPlaces } from '../../../src-main/core/equipment/places.ts';
import { rosterInput } from '../../support/ledgerSite.ts';
import { equipmentSite, itemId, piece } from '../../support/equipmentSite.ts';
import type { EquipmentSite } from '../../support/equipmentSite.ts';

describe('the code of a label', () => {
  const code = labelCodeOf('item', '0421', 17);

  it('is read again, whatever capitals, spaces and full-width signs came with it', () => {
    expect(code).toMatch(/^KDE\d{12}$/);
    for (const text of [
      code,
      code.toLowerCase(),
      `${code.slice(0, 5)} ${code.slice(5)}`,
      `ＫＤＥ${code.slice(3)}`,
    ])
      expect(readLabelCode(text)).toMatchObject({ kind: 'item', school: '0421', code, checks: true });
    expect(readLabelCode('ZC-2021-0004')).toBeNull();
  });

  it('tells every single wrong digit and every two that were swapped', () => {
    for (let at = 3; at < code.length; at += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const wrong = `${code.slice(0, at)}${digit}${code.slice(at + 1)}`;
        expect([wrong, readLabelCode(wrong)?.checks]).toEqual([wrong, wrong === code]);
      }
      const swapped = `${code.slice(0, at)}${code.charAt(at + 1)}${code.charAt(at)}${code.slice(at + 2)}`;
      if (at + 1 < code.length && swapped !== code) expect(readLabelCode(swapped)?.checks).toBe(false);
    }
  });
});

describe('a scan', () => {
  let site: EquipmentSite;
  beforeEach(async () => {
    site = await equipmentSite();
    await site.register(
      piece(1, { assetNo: '固-2021 /0004', serial: 'SN778899' }),
      piece(2, { assetNo: 'TY-1' }),
      piece(3, { assetNo: 'TY-1' }),
    );
  });
  afterEach(() => site.remove());

  it.each([
    ['the number as the finance department wrote it', '固-2021 /0004'],
    ['the same without the blank', '固-2021/0004'],
    ['behind the sign that some scanners send first', ']Q1固-2021/0004'],
    ['within the text of its label', '资产编号：固-2021/0004；名称：千分尺'],
    ['the serial number', 'SN778899'],
  ])('finds a piece by %s', (_how, code) => {
    expect(site.scan(code)).toMatchObject({ kind: 'item', item: { itemId: itemId(1) } });
  });

  it('finds a piece by our own label', () => {
    expect(site.scan(site.item(itemId(2))?.code ?? '')).toMatchObject({
      kind: 'item',
      item: { itemId: itemId(2) },
    });
  });

  it('of a number that several pieces share lets one choose', () => {
    expect(site.scan('ty-1')).toMatchObject({
      kind: 'several',
      items: [{ itemId: itemId(2) }, { itemId: itemId(3) }],
    });
  });

  it('finds places by their labels, also a workstation', () => {
    const [store, room] = labelledPlaces(site.store);
    expect(site.scan(store?.code ?? '')).toMatchObject({ kind: 'place', place: { text: '量具室' } });
    expect(site.scan(room?.code ?? '')).toMatchObject({ kind: 'place', place: { text: '车工车间' } });
    expect(site.scan(workstationCodeOf(room?.code ?? '', 8))).toMatchObject({
      kind: 'place',
      place: { text: '车工车间 · 8' },
    });
    expect(site.scan(workstationCodeOf(room?.code ?? '', 9))).toEqual({ kind: 'unknown' });
  });

  it('says by name what is of no use here', async () => {
    const own = site.item(itemId(1))?.code ?? '';
    const school = own.slice(3, 7);
    const other = String((Number(school) + 1) % 10_000).padStart(4, '0');
    expect(site.scan(labelCodeOf('item', other, 1))).toEqual({ kind: 'otherSchool' });
    expect(site.scan(`${own.slice(0, -1)}${(Number(own.at(-1)) + 1) % 10}`)).toEqual({ kind: 'misread' });
    expect(site.scan(labelCodeOf('item', school, 999))).toEqual({ kind: 'unknown' });
    expect(site.scan(`9${'1'.repeat(39)}`)).toEqual({ kind: 'deadBadge' });
    expect(site.scan('1'.repeat(191))).toEqual({ kind: 'ticket' });
    expect(site.scan('')).toEqual({ kind: 'unknown' });
    await site.done('registrar', 'roster.import', rosterInput(1));
    const ticket = '26110131000015';
    expect(site.scan(ticket)).toEqual({ kind: 'unknown' });
    site.store.raw.prepare('UPDATE enrolments SET ticket_number = ?').run(ticket);
    expect(site.scan(ticket)).toEqual({ kind: 'ticket' });
  });
});
