import { Select } from 'antd';
import { useState } from 'react';
import { paths } from '#shared/contract/live.ts';
import type { EvidenceFileId } from '#shared/contract/ids.ts';
import type { IncidentView } from '#shared/contract/views/incidents.ts';
import { evidenceFileKinds } from '#shared/domain/incidents.ts';
import type { EvidenceFileKind } from '#shared/domain/incidents.ts';
import { newId, uploadFile, useAction } from '../../app/api.tsx';
import { ApiError, pageHeader } from '../../app/client.ts';
import { useWords } from '../../app/language.tsx';
import { tell } from '../../app/tell.ts';
import { bytesText } from '../../app/time.ts';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { FileDrop } from '../../parts/FileDrop.tsx';
import { HashText } from '../../parts/HashText.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import text from '../../parts/text.module.css';
import styles from './incidents.module.css';

/** Photos and scans that are shown for an incident; more may be added by whoever may describe it. */
export function IncidentFiles({ row }: { readonly row: IncidentView }) {
  const w = useWords('incidents');
  const files = row.told?.files ?? [];
  return (
    <section className={styles.section}>
      <h2>{w.files}</h2>
      {row.told && files.length === 0 && <p className={text.soft}>{w.noFiles}</p>}
      <ul className={styles.files}>
        {files.map((file) => (
          <li key={file.evidenceFileId} className={styles.file}>
            <span>{w.fileKinds[file.kind]}</span>
            <span className={text.cut}>{file.name}</span>
            <span className={text.soft}>{bytesText(file.size)}</span>
            <HashText hash={file.sha256} />
            <SaveCopy evidenceFileId={file.evidenceFileId} />
          </li>
        ))}
      </ul>
      {row.may.describe && <AddFile row={row} />}
    </section>
  );
}

function SaveCopy({ evidenceFileId }: { readonly evidenceFileId: EvidenceFileId }) {
  const w = useWords('incidents');
  const read = useAction('incidents.readFile');
  async function save(): Promise<void> {
    const ready = await read.run({ evidenceFileId });
    if (!ready.ok) return;
    const response = await fetch(`${paths.files}/${ready.value.downloadId}`, { headers: pageHeader });
    if (response.ok) await saveFile(ready.value.fileName, await response.blob());
  }
  return (
    <Button size="small" busy={read.busy} onClick={() => void save()}>
      {w.openFile}
    </Button>
  );
}

function AddFile({ row }: { readonly row: IncidentView }) {
  const w = useWords('incidents');
  const [kind, setKind] = useState<EvidenceFileKind>('photo');
  const [sending, setSending] = useState(false);
  const add = useAction('incidents.addFile');
  async function send(file: File): Promise<void> {
    setSending(true);
    try {
      const uploadId = await uploadFile(file);
      const evidenceFileId = newId<'evidenceFile'>();
      const answer = await add.run({ uploadId, incidentId: row.incidentId, evidenceFileId, kind });
      if (answer.ok) tell.done(w.fileAdded);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      tell.refusal(error.refusal);
    } finally {
      setSending(false);
    }
  }
  return (
    <div className={styles.mark}>
      <Select
        value={kind}
        aria-label={w.fileKind}
        className={classes(styles.choice)}
        onChange={setKind}
        options={evidenceFileKinds.map((value) => ({ value, label: w.fileKinds[value] }))}
      />
      <FileDrop
        small
        title={w.addFile}
        hint={w.addFileHint}
        accept=".jpg,.jpeg,.png,.pdf"
        disabled={sending}
        onFile={(file) => void send(file)}
      />
    </div>
  );
}
