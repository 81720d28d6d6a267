import type { AskedLine, AskedValue } from '#shared/contract/askedLines.ts';
import { askedFields, isAskedField } from '#shared/domain/askedFields.ts';
import type { AskedField, AskedKind } from '#shared/domain/askedFields.ts';
import { useWords } from '../app/language.tsx';
import styles from './AskedLines.module.css';
import { askedText, isNothing } from './askedText.ts';

/** What the second person signs: every field in words, what stands now and what would stand. */
export function AskedLines({ lines }: { readonly lines: readonly AskedLine[] }) {
  const w = useWords('access');
  const common = useWords('common');
  const fields: Readonly<Record<AskedField, string>> = w.asked.fields;
  const say = (field: string, value: AskedValue) => askedText(kindOf(field), value, w, common);
  const replaces = lines.some((line) => line.before !== undefined);
  const shown = lines.filter((line) => !isNothing(line.before ?? null) || !isNothing(line.after));
  return (
    <table className={styles.lines} aria-label={w.asked.title}>
      {replaces && (
        <thead>
          <tr>
            <td />
            <th scope="col">{w.asked.now}</th>
            <th scope="col">{w.asked.then}</th>
          </tr>
        </thead>
      )}
      <tbody>
        {shown.map((line) => (
          <tr key={line.field}>
            <th scope="row">{isAskedField(line.field) ? fields[line.field] : w.asked.unknownField}</th>
            {replaces && <td>{line.before === undefined ? '' : say(line.field, line.before)}</td>}
            <td>
              {changes(line) ? <strong>{say(line.field, line.after)}</strong> : say(line.field, line.after)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function changes(line: AskedLine): boolean {
  return line.before !== undefined && JSON.stringify(line.before) !== JSON.stringify(line.after);
}

function kindOf(field: string): AskedKind {
  return isAskedField(field) ? askedFields[field] : 'text';
}
