import type { UserId } from '#shared/contract/ids.ts';
import type { AccountChange } from '#shared/domain/accountChanges.ts';
import type { EventType } from '#shared/contract/events/index.ts';
import type { BatchRead, PersonRead } from './facts.ts';
import { known, nothing } from './reading.ts';
import type { Take } from './reading.ts';

/** A row about an account. */
interface AccountRow {
  readonly seq: number;
  readonly at: string;
  readonly actor: UserId;
  readonly data: { readonly userId: UserId; readonly secondPerson?: UserId | null | undefined };
}

function personIn(batch: BatchRead, { seq, data }: AccountRow): PersonRead {
  return known(batch.people.get(data.userId), seq);
}

function noteDeed(person: PersonRead, kind: AccountChange, { seq, at, actor, data }: AccountRow): void {
  person.account.push({ kind, at, by: actor, secondPerson: data.secondPerson ?? null, seq });
}

/** Takes a deed that changes nothing but the account's history. */
function deed(kind: AccountChange) {
  return (batch: BatchRead, row: AccountRow): void => noteDeed(personIn(batch, row), kind, row);
}

/** Accounts, what two people agreed to, and badges. */
export const takePeople = {
  'user.created': (batch, row) => {
    const { actor, data, personal } = row;
    const person: PersonRead = {
      userId: data.userId,
      displayName: personal?.displayName ?? null,
      roles: data.roles,
      // The founder chose the password at founding.
      claimed: (actor as string) === 'system' ? 'yes' : 'no',
      account: [],
    };
    batch.people.set(data.userId, person);
    noteDeed(person, 'made', row);
  },
  'user.rolesSet': (batch, row) => {
    const person = personIn(batch, row);
    person.roles = row.data.roles;
    noteDeed(person, 'rolesSet', row);
  },
  'user.passwordSet': (batch, row) => {
    const person = personIn(batch, row);
    const isOwner = row.actor === row.data.userId;
    person.claimed = isOwner ? 'yes' : 'no';
    noteDeed(person, isOwner ? 'claimed' : 'reset', row);
  },
  'user.recovered': (batch, row) => {
    const person = personIn(batch, row);
    person.claimed = 'no';
    noteDeed(person, 'recovered', row);
  },
  'user.disabled': deed('disabled'),
  'user.enabled': deed('enabled'),
  'user.vouched': deed('vouched'),
  'batch.deputyNamed': (batch, { seq, at, actor, data: { userId, secondPerson } }) => {
    batch.deputy = { userId, at, by: actor, secondPerson, seq };
  },
  'badge.issued': (batch, row) => {
    const person = personIn(batch, row);
    // An account that its owner took by a PIN is nobody's again with a new badge, until they set the next.
    if (row.data.replaces !== null || person.claimed !== 'byPin') return;
    person.claimed = 'no';
    noteDeed(person, 'reset', row);
  },
  'badge.pinSet': (batch, { seq, at, actor, data }) => {
    const row = { seq, at, actor, data: { userId: data.userId } };
    const person = personIn(batch, row);
    if (person.claimed !== 'no') return;
    person.claimed = 'byPin';
    noteDeed(person, 'claimed', row);
  },
  'badge.revoked': nothing,
  'badge.printed': nothing,
  'desk.idleLockSet': nothing,
  'approval.requested': (batch, { data }) => {
    if (data.batchId === batch.batchId) batch.requests.set(data.approvalId, data);
  },
  'approval.granted': (batch, { at, data: { approvalId, by } }) => {
    // A request of another batch that happened in this one too is listed where it was made.
    const request = batch.requests.get(approvalId);
    if (request === undefined) return;
    const { commandType, requestedBy } = request;
    batch.granted.set(approvalId, { approvalId, commandType, requestedBy, by, at });
  },
  'approval.lone': (batch, { data, personal }) =>
    void batch.lone.set(data.approvalId, { reason: personal?.reason ?? null }),
  'approval.refused': nothing,
  'approval.withdrawn': nothing,
} satisfies { readonly [Type in EventType]?: Take<Type> };
