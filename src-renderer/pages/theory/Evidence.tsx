import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { paths } from '#shared/contract/live.ts';
import { pageHeader } from '../../app/client.ts';
import { useWords } from '../../app/words.tsx';
import { saveFile } from '../../parts/saveFile.ts';
import styles from './theory.module.css';
import { words } from './words.ts';

type Loaded = { readonly url: string; readonly blob: Blob } | 'missing' | null;

/** Shows a stored file (scan, photo) by its hash. It is fetched with the page's own header and never runs as a page of ours. */
export function Evidence({ sha256 }: { readonly sha256: string }) {
  const w = useWords(words);
  const [loaded, setLoaded] = useState<Loaded>(null);

  useEffect(() => {
    const stop = new AbortController();
    let url: string | null = null;
    async function load(): Promise<void> {
      const response = await fetch(`${paths.files}/${sha256}`, { headers: pageHeader, signal: stop.signal });
      if (!response.ok) return setLoaded('missing');
      const blob = await response.blob();
      if (stop.signal.aborted) return;
      url = URL.createObjectURL(blob);
      setLoaded({ url, blob });
    }
    load().catch(() => {
      if (!stop.signal.aborted) setLoaded('missing');
    });
    return () => {
      stop.abort();
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [sha256]);

  return (
    <figure className={styles.evidence} aria-label={w.substitution.evidenceShown} aria-busy={loaded === null}>
      {loaded === 'missing' && <p role="alert">{w.substitution.evidenceMissing}</p>}
      {loaded !== null &&
        loaded !== 'missing' &&
        (loaded.blob.type.startsWith('image/') ? (
          <img src={loaded.url} alt={w.substitution.evidenceShown} />
        ) : loaded.blob.type === 'application/pdf' ? (
          <iframe src={loaded.url} title={w.substitution.evidenceShown} />
        ) : (
          <Button onClick={() => void saveFile(`evidence-${sha256.slice(0, 8)}`, loaded.blob)}>
            {w.substitution.evidenceSave}
          </Button>
        ))}
    </figure>
  );
}
