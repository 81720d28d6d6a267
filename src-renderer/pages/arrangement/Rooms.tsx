import { Form, Input, InputNumber, Segmented } from 'antd';
import { useMemo } from 'react';
import type { Subject } from '#shared/domain/subject.ts';
import type { RoomView } from '#shared/contract/views/preparation.ts';
import { subjects } from '#shared/domain/subject.ts';
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
import styles from './arrangement.module.css';

/** The rooms of the site. */
export function Rooms() {
  const w = useWords('arrangement');
  const common = useWords('common');
  const rooms = useQuestion('arrangement.rooms', {});
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
    ],
    [w, common],
  );
  return (
    <>
      <Block title={w.rooms.add}>
        <AddRoom />
      </Block>
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

interface Filled {
  readonly name: string;
  readonly subject: Subject;
  readonly places: number;
}

function AddRoom() {
  const w = useWords('arrangement');
  const common = useWords('common');
  const add = useCommand('room.add');
  const [form] = Form.useForm<Filled>();
  const subject = Form.useWatch('subject', form) ?? 'theory';

  const onFinish = async (filled: Filled) => {
    const answer = await add.submit({ roomId: newId<'room'>(), ...filled, name: filled.name.trim() });
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
      initialValues={{ name: '', subject: 'theory', places: theoryRoomSeats.max }}
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
      <Form.Item label=" ">
        <Button kind="primary" type="submit" busy={add.busy}>
          {w.rooms.add}
        </Button>
      </Form.Item>
    </Form>
  );
}
