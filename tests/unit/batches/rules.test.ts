import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import type { Role } from '#shared/domain/roles.ts';
import { batchDetail } from '../../../src-main/core/board/batches.ts';
import { quietRecording } from '../../support/fakeRecorder.ts';
import type { AskContext } from '../../../src-main/core/api/answers.ts';
import { batchId, batchInput, ledgerSite, rosterInput, testReferenceData } from '../../support/ledgerSite.ts';
import type { LedgerSite } from '../../support/ledgerSite.ts';

let site: LedgerSite;
beforeEach(async () => {
  site = await ledgerSite();
});
afterEach(() => site.remove());

const newBatch = (rules: Partial<BatchRules>, number = 2) => ({
  ...batchInput(number),
  rules: { ...defaultBatchRules, ...rules },
});
const made = async (who: Role, rules: Partial<BatchRules>, number = 2) => {
  const answer = await site.submit(who, 'batch.create', newBatch(rules, number));
  return answer.ok ? null : { code: answer.refusal.code, ...answer.refusal.facts };
};
const changed = (rules: Partial<BatchRules>, who: Role = 'chief') =>
  site.submit(who, 'batch.changeRules', {
    batchId,
    rules: { ...defaultBatchRules, ...rules },
    calendarVersion: testReferenceData().calendar.version,
    reason: '区人社局来函',
  });
const refusalOf = async (answer: ReturnType<typeof changed>) => {
  const given = await answer;
  return given.ok ? null : given.refusal;
};
const detail = () =>
  batchDetail(
    {
      store: site.store,
      at: '2026-11-24T01:00:00.000Z',
      reference: testReferenceData(),
      recording: quietRecording,
    } as AskContext,
    batchId,
  );

describe('the rules of a new batch', () => {
  it.each([
    [{ passLineHundredths: 0 }, 'passLineHundredths', 60, 100],
    [{ passLineHundredths: 5999 }, 'passLineHundredths', 60, 100],
    [{ passLineHundredths: 10_001 }, 'passLineHundredths', 60, 100],
    [{ reportWorkingDays: 30 }, 'reportWorkingDays', 1, 10],
    [{ planWorkingDays: 9 }, 'planWorkingDays', 10, 30],
  ])('%o is refused also to the chief', async (rules, rule, min, max) => {
    expect(await made('chief', rules)).toEqual({ code: 'rule-outside-limits', rule, min, max });
  });

  it.each([
    { passLineHundredths: 10_000 },
    { passLineHundredths: 6000, reportWorkingDays: 8, planWorkingDays: 15 },
    { theoryRoomSeats: 40 },
    { publicationWorkingDays: 9 },
    { publicationWorkingDays: 0, reportWorkingDays: 1 },
  ])('%o is the chief’s to set, and nobody else’s', async (rules) => {
    const rule = Object.keys(rules).filter((key) => Object(rules)[key] !== Object(defaultBatchRules)[key]);
    const refused = await made('registrar', rules);
    expect(refused).toMatchObject({ code: 'rules-need-chief' });
    expect([...(refused as unknown as { rule: string[] }).rule].toSorted()).toEqual(rule.toSorted());
    expect(await made('chief', rules)).toBeNull();
  });

  it('a publication that is not over before the report is due is refused', async () => {
    expect(await made('chief', { publicationWorkingDays: 5, reportWorkingDays: 5 })).toEqual({
      code: 'publication-does-not-fit',
      publication: 5,
      report: 5,
    });
  });

  it('the defaults are everybody’s who makes batches', async () => {
    expect(await made('registrar', {})).toBeNull();
  });
});

describe('other rules for a batch that stands', () => {
  it('are a decision of two with its reason, and a new version', async () => {
    expect(detail()).toMatchObject({ rulesVersion: 1, rules: defaultBatchRules });
    const before = detail()?.ruleSetHash;
    const approvalId = await site.ask('chief', 'batch.changeRules', {
      batchId,
      rules: { ...defaultBatchRules, reportWorkingDays: 8 },
      calendarVersion: testReferenceData().calendar.version,
      reason: '区人社局来函',
    });
    expect(detail()?.rules.reportWorkingDays).toBe(10);
    await site.done('registrar', 'approval.grant', { approvalId });
    expect(detail()).toMatchObject({ rulesVersion: 2, rules: { reportWorkingDays: 8 } });
    expect(detail()?.ruleSetHash).not.toBe(before);
    expect(site.types().at(-1)).toBe('batch.rulesChanged');
  });

  it.each([
    ['the registrar', () => changed({ reportWorkingDays: 8 }, 'registrar'), 'role-not-allowed'],
    ['a loosened rule', () => changed({ reportWorkingDays: 11 }), 'rule-outside-limits'],
    ['no change', () => changed({}), 'rules-unchanged'],
  ])('refuse %s', async (_, ask, code) => {
    expect((await refusalOf(ask()))?.code).toBe(code);
  });

  it('leave what marks are made by alone once a sitting has begun', async () => {
    site.store.raw.exec(
      `INSERT INTO sittings (sitting_id, session_id, batch_id, room_id, places, state) VALUES ('s', 'x', '${batchId}', 'r', 1, 'admitting')`,
    );
    expect(await refusalOf(changed({ passLineHundredths: 7000, nearLineHundredths: 200 }))).toMatchObject({
      code: 'rules-in-use',
      facts: { rule: ['passLineHundredths'] },
    });
    expect(await refusalOf(changed({ nearLineHundredths: 200 }))).toBeNull();
  });
});

describe('the implementation plan', () => {
  const record = async (who: Role, submittedOn: string) => {
    const answer = await site.submit(who, 'batch.recordPlan', { batchId, submittedOn, proof: '回执 1 号' });
    return answer.ok ? null : { code: answer.refusal.code, ...answer.refusal.facts };
  };
  const step = () => detail()?.deadlines.find((one) => one.code === 'plan');

  it.each(['2030-01-01', '2026-11-25'])('is not handed in on %s, a day to come', async (day) => {
    expect(await record('registrar', day)).toEqual({ code: 'plan-day-ahead', day, today: '2026-11-24' });
    expect(step()?.state).toBe('missed');
  });

  it('counts as late after its last day, and as done only before', async () => {
    expect(await record('registrar', '2026-11-24')).toBeNull();
    expect(step()).toMatchObject({ day: '2026-11-10', state: 'late', doneOn: '2026-11-24' });
  });

  it('is put right by the chief alone', async () => {
    expect(await record('registrar', '2026-11-20')).toBeNull();
    expect(await record('registrar', '2026-11-09')).toEqual({
      code: 'plan-recorded-already',
      day: '2026-11-20',
    });
    expect(await record('chief', '2026-11-09')).toBeNull();
    expect(step()).toMatchObject({ state: 'done', doneOn: '2026-11-09' });
  });
});

describe('licensed occupations', () => {
  const lineOf = (code: string, name: string) => ({ edition: '2022', code, name, level: 4 }) as const;
  const file = (code: string) =>
    site.submit('registrar', 'institution.fileOccupation', {
      edition: '2022',
      code,
      level: 4,
      major: '专业',
    });
  const batchOf = async (code: string, name: string, number: number) => {
    const answer = await site.submit('registrar', 'batch.create', {
      ...batchInput(number),
      occupationLevels: [lineOf(code, name)],
    });
    return answer.ok ? null : answer.refusal.code;
  };
  /** A roster for a batch of this occupation that stands, as one of an older list may. */
  const rosterOf = async (code: string, name: string) => {
    const line = lineOf(code, name);
    site.store.raw
      .prepare('UPDATE batches SET occupation_levels = ? WHERE batch_id = ?')
      .run(JSON.stringify([line]), batchId);
    const input = rosterInput(1);
    const people = input.people.map((one) => ({ ...one, occupationLevel: line }));
    const answer = await site.submit('registrar', 'roster.import', { ...input, people });
    return answer.ok ? null : answer.refusal.code;
  };

  it.each([
    ['4-07-05-03', '消防设施操作员'],
    ['4-02-05-04', '危险货物运输作业员'],
    ['4-02-02-01', '客运车辆驾驶员'],
    ['4-02-02-02', '道路货运汽车驾驶员'],
  ])('%s %s is neither filed, nor in a batch, nor on a roster', async (code, name) => {
    const filed = await file(code);
    expect(filed.ok ? null : filed.refusal.code).toBe('occupation-licensed');
    expect(await batchOf(code, name, 3)).toBe('occupation-licensed');
    expect(await rosterOf(code, name)).toBe('occupation-licensed');
    const confirmed = await site.submit('chief', 'institution.confirmLicensed', {
      edition: '2022',
      code,
      reason: '可',
    });
    expect(confirmed.ok ? null : confirmed.refusal.code).toBe('occupation-licensed');
  });

  it.each([
    ['6-29-02-07', '爆破工'],
    ['6-28-01-11', '锅炉操作工'],
    ['6-30-05-02', '起重工'],
  ])('%s %s is held back until a chief confirms it with a reason', async (code, name) => {
    await file(code);
    expect(await batchOf(code, name, 3)).toBe('occupation-unconfirmed');
    expect(await rosterOf(code, name)).toBe('occupation-unconfirmed');
    const input = { edition: '2022', code, reason: '已向市人社局核实，不属准入类' };
    const byRegistrar = await site.submit('registrar', 'institution.confirmLicensed', input);
    expect(byRegistrar.ok ? null : byRegistrar.refusal.code).toBe('role-not-allowed');
    const unsaid = await site.submit('chief', 'institution.confirmLicensed', { ...input, reason: '  ' });
    expect(unsaid.ok).toBe(false);
    await site.done('chief', 'institution.confirmLicensed', input);
    expect(await batchOf(code, name, 3)).toBeNull();
    expect(await rosterOf(code, name)).toBeNull();
  });

  it.each([
    ['6-18-02-04', '焊工'],
    ['6-31-01-03', '电工'],
    ['6-29-03-05', '制冷空调系统安装维修工'],
    ['6-29-03-03', '电梯安装维修工'],
  ])('%s %s is never refused: a work licence stands beside it', async (code, name) => {
    expect((await file(code)).ok).toBe(true);
    expect(await batchOf(code, name, 3)).toBeNull();
    expect(await rosterOf(code, name)).toBeNull();
    const asked = await site.submit('chief', 'institution.confirmLicensed', {
      edition: '2022',
      code,
      reason: '可',
    });
    expect(asked.ok ? null : asked.refusal.code).toBe('licence-not-asked');
  });
});
