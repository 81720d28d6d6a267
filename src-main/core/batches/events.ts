import { eq } from 'drizzle-orm';
import type { BatchRules } from '#shared/contract/batchRules.ts';
import type { CommandInput } from '#shared/contract/commands/index.ts';
import { changedRules, publicationFits, ruleFault, rulesOfMarks } from '#shared/domain/ruleFaults.ts';
import { siteDay } from '#shared/domain/sittingTimes.ts';
import { jcs } from '#shared/formats/jcs.ts';
import { sha256Hex } from '#node/hashes.ts';
import { personOf } from '../access/queries.ts';
import { hasBegun, isFrozen } from '../enrolments/standing.ts';
import type { Apply, Decide, DecideContext, Decision, Refused } from '../ledger/capability.ts';
import { decided, happened, refused } from '../ledger/capability.ts';
import { calendarInForce, filed, licenceRefusal } from '../institution/queries.ts';
import { findOccupation } from '../occupations/queries.ts';
import { batchRow, calendarVersionOf, rulesVersionOf } from './queries.ts';
import { batchCalendars, batches, batchRuleSets } from './tables.ts';

function create(context: DecideContext, input: CommandInput<'batch.create'>): Decision {
  const { store, reference } = context;
  if (store.orm.select().from(batches).where(eq(batches.batchNo, input.batchNo)).get() !== undefined)
    return refused('batch-no-taken', { batchNo: input.batchNo });
  if (batchRow(store, input.batchId) !== null) return refused('id-taken');
  if (input.lastDay < input.firstDay)
    return refused('days-reversed', { firstDay: input.firstDay, lastDay: input.lastDay });
  const ofRules = rulesRefusal(input.rules) ?? chiefRefusal(context, input.rules);
  if (ofRules !== null) return ofRules;
  const known = filed(store);
  const seen = new Set<string>();
  for (const line of input.occupationLevels) {
    // 技师、高级技师 also need the 综合评审, which this version does not hold.
    if (line.level <= 2) return refused('level-needs-review', { name: line.name, level: line.level });
    const key = `${line.edition} ${line.code} ${line.level}`;
    if (seen.has(key)) return refused('occupation-twice', { name: line.name, level: line.level });
    seen.add(key);
    const occupation = findOccupation(reference.occupations, line.edition, line.code);
    if (occupation === null) return refused('occupation-unknown', { code: line.code, edition: line.edition });
    if (occupation.name !== line.name)
      return refused('occupation-name-differs', { code: line.code, name: occupation.name });
    const licensed = licenceRefusal(context, line);
    if (licensed !== null) return licensed;
    if (
      !known.some((one) => one.edition === line.edition && one.code === line.code && one.level === line.level)
    ) {
      return refused('occupation-not-filed', { name: line.name, level: line.level });
    }
  }
  const ruleSetHash = sha256Hex(jcs(input.rules));
  const calendarVersion = calendarInForce(store, reference).version;
  return decided([
    happened('batch.created', input.batchId, { ...input, ruleSetHash, calendarVersion }, null),
  ]);
}

/**
 * Other rules for a batch that stands, and the calendar in force with them: a decision of two, as long as nothing is frozen. What
 * marks are made by stays once the first sitting has begun.
 */
function changeRules(context: DecideContext, input: CommandInput<'batch.changeRules'>): Decision {
  const { store, reference } = context;
  const { batchId, rules } = input;
  const batch = batchRow(store, batchId);
  if (batch === null) return refused('batch-unknown');
  if (isFrozen(store, batchId)) return refused('results-frozen');
  const ofRules = rulesRefusal(rules);
  if (ofRules !== null) return ofRules;
  const changed = changedRules(rules, batch.rules);
  const calendarVersion = calendarInForce(store, reference).version;
  if (input.calendarVersion !== calendarVersion)
    return refused('calendar-not-in-force', { version: input.calendarVersion, current: calendarVersion });
  if (changed.length === 0 && calendarVersion === calendarVersionOf(store, batchId))
    return refused('rules-unchanged');
  const inUse = hasBegun(store, batchId) ? changed.filter((rule) => rulesOfMarks.includes(rule)) : [];
  if (inUse.length > 0) return refused('rules-in-use', { rule: inUse });
  const data = {
    batchId,
    version: rulesVersionOf(store, batchId) + 1,
    rules,
    ruleSetHash: sha256Hex(jcs(rules)),
    calendarVersion,
    secondPerson: context.second ?? context.by,
  };
  return decided([happened('batch.rulesChanged', batchId, data, { reason: input.reason })]);
}

/** What the document and the field fix can only be tightened (`batchRuleLimits`), and the publication has to find room. */
function rulesRefusal(rules: BatchRules): Refused | null {
  const fault = ruleFault(rules);
  if (fault !== null) {
    const scale = fault.rule.endsWith('Hundredths') ? 100 : 1;
    return refused('rule-outside-limits', {
      rule: fault.rule,
      min: fault.min / scale,
      max: fault.max / scale,
    });
  }
  if (publicationFits(rules)) return null;
  const { publicationWorkingDays: publication, reportWorkingDays: report } = rules;
  return refused('publication-does-not-fit', { publication, report });
}

/** Other rules than the defaults are the chief's alone. */
function chiefRefusal(context: DecideContext, rules: BatchRules): Refused | null {
  const rule = changedRules(rules);
  if (rule.length === 0) return null;
  const isChief = personOf(context.store, context.by)?.roles.includes('chief') === true;
  return isChief ? null : refused('rules-need-chief', { rule });
}

/** The day is one that was; a day that stands already is put right by the chief. Whether it was in time, the deadline says. */
function recordPlan(context: DecideContext, input: CommandInput<'batch.recordPlan'>): Decision {
  const { batchId, submittedOn, proof } = input;
  const batch = batchRow(context.store, batchId);
  if (batch === null) return refused('batch-unknown');
  const today = siteDay(context.at);
  if (submittedOn > today) return refused('plan-day-ahead', { day: submittedOn, today });
  const isChief = personOf(context.store, context.by)?.roles.includes('chief') === true;
  if (batch.planSubmittedOn !== null && batch.planSubmittedOn !== submittedOn && !isChief)
    return refused('plan-recorded-already', { day: batch.planSubmittedOn });
  return decided([happened('batch.planRecorded', batchId, { batchId, submittedOn }, { proof })]);
}

export const decide: Decide = {
  'batch.create': create,
  'batch.changeRules': changeRules,
  'batch.recordPlan': recordPlan,
};

export const apply: Apply = {
  'batch.created': (store, { seq, at, data: { calendarVersion, ...data } }) => {
    store.orm
      .insert(batches)
      .values({ ...data, createdAt: at, seq })
      .run();
    if (calendarVersion !== undefined)
      store.orm.insert(batchCalendars).values({ batchId: data.batchId, calendarVersion }).run();
  },
  'batch.rulesChanged': (store, { at, actor, data: { calendarVersion, ...data }, personal }) => {
    const { batchId, rules, ruleSetHash } = data;
    store.orm.update(batches).set({ rules, ruleSetHash }).where(eq(batches.batchId, batchId)).run();
    store.orm
      .insert(batchRuleSets)
      .values({ ...data, at, by: actor, reason: personal?.reason ?? null })
      .run();
    store.orm
      .insert(batchCalendars)
      .values({ batchId, calendarVersion })
      .onConflictDoUpdate({ target: batchCalendars.batchId, set: { calendarVersion } })
      .run();
  },
  'batch.planRecorded': (store, { data, personal }) =>
    void store.orm
      .update(batches)
      .set({ planSubmittedOn: data.submittedOn, planProof: personal?.proof ?? null })
      .where(eq(batches.batchId, data.batchId))
      .run(),
};
