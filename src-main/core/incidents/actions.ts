import { refuse } from '#shared/contract/refusal.ts';
import { evidenceKind } from '#shared/domain/evidenceKind.ts';
import { evidenceEndings } from '#shared/domain/incidents.ts';
import type { Actions } from '../api/context.ts';
import { submit } from '../api/context.ts';
import { incidentFile, incidentRow, mayRead } from './queries.ts';

/** Photos and scans of incidents: in by an upload, out by one download. */
export const incidentsActions = {
  /** Stores the file, then names it. A file that no row came to name is swept at the next start. */
  'incidents.addFile': async (context, { commandId, deskAt, uploadId, ...named }) => {
    const upload = context.uploads.get(uploadId);
    if (upload === null) return refuse('upload-gone');
    const kind = evidenceKind(upload.bytes);
    if (kind === null) return refuse('evidence-not-shown', { name: upload.name });
    const stored = await context.openSite.files.put(upload.bytes);
    const answer = await submit(
      context,
      'incident.addFile',
      { commandId, deskAt },
      { ...named, ending: evidenceEndings[kind], file: { ...stored, name: upload.name } },
    );
    if (answer.ok) context.uploads.used(uploadId);
    return answer;
  },

  'incidents.readFile': async ({ openSite, actor, offer }, { evidenceFileId }) => {
    const file = incidentFile(openSite.store, evidenceFileId);
    const row = file === null ? null : incidentRow(openSite.store, file.incidentId);
    if (file === null || row === null) return refuse('incident-unknown');
    if (file.addedBy !== actor.id && !mayRead(openSite.store, row, actor))
      return refuse('incident-not-yours');
    const bytes = await openSite.files.get(file.sha256);
    if (bytes === null) return refuse('evidence-gone');
    const fileName = file.name ?? `${file.sha256}.${file.ending}`;
    return { ok: true, value: { downloadId: offer({ name: fileName, bytes }), fileName } };
  },
} satisfies Actions;
