import { Form, Input, Select } from 'antd';
import type { EnrolmentId, UserId } from '#shared/contract/ids.ts';
import type { IncidentForm, IncidentView } from '#shared/contract/views/incidents.ts';
import { incidentKinds, touchedAtMost, witnessesAtMost } from '#shared/domain/incidents.ts';
import type { IncidentKind } from '#shared/domain/incidents.ts';
import { lengths } from '#shared/domain/limits.ts';
import { useCommand, useQuestion } from '../../app/api.tsx';
import { useWords } from '../../app/language.tsx';
import { useMe } from '../../app/session.tsx';
import { tell } from '../../app/tell.ts';
import { dayTimeOf, instantAt } from '../../app/time.ts';
import { Actions } from '../../parts/Actions.tsx';
import { Answered } from '../../parts/Answered.tsx';
import { Button } from '../../parts/Button.tsx';
import layout from '../../parts/layout.module.css';
import text from '../../parts/text.module.css';

interface Fields {
  readonly kind: IncidentKind;
  readonly when: string;
  readonly place: string;
  readonly whatHappened: string;
  readonly enrolmentIds: EnrolmentId[];
  readonly witnesses: UserId[];
}

const whenForm = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2})$/;

/** The instant of `2026-11-24 09:30` at the site; null for anything else. */
function instantOf(when: string): string | null {
  const [, day, time] = whenForm.exec(when.trim()) ?? [];
  if (day === undefined || time === undefined) return null;
  return Number.isNaN(Date.parse(`${day}T${time}:00Z`)) ? null : instantAt(day, time);
}

/** Tells what happened: facts, whom it touches, who saw it. */
export function DescribeForm({ row, onDone }: { readonly row: IncidentView; onDone(): void }) {
  const question = useQuestion('incidents.form', { incidentId: row.incidentId });
  return (
    <Answered question={question}>
      {(offered) => <Filled row={row} offered={offered ?? { seated: [], people: [] }} onDone={onDone} />}
    </Answered>
  );
}

function Filled({
  row,
  offered,
  onDone,
}: {
  readonly row: IncidentView;
  readonly offered: IncidentForm;
  onDone(): void;
}) {
  const w = useWords('incidents');
  const common = useWords('common');
  const me = useMe();
  const [form] = Form.useForm<Fields>();
  const { submit, busy } = useCommand('incident.describe');
  const { told } = row;
  const sawIt = offered.people.some(({ userId }) => userId === me.userId) ? [me.userId] : [];

  async function send({ when, ...fields }: Fields): Promise<void> {
    const at = instantOf(when);
    if (at === null) return;
    // The minute that was marked is told to the second by the mark.
    const sameMinute = dayTimeOf(row.at) === when.trim();
    const answer = await submit({ incidentId: row.incidentId, ...fields, at: sameMinute ? row.at : at });
    if (!answer.ok) return;
    tell.done(w.saved);
    onDone();
  }
  const required = [{ required: true, message: common.required }];
  return (
    <Form<Fields>
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(fields) => void send(fields)}
      initialValues={{
        kind: told?.kind ?? 'incident',
        when: dayTimeOf(row.at),
        place: told?.place ?? row.roomName ?? '',
        whatHappened: told?.whatHappened ?? '',
        enrolmentIds: told?.touched.map(({ enrolmentId }) => enrolmentId) ?? [],
        witnesses: told?.witnesses.map(({ userId }) => userId) ?? sawIt,
      }}
    >
      <p className={text.intro}>{w.describeIntro}</p>
      <div className={layout.pair}>
        <Form.Item name="kind" label={w.kind}>
          <Select options={incidentKinds.map((value) => ({ value, label: w.kinds[value] }))} />
        </Form.Item>
        <Form.Item
          name="when"
          label={w.when}
          rules={[
            {
              validator: (_: unknown, typed: string) =>
                instantOf(typed) === null ? Promise.reject(new Error(w.badTime)) : Promise.resolve(),
            },
          ]}
        >
          <Input maxLength={16} />
        </Form.Item>
      </div>
      <Form.Item name="place" label={w.place} rules={required}>
        <Input maxLength={lengths.short} />
      </Form.Item>
      <Form.Item name="whatHappened" label={w.whatHappened} rules={required}>
        <Input.TextArea maxLength={lengths.long} autoSize={{ minRows: 4, maxRows: 10 }} autoFocus />
      </Form.Item>
      <Form.Item name="enrolmentIds" label={w.whom}>
        <Select
          mode="multiple"
          maxCount={touchedAtMost}
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.seated.map(({ enrolmentId, seatNo, name, ticketNumber }) => ({
            value: enrolmentId,
            label: w.seat({ no: seatNo, name: name ?? ticketNumber ?? '—' }),
          }))}
        />
      </Form.Item>
      <Form.Item name="witnesses" label={w.whoSaw} rules={[{ ...required[0], type: 'array' }]}>
        <Select
          mode="multiple"
          maxCount={witnessesAtMost}
          showSearch={{ optionFilterProp: 'label' }}
          options={offered.people.map(({ userId, name, duty }) => ({
            value: userId,
            label: duty === null ? w.markerNoDuty({ name }) : w.duty({ name, duty: common.duties[duty] }),
          }))}
        />
      </Form.Item>
      <Actions>
        <Button onClick={onDone}>{w.cancel}</Button>
        <Button kind="primary" busy={busy} onClick={() => form.submit()}>
          {w.save}
        </Button>
      </Actions>
    </Form>
  );
}
