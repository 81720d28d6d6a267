import { Input } from 'antd';
import { useState } from 'react';
import { useAction } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { StateTag } from '../../parts/StateTag.tsx';
import type { PackageId } from '#shared/contract/ids.ts';
import { lengths } from '#shared/domain/limits.ts';
import styles from './reports.module.css';
import text from '../../parts/text.module.css';

interface Props {
  readonly packageId: PackageId;
  readonly disabled: boolean;
}

/** Writes the package and its signature to a folder of this site's machine: picked in the desktop window, typed in a browser. */
export function WriteToFolder({ packageId, disabled }: Props) {
  const w = useWords('packages');
  const desktop = window.kaodianDesktop;
  const { run, busy } = useAction('reports.writeToFolder');
  const [typed, setTyped] = useState('');
  const [written, setWritten] = useState<{ folder: string; files: readonly string[] } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  async function write(folder: string): Promise<void> {
    setProblem(null);
    const answer = await run({ packageId, folder });
    if (answer.ok) setWritten({ folder, files: answer.value.files });
  }
  async function pick(): Promise<void> {
    const picked = await desktop?.pickFolder();
    if (!picked) return;
    if (picked.ok) await write(picked.path);
    else if (picked.refusal.code === 'not-writable') setProblem(w.driveNotWritable);
  }
  async function eject(): Promise<void> {
    if (!desktop || !written) return;
    const answer = await desktop.ejectDrive(written.folder);
    if (answer.ok) tell.done(w.ejected);
    else setProblem(w.ejectFailed);
  }

  return (
    <>
      {desktop ? (
        <Button disabled={disabled} busy={busy} onClick={() => void pick()}>
          {w.drivePick}
        </Button>
      ) : (
        <form
          className={styles.pathLine}
          onSubmit={(event) => {
            event.preventDefault();
            if (typed.trim() !== '') void write(typed.trim());
          }}
        >
          <Input
            value={typed}
            maxLength={lengths.folder}
            aria-label={w.drivePath}
            placeholder={w.drivePath}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button type="submit" disabled={disabled || typed.trim() === ''} busy={busy}>
            {w.driveWrite}
          </Button>
        </form>
      )}
      {written && (
        <div className={styles.written} role="status">
          <StateTag wrap tone="good">
            {w.driveDone({ files: written.files })}
          </StateTag>
          {desktop && (
            <Button size="small" onClick={() => void eject()}>
              {w.eject}
            </Button>
          )}
        </div>
      )}
      {problem !== null && (
        <p className={text.bad} role="alert">
          {problem}
        </p>
      )}
    </>
  );
}
