import { say } from '#shared/words/words.ts';
import { useWords } from '../../app/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { ToneShape } from '../../parts/StateTag.tsx';
import type { Tone } from '../../parts/StateTag.tsx';
import styles from './sheet.module.css';
import type { SaveState, SheetMarks } from './useSheetMarks.ts';
import text from '../../parts/text.module.css';

const tones: Readonly<Record<SaveState, Tone>> = {
  saved: 'good',
  saving: 'info',
  offline: 'warn',
  refused: 'bad',
  notKept: 'bad',
};

/** Whether the marks have reached the core; always in view, in word and shape. */
export function SaveLine({ marks }: { readonly marks: SheetMarks }) {
  const w = useWords('practical');
  const tone = tones[marks.save];
  return (
    <div className={classes(styles.save, text[tone])} role="status" aria-live="polite" data-save={marks.save}>
      <ToneShape tone={tone} size={14} />
      <span>{say(w.sheet.save[marks.save], { count: marks.waiting })}</span>
      {marks.save === 'refused' && (
        <Button kind="link" onClick={marks.retry}>
          {w.sheet.save.retry}
        </Button>
      )}
    </div>
  );
}
