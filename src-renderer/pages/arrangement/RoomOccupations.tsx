import { InputNumber, Select } from 'antd';
import { useState } from 'react';
import type { RoomOccupation } from '#shared/contract/commands/arrangement.ts';
import type { FiledOccupation } from '#shared/contract/views/site.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Actions } from '../../parts/Actions.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './arrangement.module.css';

/** `edition code`, and back. */
export const occupationKeyOf = ({ edition, code }: Pick<RoomOccupation, 'edition' | 'code'>): string =>
  `${edition} ${code}`;

interface OccupationOption {
  readonly value: string;
  readonly label: string;
}

/** The occupations that the institution has filed, each once, as options. */
export function useFiledOccupations(): readonly OccupationOption[] {
  const filed = useQuestion('institution.filed', {});
  const byKey = new Map(
    (filed.data ?? []).map((one: FiledOccupation) => [occupationKeyOf(one), `${one.name} ${one.code}`]),
  );
  return Array.from(byKey, ([value, label]) => ({ value, label }));
}

/** Occupations chosen by their keys, each on all places or on those it had. */
export function chosenOccupations(
  keys: readonly string[],
  places: number,
  before: readonly RoomOccupation[] = [],
): RoomOccupation[] {
  return keys.map((key) => {
    const known = before.find((one) => occupationKeyOf(one) === key);
    if (known !== undefined) return known;
    const [edition = '', code = ''] = key.split(' ');
    return { edition, code, from: 1, to: places };
  });
}

/** What a workshop is fitted for, and on which of its workstations. */
export function RoomOccupations({ room, onDone }: { readonly room: RoomView; onDone(): void }) {
  const w = useWords('arrangement');
  const common = useWords('common');
  const options = useFiledOccupations();
  const save = useCommand('room.setOccupations');
  const [lines, setLines] = useState<readonly RoomOccupation[]>(room.occupations);
  const labelOf = (line: RoomOccupation): string =>
    options.find((one) => one.value === occupationKeyOf(line))?.label ?? line.code;
  const change = (at: number, next: Partial<RoomOccupation>) =>
    setLines((before) => before.map((line, index) => (index === at ? { ...line, ...next } : line)));
  const onSave = async () => {
    const answer = await save.submit({ roomId: room.roomId, occupations: [...lines] });
    if (!answer.ok) return;
    tell.done(w.rooms.occupationsSet);
    onDone();
  };
  return (
    <Block title={w.rooms.occupationsOf({ room: room.name })}>
      <p className={text.soft}>{w.rooms.occupationsHint}</p>
      <label htmlFor="room-occupations">
        {w.rooms.occupations}
        <Select<string[]>
          id="room-occupations"
          mode="multiple"
          className={classes(styles.occupationChoice)}
          placeholder={w.rooms.chooseOccupations}
          notFoundContent={w.rooms.noneFiled}
          value={lines.map(occupationKeyOf)}
          options={[...options]}
          onChange={(keys) => setLines(chosenOccupations(keys, room.places, lines))}
        />
      </label>
      {lines.map((line, at) => (
        <div key={occupationKeyOf(line)} className={styles.workstations}>
          <span>{labelOf(line)}</span>
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              {w.rooms[end]}
              <InputNumber<number>
                value={line[end]}
                min={1}
                max={room.places}
                precision={0}
                onChange={(value) => change(at, { [end]: value ?? 1 })}
              />
            </label>
          ))}
        </div>
      ))}
      <Actions>
        <Button onClick={onDone}>{common.cancel}</Button>
        <Button kind="primary" busy={save.busy} onClick={() => void onSave()}>
          {common.save}
        </Button>
      </Actions>
    </Block>
  );
}
