import { useCallback, useRef, useState } from 'react';
import type { RosterFix } from '#shared/contract/rosterReport.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import type { ColumnChoice, RosterField, RosterPerson, RosterReport } from '#shared/contract/rosterReport.ts';
import { ApiError } from '../../app/client.ts';
import { uploadFile, useAction } from '../../app/api.tsx';

/** Choices of a person about one roster: repaired cells and corrected columns. */
export interface RosterChoices {
  readonly fixes: RosterFix[];
  readonly mapping: ColumnChoice[];
}

/** Where the reading of a roster stands. */
export interface RosterCheck {
  readonly phase: 'none' | 'uploading' | 'reading' | 'ready';
  readonly percent: number;
  readonly file: File | null;
  readonly uploadId: string | null;
  readonly report: RosterReport | null;
  readonly refusal: Refusal | null;
  readonly choices: RosterChoices;
  take(file: File): void;
  fix(person: RosterPerson, field: RosterField, text: string): void;
  unfix(person: RosterPerson, field: RosterField): void;
  undoAll(): void;
  chooseColumn(choice: ColumnChoice): void;
  forget(): void;
}

type State = Pick<RosterCheck, 'phase' | 'percent' | 'file' | 'uploadId' | 'report' | 'refusal' | 'choices'>;

const nothing: State = {
  phase: 'none',
  percent: 0,
  file: null,
  uploadId: null,
  report: null,
  refusal: null,
  choices: { fixes: [], mapping: [] },
};

/** Hands a roster to the core, gets its report, and gets it again after every repair. Nothing is stored. */
export function useRosterCheck(): RosterCheck {
  const [state, setState] = useState<State>(nothing);
  const { run } = useAction('roster.check', { quiet: true });
  const turn = useRef(0);

  const read = useCallback(
    async (uploadId: string, choices: RosterChoices, mine: number) => {
      setState((before) => ({ ...before, phase: 'reading', uploadId, choices }));
      const answer = await run({ uploadId, ...choices });
      if (turn.current !== mine) return;
      setState((before) =>
        answer.ok
          ? { ...before, phase: 'ready', report: answer.value, refusal: null }
          : { ...before, phase: before.report ? 'ready' : 'none', refusal: answer.refusal },
      );
    },
    [run],
  );

  const take = useCallback(
    async (file: File) => {
      const mine = (turn.current += 1);
      setState({ ...nothing, phase: 'uploading', file });
      try {
        const uploadId = await uploadFile(file, ({ sentBytes, totalBytes }) => {
          if (turn.current !== mine) return;
          const percent = totalBytes === 0 ? 100 : Math.round((sentBytes / totalBytes) * 100);
          setState((before) => ({ ...before, percent }));
        });
        if (turn.current === mine) await read(uploadId, nothing.choices, mine);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (turn.current === mine) setState({ ...nothing, file, refusal: error.refusal });
      }
    },
    [read],
  );

  const change = (choices: RosterChoices) => {
    if (state.uploadId !== null) void read(state.uploadId, choices, (turn.current += 1));
  };
  const withoutFix = (person: RosterPerson, field: RosterField) =>
    state.choices.fixes.filter((fix) => !isAt(fix, person, field));

  return {
    ...state,
    take: (file) => void take(file),
    fix: (person, field, text) =>
      change({
        ...state.choices,
        fixes: [
          ...withoutFix(person, field),
          { sheet: person.sheet, row: person.row, block: person.block, field, text },
        ],
      }),
    unfix: (person, field) => change({ ...state.choices, fixes: withoutFix(person, field) }),
    undoAll: () => change({ ...state.choices, fixes: [] }),
    chooseColumn: (choice) =>
      change({
        ...state.choices,
        mapping: [
          ...state.choices.mapping.filter(
            (one) => one.sheet !== choice.sheet || one.column !== choice.column,
          ),
          choice,
        ],
      }),
    forget: () => {
      turn.current += 1;
      setState(nothing);
    },
  };
}

/** Whether a repair concerns this person and field. */
export function isAt(fix: RosterFix, person: RosterPerson, field: RosterField): boolean {
  return (
    fix.sheet === person.sheet && fix.row === person.row && fix.block === person.block && fix.field === field
  );
}

/** One text for one person of a roster. */
export function personKey(person: RosterPerson): string {
  return `${person.sheet}\u0000${person.row}\u0000${person.block}`;
}
