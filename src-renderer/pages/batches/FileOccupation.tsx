import { Form, Input, Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import type { OccupationLevel } from '#shared/contract/values.ts';
import type { Level } from '#shared/domain/level.ts';
import type { OccupationHit } from '#shared/contract/views/site.ts';
import { say } from '#shared/words/words.ts';
import { levels } from '#shared/domain/level.ts';
import { managers } from '#shared/domain/roles.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { useMay } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { StateTag } from '../../parts/StateTag.tsx';
import styles from './batches.module.css';
import text from '../../parts/text.module.css';
import { useComposedText } from '../../parts/useComposedText.ts';

const licensedTones = { refuse: text.bad, confirm: text.warn, warn: text.soft };
const licensedTags = { refuse: 'bad', confirm: 'warn', warn: 'idle' } as const;

/** Files an occupation and level of the classification with its matching major; licensed ones are refused with the basis. */
export function FileOccupation(props: { onFiled(one: OccupationLevel): void }) {
  const w = useWords('batches');
  const common = useWords('common');
  const may = useMay(managers);
  const file = useCommand('institution.fileOccupation');
  const [typed, setTyped] = useState('');
  const [hit, setHit] = useState<OccupationHit | null>(null);
  const [level, setLevel] = useState<Level>(4);
  const [major, setMajor] = useState('');
  const field = useComposedText(typed, (next) => {
    setTyped(next);
    setHit(null);
  });
  const searched = useDeferredValue(typed.trim());
  const hits = useQuestion(
    'occupations.search',
    { text: searched },
    { enabled: searched !== '', keepLast: true },
  );
  if (!may) return null;

  const refused = hit?.licensed?.action === 'refuse';
  const licensedWords = {
    refuse: w.guide.licensedRefuse,
    confirm: w.guide.licensedConfirm,
    warn: w.guide.licensedWarn,
  };
  const onFile = async () => {
    if (!hit || refused || major.trim() === '') return;
    const { edition, code, name } = hit;
    const answer = await file.submit({ edition, code, level, major: major.trim() });
    if (!answer.ok) return;
    tell.done(w.guide.filed);
    props.onFiled({ edition, code, name, level });
    setHit(null);
    setTyped('');
    setMajor('');
  };
  return (
    <section className={styles.file}>
      <h2>{w.guide.fileMore}</h2>
      <Input.Search
        aria-label={w.guide.searchOccupation}
        placeholder={w.guide.searchOccupation}
        {...field}
        allowClear
        maxLength={lengths.search}
      />
      <p className={text.soft}>{w.guide.searchHint}</p>
      {searched !== '' && !hit && (
        <ul className={styles.hits}>
          {hits.data?.length === 0 && <li className={styles.nothing}>{w.guide.nothingFound}</li>}
          {hits.data?.slice(0, 8).map((one) => (
            <li key={`${one.edition} ${one.code}`}>
              <button
                type="button"
                onClick={() => {
                  setHit(one);
                  setTyped(one.name);
                }}
              >
                <strong>{one.name}</strong>
                <span className={text.softMono}>{one.code}</span>
                {one.licensed && (
                  <StateTag tone={licensedTags[one.licensed.action]}>{one.licensed.className}</StateTag>
                )}
              </button>
            </li>
          ))}
        </ul>
      )}
      {hit && (
        <Form layout="vertical" component="div">
          <p>
            <strong>{hit.name}</strong> <span className={text.softMono}>{hit.code}</span>
          </p>
          {hit.licensed && (
            <p className={licensedTones[hit.licensed.action]}>
              {say(licensedWords[hit.licensed.action], { basis: hit.licensed.basis })}
            </p>
          )}
          {!refused && (
            <div className={styles.fileLine}>
              <Form.Item label={w.guide.level} htmlFor="file-level">
                <Select<Level>
                  id="file-level"
                  className={classes(styles.level)}
                  value={level}
                  onChange={setLevel}
                  options={levels.map((one) => ({ value: one, label: common.levels[one] }))}
                />
              </Form.Item>
              <Form.Item label={w.guide.major} htmlFor="file-major" className={classes(styles.grows)}>
                <Input
                  id="file-major"
                  placeholder={w.guide.majorHint}
                  maxLength={lengths.short}
                  value={major}
                  onChange={(event) => setMajor(event.target.value)}
                  onPressEnter={() => void onFile()}
                />
              </Form.Item>
              <Button busy={file.busy} disabled={major.trim() === ''} onClick={() => void onFile()}>
                {w.guide.file}
              </Button>
            </div>
          )}
        </Form>
      )}
    </section>
  );
}
