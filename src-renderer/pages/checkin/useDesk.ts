import { useCallback, useEffect, useRef, useState } from 'react';
import type { CheckInId, SittingId } from '#shared/contract/ids.ts';
import type { Refusal } from '#shared/contract/refusal.ts';
import { refusalOf } from '#shared/contract/refusal.ts';
import type { CheckInLookup, CheckInPerson } from '#shared/contract/views/examDay.ts';
import type { EntryMethod, EntryException } from '#shared/domain/checkIn.ts';
import { ask, ApiError } from '../../app/client.ts';
import { newId, useCommand } from '../../app/api.tsx';
import type { Speaker } from '../../parts/speaker.ts';
import { melodies } from './sounds.ts';
import { unconfirmed } from './unconfirmed.ts';
import { toneOf } from './verdicts.ts';

/** What was looked up last and is on the screen. */
export interface Card {
  readonly code: string;
  readonly method: EntryMethod;
  readonly lookup: CheckInLookup;
  /** Made with the card, so that confirming twice is one check-in. */
  readonly checkInId: CheckInId;
  readonly shownAtMs: number;
  /** The reason was given; the second person has not consented yet. */
  readonly waiting: boolean;
}

export interface Done {
  readonly person: CheckInPerson;
  readonly atMs: number;
  readonly scannedAgain: boolean;
}

export interface Desk {
  readonly looking: string | null;
  readonly card: Card | null;
  readonly done: Done | null;
  /** People whose card said "welcome" but whose entry was not confirmed before the next scan. */
  readonly setAside: readonly CheckInPerson[];
  readonly problem: Refusal | null;
  readonly busy: boolean;
  look(code: string, method: EntryMethod): void;
  confirm(): void;
  submitException(code: EntryException, reason: string): void;
  clear(): void;
}

/** Enter that comes sooner after a card belongs to the scanner (CR LF), not to a person. */
const settleMs = 350;
/** A second scan of the same person within this time is an echo. */
const echoMs = 8000;

/** The state of one check-in desk: look up, show, confirm; double scans and double Enters are harmless. */
export function useDesk(sittingId: SittingId, speaker: Speaker | null): Desk {
  const [looking, setLooking] = useState<string | null>(null);
  const [card, setCard] = useState<Card | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [setAside, setSetAside] = useState<readonly CheckInPerson[]>([]);
  const [problem, setProblem] = useState<Refusal | null>(null);
  const lastLook = useRef(0);
  const { submit, busy } = useCommand('checkin.record', { quiet: true });

  useEffect(() => {
    let here = true;
    for (const code of unconfirmed.of(sittingId)) {
      ask('checkin.lookup', { sittingId, code })
        .then(({ verdict, person }) => {
          if (!here) return;
          // Let in at another desk, or not expected any more.
          if (verdict !== 'welcome' || person === null) return unconfirmed.remove(sittingId, code);
          setSetAside((people) => [
            ...people.filter((each) => each.enrolmentId !== person.enrolmentId),
            person,
          ]);
        })
        // Kept for the next time: nobody is struck off because the site was not in reach.
        .catch(() => undefined);
    }
    return () => {
      here = false;
      lastLook.current += 1;
    };
  }, [sittingId]);

  /** The person is on the screen again, let in, or sent away: not somebody who was passed over. */
  const takeBack = useCallback((person: CheckInPerson | null) => {
    setSetAside((people) => people.filter((each) => each.enrolmentId !== person?.enrolmentId));
  }, []);
  const forget = useCallback(
    (person: CheckInPerson | null) => {
      takeBack(person);
      if (person?.ticketNumber) unconfirmed.remove(sittingId, person.ticketNumber);
    },
    [takeBack, sittingId],
  );

  const show = useCallback(
    (
      lookup: CheckInLookup,
      code: string,
      method: EntryMethod,
      previous: Card | null,
      before: Done | null,
    ) => {
      const now = Date.now();
      const echo =
        lookup.verdict === 'already-in' &&
        before !== null &&
        before.person.enrolmentId === lookup.person?.enrolmentId &&
        now - before.atMs < echoMs;
      if (echo) {
        setCard(null);
        setDone({ ...before, scannedAgain: true });
        speaker?.play(melodies.done);
        return;
      }
      const left = previous?.lookup.verdict === 'welcome' ? previous.lookup.person : null;
      if (left !== null && left.enrolmentId !== lookup.person?.enrolmentId) {
        setSetAside((people) => [...people.filter((each) => each.enrolmentId !== left.enrolmentId), left]);
      }
      takeBack(lookup.person);
      if (lookup.verdict === 'welcome' && lookup.person?.ticketNumber)
        unconfirmed.add(sittingId, lookup.person.ticketNumber);
      setDone(null);
      setCard({ code, method, lookup, checkInId: newId<'checkIn'>(), shownAtMs: now, waiting: false });
      speaker?.play(melodies[toneOf(lookup.verdict)]);
    },
    [takeBack, sittingId, speaker],
  );

  const look = (code: string, method: EntryMethod): void => {
    if (card !== null && card.code === code && card.lookup.verdict === 'welcome' && looking === null) return;
    const turn = (lastLook.current += 1);
    setLooking(code);
    setProblem(null);
    ask('checkin.lookup', { sittingId, code: code.slice(0, 200) })
      .then((lookup) => {
        if (turn === lastLook.current) show(lookup, code, method, card, done);
      })
      .catch((error: unknown) => {
        if (turn !== lastLook.current) return;
        speaker?.play(melodies.stop);
        setProblem(error instanceof ApiError ? error.refusal : refusalOf('unexpected'));
      })
      .finally(() => {
        if (turn === lastLook.current) setLooking(null);
      });
  };

  const record = async (exception: { code: EntryException; reason: string } | null) => {
    const person = card?.lookup.person;
    if (!card || !person || card.waiting) return;
    const answer = await submit({
      checkInId: card.checkInId,
      sittingId,
      enrolmentId: person.enrolmentId,
      method: card.method,
      exception,
    });
    if (!answer.ok) {
      speaker?.play(melodies.stop);
      setProblem(answer.refusal);
      return;
    }
    setProblem(null);
    if (answer.waitsFor) {
      setCard((now) => (now?.checkInId === card.checkInId ? { ...now, waiting: true } : now));
      return;
    }
    forget(person);
    speaker?.play(melodies.done);
    setDone({ person, atMs: Date.now(), scannedAgain: false });
    setCard((now) => (now?.checkInId === card.checkInId ? null : now));
  };

  const clear = useCallback(() => {
    lastLook.current += 1;
    setLooking(null);
    // Sent away by hand; who waits for a second person is still to come in.
    if (card !== null && !card.waiting) forget(card.lookup.person);
    setCard(null);
    setProblem(null);
  }, [card, forget]);

  return {
    looking,
    card,
    done,
    setAside,
    problem,
    busy,
    look,
    confirm: () => {
      if (looking !== null || card?.lookup.verdict !== 'welcome') return;
      if (Date.now() - card.shownAtMs >= settleMs) void record(null);
    },
    submitException: (code, reason) => {
      if (reason.trim() !== '') void record({ code, reason: reason.trim() });
    },
    clear,
  };
}
