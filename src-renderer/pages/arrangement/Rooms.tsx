import { Form, Input, InputNumber, Segmented, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import type { Words } from '#shared/words/words.ts';
import { subjects } from '#shared/domain/subject.ts';
import { defaultBatchRules } from '#shared/contract/batchRules.ts';
import { lengths, roomPlaces, theoryRoomSeats } from '#shared/domain/limits.ts';
import { newId, useCommand, useQuestion } from '../../app/api.tsx';
import { tell } from '../../app/tell.ts';
import { useWords } from '../../app/language.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import { classes } from '../../parts/classes.ts';
import { DataTable } from '../../parts/DataTable.tsx';
import type { Column } from '../../parts/DataTable.tsx';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { Block } from '../../parts/Page.tsx';
import text from '../../parts/text.module.css';
import styles from './arrangement.module.css';
import {
  chosenOccupations,
  occupationKeyOf,
  RoomOccupations,
  useFiledOccupations,
} from './RoomOccupations.tsx';

/** The rooms of the site. */
export function Rooms() {
  const w = useWords('arrangement');
  const common = useWords('common');
  const rooms = useQuestion('arrangement.rooms', {});
  const filed = useFiledOccupations();
  const [editing, setEditing] = useState<RoomView | null>(null);
  const columns = useMemo<readonly Column<RoomView>[]>(
    () => [
      { key: 'name', title: w.rooms.name, text: (room) => room.name },
      {
        key: 'subject',
        title: w.rooms.subject,
        text: (room) => common.subjects[room.subject],
        choices: true,
        width: 160,
      },
      { key: 'places', title: w.rooms.places, text: (room) => room.places, align: 'right', width: 140 },
      {
        key: 'occupations',
        title: w.rooms.occupations,
        text: (room) => occupationsText(room, w, filed),
        cell: (room) =>
          room.subject === 'theory' ? (
            <span className={text.soft}>{w.rooms.allOccupations}</span>
          ) : (
            <Button size="small" quiet onClick={() => setEditing(room)}>
              {occupationsText(room, w, filed)}
            </Button>
          ),
      },
    ],
    [w, common, filed],
  );
  return (
    <>
      {editing === null ? (
        <Block title={w.rooms.add}>
          <AddRoom />
        </Block>
      ) : (
        <RoomOccupations key={editing.roomId} room={editing} onDone={() => setEditing(null)} />
      )}
      <Answered question={rooms}>
        {(rows) => (
          <DataTable
            name={w.tabs.rooms}
            rows={rows}
            columns={columns}
            rowKey={(room) => room.roomId}
            empty={<EmptyState title={w.rooms.empty} />}
          />
        )}
      </Answered>
    </>
  );
}

/** The occupations of a room by name, with their workstations where they have not all. */
function occupationsText(
  room: RoomView,
  w: Words<'arrangement'>,
  filed: readonly { readonly value: string; readonly label: string }[],
): string {
  if (room.subject === 'theory') return w.rooms.allOccupations;
  if (room.occupations.length === 0) return w.rooms.noOccupation;
  return room.occupations
    .map((one) => {
      const label = filed.find((option) => option.value === occupationKeyOf(one))?.label ?? one.code;
      const name = label.split(' ')[0] ?? label;
      return one.from === 1 && one.to === room.places
        ? name
        : w.rooms.workstations({ name, from: one.from, to: one.to });
    })
    .join(' · ');
}

interface Filled {
  readonly name: string;
  readonly subject: Subject;
  readonly places: number;
  readonly occupations?: readonly string[];
}

function AddRoom() {
  const w = useWords('arrangement');
  const common = useWords('common');
  const add = useCommand('room.add');
  const filed = useFiledOccupations();
  const [form] = Form.useForm<Filled>();
  const subject = Form.useWatch('subject', form) ?? 'theory';

  const onFinish = async (filled: Filled) => {
    const { places } = filled;
    const occupations = chosenOccupations(filled.occupations ?? [], places);
    const answer = await add.submit({
      roomId: newId<'room'>(),
      name: filled.name.trim(),
      subject: filled.subject,
      places,
      ...(filled.subject === 'practical' && { occupations }),
    });
    if (!answer.ok) return;
    tell.done(w.rooms.added);
    form.setFieldValue('name', '');
  };
  return (
    <Form<Filled>
      form={form}
      layout="vertical"
      requiredMark={false}
      className={classes(styles.roomForm)}
      initialValues={{
        name: '',
        subject: 'theory',
        places: defaultBatchRules.theoryRoomSeats,
        occupations: [],
      }}
      onFinish={(filled) => void onFinish(filled)}
    >
      <Form.Item
        name="name"
        label={w.rooms.name}
        className={classes(styles.grows)}
        rules={[{ required: true, whitespace: true, message: common.required }]}
      >
        <Input maxLength={lengths.short} placeholder={w.rooms.nameHint} />
      </Form.Item>
      <Form.Item name="subject" label={w.rooms.subject}>
        <Segmented<Subject>
          aria-label={w.rooms.subject}
          options={subjects.map((value) => ({
            value,
            label: common.subjects[value],
          }))}
        />
      </Form.Item>
      <Form.Item
        name="places"
        label={w.rooms.places}
        rules={[
          { required: true, message: common.required },
          ...(subject === 'theory'
            ? [{ type: 'number' as const, max: theoryRoomSeats.max, message: w.rooms.theoryLimit }]
            : []),
        ]}
      >
        <InputNumber {...roomPlaces} precision={0} className={classes(styles.places)} />
      </Form.Item>
      {subject === 'practical' && (
        <Form.Item
          name="occupations"
          label={w.rooms.occupations}
          className={classes(styles.grows)}
          rules={[{ required: true, message: common.required }]}
        >
          <Select<string[]>
            mode="multiple"
            placeholder={w.rooms.chooseOccupations}
            notFoundContent={w.rooms.noneFiled}
            options={[...filed]}
          />
        </Form.Item>
      )}
      <Form.Item label=" ">
        <Button kind="primary" type="submit" busy={add.busy}>
          {w.rooms.add}
        </Button>
      </Form.Item>
    </Form>
  );
}
