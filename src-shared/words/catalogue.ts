// Written by `node build/wordCatalogue.ts` from the folders beside it; not by hand.
import type { Count, Fact } from './message.ts';
import zhApp from './zh/app.json' with { type: 'json' };
import zhArrangement from './zh/arrangement.json' with { type: 'json' };
import zhBatches from './zh/batches.json' with { type: 'json' };
import zhBoard from './zh/board.json' with { type: 'json' };
import zhCandidates from './zh/candidates.json' with { type: 'json' };
import zhCheckin from './zh/checkin.json' with { type: 'json' };
import zhCommon from './zh/common.json' with { type: 'json' };
import zhLanguage from './zh/language.json' with { type: 'json' };
import zhLedger from './zh/ledger.json' with { type: 'json' };
import zhPackages from './zh/packages.json' with { type: 'json' };
import zhParts from './zh/parts.json' with { type: 'json' };
import zhPractical from './zh/practical.json' with { type: 'json' };
import zhResults from './zh/results.json' with { type: 'json' };
import zhRoster from './zh/roster.json' with { type: 'json' };
import zhStart from './zh/start.json' with { type: 'json' };
import zhSystem from './zh/system.json' with { type: 'json' };
import zhTheory from './zh/theory.json' with { type: 'json' };
import enApp from './en/app.json' with { type: 'json' };
import enArrangement from './en/arrangement.json' with { type: 'json' };
import enBatches from './en/batches.json' with { type: 'json' };
import enBoard from './en/board.json' with { type: 'json' };
import enCandidates from './en/candidates.json' with { type: 'json' };
import enCheckin from './en/checkin.json' with { type: 'json' };
import enCommon from './en/common.json' with { type: 'json' };
import enLanguage from './en/language.json' with { type: 'json' };
import enLedger from './en/ledger.json' with { type: 'json' };
import enPackages from './en/packages.json' with { type: 'json' };
import enParts from './en/parts.json' with { type: 'json' };
import enPractical from './en/practical.json' with { type: 'json' };
import enResults from './en/results.json' with { type: 'json' };
import enRoster from './en/roster.json' with { type: 'json' };
import enStart from './en/start.json' with { type: 'json' };
import enSystem from './en/system.json' with { type: 'json' };
import enTheory from './en/theory.json' with { type: 'json' };

/** Every file of every language. */
export const catalogue = {
  zh: {
    language: zhLanguage,
    words: {
      app: zhApp,
      arrangement: zhArrangement,
      batches: zhBatches,
      board: zhBoard,
      candidates: zhCandidates,
      checkin: zhCheckin,
      common: zhCommon,
      ledger: zhLedger,
      packages: zhPackages,
      parts: zhParts,
      practical: zhPractical,
      results: zhResults,
      roster: zhRoster,
      start: zhStart,
      system: zhSystem,
      theory: zhTheory,
    },
  },
  en: {
    language: enLanguage,
    words: {
      app: enApp,
      arrangement: enArrangement,
      batches: enBatches,
      board: enBoard,
      candidates: enCandidates,
      checkin: enCheckin,
      common: enCommon,
      ledger: enLedger,
      packages: enPackages,
      parts: enParts,
      practical: enPractical,
      results: enResults,
      roster: enRoster,
      start: enStart,
      system: enSystem,
      theory: enTheory,
    },
  },
};

/** The facts of each message that has some. */
export interface MessageArguments {
  'app.approvals.by': { name: Fact; at: Fact };
  'app.foot.modes.host': { desks: Count };
  'app.foot.time': { time: Fact; source: Fact };
  'app.foot.ledger': { size: Count; head: Fact };
  'app.foot.outbox': { count: Fact };
  'app.foot.disk': { free: Fact };
  'app.foot.version': { version: Fact };
  'arrangement.sub': { batch: Fact; count: Count };
  'arrangement.tickets.print': { count: Fact };
  'arrangement.tickets.more': { count: Fact };
  'arrangement.tickets.seat': { seatNo: Fact };
  'arrangement.unseated': { theory: Fact; practical: Fact };
  'arrangement.sitting.seats': { used: Fact; places: Count };
  'arrangement.sitting.minutes': { minutes: Count };
  'arrangement.staff.needed': { needed: Count; assigned: Fact };
  'arrangement.staff.release': { name: Fact };
  'arrangement.seat.remove': { n: Fact };
  'arrangement.seat.capacity': { subject: Fact; waiting: Fact; places: Count };
  'arrangement.seat.short': { count: Fact };
  'batches.guide.chosen': { count: Fact };
  'batches.guide.licensedRefuse': { basis: Fact };
  'batches.guide.licensedWarn': { basis: Fact };
  'batches.guide.planDue': { days: Count };
  'batches.detail.planDone': { day: Fact };
  'batches.rubric.modules': { modules: Count; items: Count };
  'batches.rubric.module': { no: Fact; title: Fact };
  'batches.rubric.weight': { weight: Fact };
  'batches.rubric.minutes': { minutes: Count };
  'batches.rubric.problemsTitle': { count: Count };
  'batches.rubric.problemAt': { row: Fact; text: Fact };
  'batches.rubric.problems.module-sum-not-100': { value: Fact };
  'batches.rubric.problems.stated-sum-differs': { value: Fact };
  'batches.rubric.problems.weights-not-100': { value: Fact };
  'batches.rubric.problems.bad-full-marks': { value: Fact };
  'batches.rubric.problems.unknown-mode': { value: Fact };
  'batches.rubric.problems.veto-without-effect': { value: Fact };
  'batches.rubric.problems.other': { value: Fact };
  'board.today': { day: Fact };
  'board.readiness.title': { batch: Fact };
  'candidates.sub': { batch: Fact; count: Count };
  'candidates.nobody': { text: Fact };
  'candidates.importPage.sub': { batch: Fact };
  'candidates.importPage.commit': { count: Count };
  'candidates.importPage.commitSkip': { count: Fact; errors: Fact };
  'candidates.importPage.done': { imported: Count };
  'candidates.importPage.doneSkipped': { skipped: Count };
  'candidates.card.seatLine': { subject: Fact; room: Fact; seat: Fact; at: Fact; minutes: Count };
  'candidates.card.by': { by: Fact };
  'candidates.card.row': { seq: Fact };
  'checkin.code': { code: Fact };
  'checkin.choose': { count: Count };
  'checkin.chooseHint': { last: Fact };
  'checkin.recorded': { name: Fact; seat: Fact };
  'checkin.undoTitle': { name: Fact };
  'checkin.by': { by: Fact };
  'checkin.missingShow': { count: Fact };
  'checkin.startConfirmHint': { missing: Count };
  'checkin.finishTitle': { room: Fact };
  'checkin.finishAbsent': { missing: Count };
  'checkin.finishAll': { expected: Count };
  'checkin.finishMore': { missing: Fact };
  'checkin.finishGive': { missing: Count };
  'checkin.facts.minutesLate': { value: Count };
  'checkin.facts.room': { value: Fact };
  'checkin.facts.at': { value: Fact };
  'checkin.facts.day': { value: Fact };
  'checkin.facts.startsAt': { value: Fact };
  'checkin.facts.seat': { value: Fact };
  'checkin.facts.by': { value: Fact };
  'checkin.facts.batch': { value: Fact };
  'common.list': { items: Fact };
  'common.titled': { title: Fact; text: Fact };
  'common.readinessFacts.roster': { count: Count };
  'common.readinessFacts.seats': { count: Fact };
  'common.readinessFacts.invigilators': { count: Fact };
  'common.readinessFacts.examiners': { count: Fact };
  'common.readinessFacts.rubrics': { count: Fact };
  'common.readinessFacts.plan': { day: Fact };
  'common.alarms.staff-missing': { room: Fact; startsAt: Fact; needed: Count; assigned: Fact };
  'common.alarms.late-start': { room: Fact; startsAt: Fact };
  'common.alarms.spread-open': { count: Count };
  'common.alarms.theory-differs': { count: Count };
  'common.alarms.deadline-near': { batchName: Fact; step: Fact; day: Fact };
  'common.alarms.deadline-missed': { batchName: Fact; step: Fact; day: Fact };
  'common.alarms.approval-waiting': { count: Count };
  'common.alarms.package-returned': { batchName: Fact };
  'common.alarms.disk-low': { free: Fact };
  'common.alarms.rubric-missing': { batchName: Fact };
  'common.alarms.clock-jumped': { seconds: Count };
  'common.alarms.substitution-open': { count: Count };
  'common.alarms.receipt-rejected': { count: Count };
  'ledger.verdict.ok': { rows: Count };
  'ledger.verdict.broken': { seq: Fact };
  'ledger.verdict.took': { ms: Fact };
  'ledger.detail.title': { seq: Fact };
  'packages.sub': { batch: Fact; day: Fact };
  'packages.subNoDay': { batch: Fact };
  'packages.preflightLeft': { count: Fact };
  'packages.preflightFacts.count': { value: Fact };
  'packages.preflightFacts.until': { value: Fact };
  'packages.preflightFacts.expires': { value: Fact };
  'packages.preflightFacts.centreId': { value: Fact };
  'packages.sealTitle': { revision: Fact };
  'packages.packageTitle': { revision: Fact };
  'packages.fetchedBy': { by: Fact };
  'packages.job.steps': { done: Fact; total: Fact };
  'packages.job.rows': { done: Fact; total: Fact };
  'packages.job.bytes': { done: Fact; total: Fact };
  'packages.job.rate': { rate: Fact };
  'packages.job.left': { time: Fact };
  'packages.job.seconds': { n: Fact };
  'packages.job.minutes': { n: Fact };
  'packages.driveDone': { files: Fact };
  'packages.receiptNew': { applied: Count };
  'packages.receiptBad': { rejected: Count };
  'packages.keys': { version: Fact; expires: Fact };
  'parts.table.allOf': { column: Fact };
  'parts.table.count': { total: Count };
  'parts.table.countFiltered': { shown: Fact; total: Count };
  'parts.print.printedAt': { at: Fact };
  'parts.print.checkpoint': { size: Count; head: Fact };
  'parts.second.intro': { command: Fact };
  'parts.second.roles': { roles: Fact };
  'practical.stations.duties': { duties: Fact };
  'practical.stations.progress': { marked: Fact; items: Fact };
  'practical.stations.leftovers': { count: Count };
  'practical.stations.done': { signed: Fact; total: Fact };
  'practical.sheet.full': { full: Fact };
  'practical.sheet.weight': { weight: Fact };
  'practical.sheet.minutes': { minutes: Count };
  'practical.sheet.marked': { marked: Fact; items: Fact };
  'practical.sheet.item': { module: Fact; item: Fact };
  'practical.sheet.outOf': { full: Fact };
  'practical.sheet.result': { mark: Fact };
  'practical.sheet.tooMuch': { full: Fact };
  'practical.sheet.vetoTitle': { content: Fact };
  'practical.sheet.vetoHint': { ends: Fact };
  'practical.sheet.vetoUndoTitle': { content: Fact };
  'practical.sheet.unmarkedTitle': { count: Count };
  'practical.sheet.readOnly': { at: Fact };
  'practical.sheet.verifiedBy': { by: Fact };
  'practical.sheet.verifyHint': { by: Fact };
  'practical.sheet.verifyConfirm': { count: Count };
  'practical.sheet.save.saving': { count: Fact };
  'practical.sheet.save.offline': { count: Fact };
  'practical.matrix.sub': { total: Count; complete: Fact; spreads: Fact };
  'practical.matrix.spreadOpen': { count: Fact };
  'practical.matrix.spreadDone': { count: Fact };
  'practical.matrix.spread': { spread: Fact };
  'practical.matrix.outOf': { full: Fact };
  'practical.matrix.adjudicated': { by: Fact; mark: Fact; reason: Fact };
  'practical.matrix.title': { content: Fact };
  'practical.matrix.markHint': { full: Fact };
  'practical.matrix.badMark': { full: Fact };
  'results.sub': { batch: Fact };
  'results.charts.band': { from: Fact; to: Fact };
  'results.charts.rateOf': { passed: Fact; total: Fact };
  'results.frozenBy': { at: Fact; by: Fact; second: Fact };
  'results.notFrozenOpen': { open: Count };
  'results.freezeCounts': { passed: Fact; failed: Fact; absent: Fact; substituted: Fact };
  'results.freezeOpen': { open: Count; reasons: Fact };
  'results.publicationOn': { from: Fact; until: Fact; place: Fact };
  'results.paper.period': { from: Fact; until: Fact };
  'results.paper.place': { place: Fact };
  'results.paper.group': { occupation: Fact; level: Fact; count: Count };
  'results.paper.total': { count: Count };
  'results.explain.title': { name: Fact };
  'results.explain.seq': { seq: Fact };
  'results.explain.module': { no: Fact; title: Fact };
  'results.explain.weight': { weight: Fact };
  'results.explain.moduleScore': { score: Fact };
  'roster.drop.uploading': { percent: Fact };
  'roster.counts.rows': { rows: Count };
  'roster.counts.ok': { ok: Fact };
  'roster.counts.warnings': { warnings: Fact };
  'roster.counts.errors': { errors: Fact };
  'roster.fixed': { count: Fact };
  'roster.columns.of': { sheet: Fact };
  'roster.columns.titleFacts': { text: Fact };
  'roster.columns.toggle': { count: Fact };
  'roster.panel.row': { row: Fact };
  'roster.panel.field': { field: Fact; cell: Fact };
  'roster.panel.useProposal': { proposal: Fact };
  'roster.panel.changed': { text: Fact };
  'start.recovery.check': { first: Fact; second: Fact };
  'start.recovery.group': { n: Fact };
  'system.centre.chosen': { name: Fact };
  'system.about.rows': { size: Count };
  'theory.sub': { batch: Fact; total: Count; scored: Fact };
  'theory.grid.page': { page: Fact; pages: Fact };
  'theory.grid.cellLabel': { name: Fact };
  'theory.differs.title': { name: Fact };
  'theory.differs.by': { by: Fact };
  'theory.import.commit': { count: Fact };
  'theory.import.done': { count: Count };
  'theory.substitution.decidedBy': { by: Fact; reason: Fact };
}
