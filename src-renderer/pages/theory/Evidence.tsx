import { useEffect, useState } from 'react';
import { paths } from '#shared/contract/live.ts';
import { evidenceKind } from '#shared/domain/evidenceKind.ts';
import { act, pageHeader } from '../../app/client.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import type { SubstitutionId } from '#shared/contract/ids.ts';
import styles from './theory.module.css';

interface Scan {
  readonly fileName: string;
  readonly blob: Blob;
  readonly url: string;
}
type Loaded = Scan | 'missing' | null;

/** Fetches a stored scan; null when it cannot be read. What it is comes from its bytes, never from its name. */
async function fetchEvidence(
  substitutionId: SubstitutionId,
  signal: AbortSignal,
): Promise<Omit<Scan, 'url'> | null> {
  const ready = await act('theory.readEvidence', { substitutionId });
  if (!ready.ok) return null;
  const { downloadId, fileName } = ready.value;
  const response = await fetch(`${paths.files}/${downloadId}`, { headers: pageHeader, signal });
  if (!response.ok) return null;
  const bytes = new Uint8Array(await response.arrayBuffer());
  return { fileName, blob: new Blob([bytes], { type: evidenceKind(bytes) ?? 'application/octet-stream' }) };
}

/** The evidence of a proposal: shown where it may be, to be saved in any case. It never runs as a page of ours. */
export function Evidence({ substitutionId }: { readonly substitutionId: SubstitutionId }) {
  const w = useWords('theory');
  const [loaded, setLoaded] = useState<Loaded>(null);

  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    fetchEvidence(substitutionId, stop.signal)
      .then((scan) => {
        if (stop.signal.aborted) return;
        if (scan === null) return setLoaded('missing');
        url = URL.createObjectURL(scan.blob);
        setLoaded({ ...scan, url });
      })
      .catch(() => {
        if (!stop.signal.aborted) setLoaded('missing');
      });
    return () => {
      stop.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [substitutionId]);

  const scan = loaded === 'missing' ? null : loaded;
  return (
    <figure className={styles.evidence} aria-busy={loaded === null}>
      <div
        className={styles.evidenceShown}
        role="region"
        aria-label={w.substitution.evidenceShown}
        tabIndex={0}
      >
        {loaded === 'missing' && <p role="alert">{w.substitution.evidenceMissing}</p>}
        {scan && <Shown scan={scan} label={w.substitution.evidenceShown} />}
      </div>
      {scan && (
        <figcaption>
          <span title={scan.fileName}>{scan.fileName}</span>
          <Button size="small" onClick={() => void saveFile(scan.fileName, scan.blob)}>
            {w.substitution.evidenceSave}
          </Button>
        </figcaption>
      )}
    </figure>
  );
}

function Shown({ scan, label }: { readonly scan: Scan; readonly label: string }) {
  if (scan.blob.type.startsWith('image/')) return <img src={scan.url} alt={label} />;
  return scan.blob.type === 'application/pdf' ? <iframe src={scan.url} title={label} /> : null;
}
