import { and, eq } from 'drizzle-orm';
import { refuse } from '#shared/contract/refusal.ts';
import { evidenceKind } from '#shared/domain/evidenceKind.ts';
import type { Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { parseSpreadsheet } from '../spreadsheets/parse.ts';
import { annexWorkbook } from './annex.ts';
import { composeImport, reportOf, withKnown } from './composeImport.ts';
import { AssetSheet } from './import/assetSheet.ts';
import { photos } from './tables.ts';

export const equipmentActions = {
  /** Reads the school's list; registers only when asked to, and rows with faults only to leave them out when that is asked for too. */
  'equipment.importSheet': async (context, { commandId, deskAt, uploadId, commit, skipFaults }) => {
    const file = context.uploads.get(uploadId);
    if (file === null) return refuse('upload-gone');
    const parsed = await parseSpreadsheet({
      kind: 'equipment',
      schema: AssetSheet,
      uploadId,
      bytes: file.bytes,
      fileName: file.name,
      resourcesDir: context.host.resourcesDir,
      signal: context.signal,
    });
    if (!parsed.ok) return parsed;
    const { store, files } = context.openSite;
    const sheet = withKnown(store, parsed.value);
    const report = reportOf(store, sheet);
    if (!commit) return { ok: true, value: report };
    const faulty = sheet.rows.filter((row) => row.problems.length > 0);
    if (faulty.length > 0 && !skipFaults)
      return refuse('equipment-sheet-faults', {
        count: faulty.length,
        rows: faulty.slice(0, 20).map((row) => String(row.row)),
      });
    if (report.toRegister === 0) return refuse('equipment-sheet-empty');
    const stored = await files.put(file.bytes);
    const input = composeImport(store, commandId, sheet, { ...stored, name: file.name });
    const answer = await submit(context, 'equipment.import', { commandId, deskAt }, input);
    if (answer.ok) context.uploads.used(uploadId);
    return { ok: true, value: { ...report, answer } };
  },

  /** Stores a photo, then names it. One that no row came to name is swept at the next start. */
  'equipment.storePhoto': async (context, { commandId, deskAt, uploadId, itemId }) => {
    const file = context.uploads.get(uploadId);
    if (file === null) return refuse('upload-gone');
    const kind = evidenceKind(file.bytes);
    if (kind === null || kind === 'application/pdf') return refuse('equipment-no-photo', { name: file.name });
    const stored = await context.openSite.files.put(file.bytes);
    const answer = await submit(
      context,
      'equipment.addPhoto',
      { commandId, deskAt },
      { itemId, file: { ...stored, name: file.name } },
    );
    if (answer.ok) context.uploads.used(uploadId);
    return answer;
  },

  'equipment.readPhoto': async ({ openSite, offer }, { itemId, sha256 }) => {
    const photo = openSite.store.orm
      .select()
      .from(photos)
      .where(and(eq(photos.itemId, itemId), eq(photos.sha256, sha256)))
      .get();
    const bytes = photo === undefined ? null : await openSite.files.get(sha256);
    if (bytes === null) return refuse('evidence-gone');
    const fileName = photo?.name ?? sha256;
    return { ok: true, value: { downloadId: offer({ name: fileName, bytes }), fileName } };
  },

  'equipment.exportAnnex': async ({ openSite, offer }, { title }) => {
    const fileName = `${title}.xlsx`;
    const bytes = annexWorkbook(openSite.store);
    return Promise.resolve({ ok: true, value: { downloadId: offer({ name: fileName, bytes }), fileName } });
  },
} satisfies Actions;
